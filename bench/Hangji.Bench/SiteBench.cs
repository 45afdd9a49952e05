using System.Diagnostics;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Log;
using Hangji.Platform.Tree;
using Hangji.Shell;

namespace Hangji.Bench;

/// <summary>
/// The public pages of a village with five years on its board, from the cache of a served program: delay at 2,000 requests a second (counted from when each was due, so that a stall
/// shows in all that waited), and the highest rate beside that of a static file of the same server.
/// </summary>
internal static class SiteBench
{
    private const string Command = "./do bench site";
    private const int Copies = 300, Rate = 2_000, Seconds = 12, Connections = 64;

    public static async Task Run(Report report)
    {
        await using var store = await BenchStore.Open(postgres: false);
        var (code, doc) = await Fill(store);
        using var server = ServedPages.Serve(store.Store, out var address, out _);
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, AutomaticDecompression = System.Net.DecompressionMethods.None }) { BaseAddress = new Uri(address) };
            http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
            await UntilEntered(http, $"/v/{code}/{doc}");
            // Twice in Chinese and once in English: the program has read its own code by then. Searches are never kept, so everything is read, compared with the log, drawn and packed.
            foreach (var warm in (string[])["", "?q=x", "?lang=en"]) (await http.GetAsync($"/v/{code}/all{warm}")).EnsureSuccessStatusCode();
            var watch = Stopwatch.StartNew();
            (await http.GetAsync($"/v/{code}/all?kind=decided")).EnsureSuccessStatusCode();
            report.Add(new($"a page of {Copies} publications made anew, each compared with the log", Command, watch.Elapsed.TotalMilliseconds, "ms", 1_000, AtLeast: false));
            var (p50, p95, p99, done) = await AtRate(http, [$"/v/{code}", $"/v/{code}/{doc}"]);
            report.Add(new($"public pages at {Rate:N0} requests a second, p95", Command, p95, "ms", 100, AtLeast: false, Note: $"p50 {p50:0.#}, p99 {p99:0.#} ms; {done:N0} answered a second"));
            var limit = ServedPages.Load(address + SiteFiles.At("app.js"), null);
            var ours = ServedPages.Load($"{address}/v/{code}", null);
            report.Add(new("a village's page from cache, 16 connections", Command, ours.Rate, "req/s", 0, AtLeast: true, limit.Rate, 0.5, "bare: a static file of the same server"));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static async Task UntilEntered(HttpClient http, string path)
    {
        for (var tried = 0; tried < 600; tried++)
        {
            if (await (await http.GetAsync("/log/checkpoint")).Content.ReadAsStringAsync() is var note && SignedNote.Parse(note) is { } signed && Checkpoint.Parse(signed.Text)?.Size >= Copies)
            {
                (await http.GetAsync(path)).EnsureSuccessStatusCode();
                return;
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("the log did not take the publications in");
    }

    private static async Task<(double P50, double P95, double P99, double Rate)> AtRate(HttpClient http, string[] paths)
    {
        foreach (var path in paths) (await http.GetAsync(path)).EnsureSuccessStatusCode();
        var delays = new double[Rate * Seconds];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) < delays.Length;)
            {
                var due = TimeSpan.FromSeconds((double)n / Rate);
                if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed);
                using var answer = await http.GetAsync(paths[n % paths.Length]);
                await answer.EnsureSuccessStatusCode().Content.CopyToAsync(Stream.Null);
                delays[n] = (watch.Elapsed - due).TotalMilliseconds;
            }
        })));
        var rate = delays.Length / watch.Elapsed.TotalSeconds;
        Array.Sort(delays);
        return (delays[delays.Length / 2], delays[delays.Length * 95 / 100], delays[delays.Length * 99 / 100], rate);
    }

    private static Task<(string Code, string Doc)> Fill(BenchStore store) => store.Work(async s =>
    {
        var (db, log) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<PublicLog>());
        var (town, branch) = (Body("青石镇党委", OrgPath.Root(0), null, OrgKinds.Committee, null), (OrgNode?)null);
        branch = Body("竹溪村党支部", OrgPath.Root(0).Child(0), town.Id, OrgKinds.Branch, "330102001001");
        db.AddRange(town, branch);
        db.Facts.Add(Fact.Of("bench", branch.Id));
        var last = "";
        for (var n = 0; n < Copies; n++)
        {
            var (id, from) = (Ids.Next(), new DateOnly(2021, 11, 1).AddDays(n * 6));
            var table = new CopyTable([new("摘要", CopyColumn.Text), new("日期", CopyColumn.Date), new("金额", CopyColumn.Money)], [.. Enumerable.Range(0, 40).Select(i => new CopyRow([$"第 {i} 笔 道路水渠维修", "2026-09-15", $"{i * 4321}"]))]);
            var kind = (n % 6) switch { 0 => PublishedCopy.Money, 1 => PublishedCopy.Deciding, 2 or 3 => PublishedCopy.Decided, _ => PublishedCopy.Other };
            var text = new CopyText(CopyText.Layout, last = DocCode.Of(id), 1, "330102001001", branch.ShortName, "竹溪村村民委员会", "", "village-other", kind, $"{from.Year}-{from.Month:00}", $"第 {n} 件公开的事", "一句话说明这件事。", from, from.AddDays(20), [new("list", "明细", Table: table)]);
            var bytes = text.ToBytes();
            var hash = PublishedCopy.Hash(bytes, null);
            db.Add(new PublishedCopy
            {
                Id = Ids.Next(), OrgId = branch.Id, OrgPath = branch.Path, DisclosureId = id, BodyId = branch.Id, Doc = text.Doc, Rev = 1, Catalog = text.Catalog, Kind = kind, Period = text.Period, Title = text.Title, Summary = text.Summary, Bytes = bytes, Sha256 = hash,
                From = text.From, Until = text.Until, PublishedAt = from.ToDateTime(new(4, 0)), Words = text.Title,
                LogEntryId = log.Append(db, LogLeaf.Published("330102001001", LeafDoc.Of(id), 1, Convert.FromHexString(hash), false, DateTimeOffset.UnixEpoch, text.From, text.Until)),
            });
        }
        await db.SaveChangesAsync();
        return ("330102001001", last);
    });

    private static OrgNode Body(string name, OrgPath path, long? parent, string kind, string? division) => new()
    {
        Id = Ids.Next(), Path = path.Value, Depth = path.Depth, ParentId = parent, Code = "B" + path.Depth, Name = name, ShortName = name, Kind = kind, Field = "village", Relation = "own", DivisionCode = division, SetUpOn = OrgNode.LongAgo, Since = OrgNode.LongAgo, Initials = "", NextChild = 1,
    };
}
