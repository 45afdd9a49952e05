using Hangji.Bench;
using Hangji.Bench.DataSets;

if (args is ["load-dataset", ..]) return await DataSetCommand.Run(args[1..]);
// ./do bench [NAME…] [--write[=PART]]   every figure as a ratio to a bare limit measured in the same run; all of them, or with --write, are written to docs/benchmarks/DATE[-PART].md.
var all = new (string Name, Func<Report, Task> Run)[]
{
    ("duties", DutyBench.Run),
    ("nation-duties", DutyBench.Nation),
    ("tree", TreeBench.Run),
    ("import", ImportBench.Run),
    ("pages", PagesBench.Run),
    ("procedures", ProcedureBench.Run),
    ("log", LogBench.Run),
    ("site", SiteBench.Run),
    ("statistics", StatisticsBench.Run),
    ("communique", StatisticsBench.Communiques),
    ("rollups", RollupBench.Run),
    ("beside", BesideBench.Run),
    ("dataset", DataSetBench.Run),
    ("lists", ListBench.Run),
    ("spread", SpreadBench.Run),
};
var wanted = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToHashSet();
if (wanted.Except(all.Select(b => b.Name)).FirstOrDefault() is { } stranger)
{
    Console.Error.WriteLine($"no benchmark is called {stranger}; there are: {string.Join(", ", all.Select(b => b.Name))}");
    return 2;
}
var report = new Report();
foreach (var (name, run) in all.Where(b => wanted.Count == 0 || wanted.Contains(b.Name)))
{
    Console.Error.WriteLine($"… {name}");
    await run(report);
}
Console.WriteLine(report.Table());
foreach (var regression in report.Regressions()) Console.WriteLine("slower: " + regression);
var write = args.FirstOrDefault(a => a == "--write" || a.StartsWith("--write=", StringComparison.Ordinal));
if (wanted.Count == 0 || write is not null) Console.WriteLine(report.Write(write?.Split('=') is [_, var part] ? part : null));
return report.Missed ? 1 : 0;
