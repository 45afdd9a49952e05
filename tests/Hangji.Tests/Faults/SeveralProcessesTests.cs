using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Hangji.Modules.Meetings;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.HouseRules;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Faults;

/// <summary>Several processes on one PostgreSQL are one house: ./do cluster, as docs/guide/operators.md says.</summary>
public sealed partial class Several_processes_on_one_database
{
    [Fact]
    public async Task Share_sessions_forms_and_seats_and_one_that_is_killed_takes_only_what_it_held_with_it()
    {
        await using var house = await House.Open("postgres");
        var org = await house.Body("竹溪村党支部", setUpOn: new(2019, 5, 16));
        for (var i = 0; i < 4; i++) await house.Member(org, $"党员{"甲乙丙丁"[i]}");
        var account = await house.Account("chen", "陈启山");
        await house.Seat(account, org);
        using var cluster = await Cluster.Start(house.Store, processes: 3);

        // One session: signed in at the front, each process knows it; a form of one is taken by the others, and only once.
        using var visitor = new Visitor(cluster.Front);
        var (entered, _) = await visitor.TrySignIn("chen", People.LongPassword);
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        var page = await visitor.Page(new Uri(cluster.Processes[0].Address, "/meetings/new?kind=theme-day").ToString());
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(f => f.QuerySelector("input[name=shown]") is not null);
        foreach (var process in cluster.Processes)
        {
            form.SetAttribute("action", new Uri(process.Address, "/meetings/new?kind=theme-day").ToString());
            var (answer, after) = await visitor.Send(form, ("theme", "一次"), ("act", "save"));
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, after.QuerySelector("main")?.TextContent);
        }

        // Under load one process is killed: no more requests fail than there were visitors, and nothing acknowledged is lost or done twice.
        var acknowledged = new ConcurrentBag<string>();
        var (failed, answered) = (0, 0);
        using var stop = new CancellationTokenSource();
        Visitor[] visitors = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => { var v = new Visitor(cluster.Front); await v.TrySignIn("chen", People.LongPassword); return v; }))];
        var work = visitors.Select((v, w) => Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                var theme = $"w{w}-{n}";
                try
                {
                    var shown = await v.Page("/meetings/new?kind=theme-day");
                    var fresh = shown.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(f => f.QuerySelector("input[name=shown]") is not null);
                    var (answer, _) = await v.Send(fresh, ("theme", theme), ("act", "save"));
                    Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
                    acknowledged.Add(theme);
                    Interlocked.Increment(ref answered);
                }
                catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or Xunit.Sdk.XunitException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        })).ToArray();
        await Until(() => answered > 8);
        cluster.Processes[1].Kill();
        var atKill = answered;
        await Until(() => answered > atKill + 20);
        await stop.CancelAsync();
        await Task.WhenAll(work);
        foreach (var v in visitors) v.Dispose();
        Assert.True(failed <= visitors.Length, $"{failed} requests failed; only those inside the killed process may");
        await house.Work(async s =>
        {
            var themes = await s.GetRequiredService<AppDb>().Set<Meeting>().AsNoTracking().Select(m => m.Theme).ToListAsync();
            Assert.Empty(acknowledged.Except(themes));
            Assert.Equal(themes.Count, themes.Distinct().Count());
            Assert.Single(themes, t => t == "一次");
        });
    }

    [Fact]
    public async Task Never_make_the_same_id()
    {
        await using var house = await House.Open("postgres");
        var claimed = new List<WorkerNumber>();
        try
        {
            for (var i = 0; i < Ids.Workers; i++) claimed.Add(Assert.IsType<WorkerNumber>(await WorkerNumber.Claim(house.Store)));
            Assert.Equal(Ids.Workers, claimed.Select(c => c.Number).Distinct().Count());
            Assert.Null(await WorkerNumber.Claim(house.Store));
        }
        finally
        {
            foreach (var one in claimed) await one.DisposeAsync();
        }
        await using var again = await WorkerNumber.Claim(house.Store);
        Assert.NotNull(again);
    }

    private static async Task Until(Func<bool> so)
    {
        for (var waited = 0; waited < 900 && !so(); waited++) await Task.Delay(100);
        Assert.True(so(), "the processes did not get on within 90 seconds");
    }

    /// <summary>The documented command, ended with everything that it started.</summary>
    private sealed partial class Cluster : IDisposable
    {
        private readonly Process command;

        public Uri Front { get; private set; } = null!;
        public List<One> Processes { get; } = [];

        private Cluster(Process command) => this.command = command;

        public static async Task<Cluster> Start(Store store, int processes)
        {
            var start = new ProcessStartInfo(Path.Combine(Sources.Root, "do")) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var word in (string[])["cluster", "--processes", $"{processes}", "--port", $"{Random.Shared.Next(20, 60)}100", "--data", store.Folder, "--postgres", store.Postgres!]) start.ArgumentList.Add(word);
            var cluster = new Cluster(Process.Start(start)!);
            var said = new ConcurrentQueue<string>();
            cluster.command.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
            cluster.command.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
            cluster.command.BeginOutputReadLine();
            cluster.command.BeginErrorReadLine();
            await Until(() => cluster.command.HasExited || said.Any(l => l.StartsWith("夯基", StringComparison.Ordinal)));
            Assert.False(cluster.command.HasExited, string.Join('\n', said));
            foreach (var found in said.Select(l => Line().Match(l)).Where(m => m.Success))
                cluster.Processes.Add(new(new(found.Groups[1].Value), int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture)));
            cluster.Front = new(Address().Match(said.First(l => l.StartsWith("夯基", StringComparison.Ordinal))).Value);
            Assert.Equal(processes, cluster.Processes.Count);
            return cluster;
        }

        public void Dispose()
        {
            if (!command.HasExited)
            {
                using var end = Process.Start("kill", ["-TERM", $"{command.Id}"]);
                if (!command.WaitForExit(20_000)) command.Kill(entireProcessTree: true);
            }
            command.Dispose();
        }

        [GeneratedRegex(@"^process \d+: (\S+) \(pid (\d+)\)")]
        private static partial Regex Line();

        [GeneratedRegex(@"http://\S+")]
        private static partial Regex Address();

        public sealed record One(Uri Address, int Id)
        {
            public void Kill() => Process.GetProcessById(Id).Kill();
        }
    }
}
