using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hangji.Tests.Shell;

/// <summary>The whole program with a register that answers slowly: a page is stopped at its limit and says how to ask for less; while developing, the log names the query and its plan.</summary>
public sealed class Questions_that_take_too_long
{
    private sealed record Scene(RunningHouse Running, Visitor Clerk, ConcurrentQueue<string> Log) : IAsyncDisposable
    {
        public static async Task<Scene> Open(string on, double pageSeconds, string environment = "Production")
        {
            var log = new ConcurrentQueue<string>();
            var running = await RunningHouse.Open(on, builder =>
            {
                builder.Environment.EnvironmentName = environment;
                builder.Configuration.AddInMemoryCollection([new("Hangji:PageSeconds", pageSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
                builder.Logging.AddProvider(new Lines(log));
            });
            var town = await running.House.Body("青石镇党委", kind: "committee");
            var branch = await running.House.Body("竹溪村党支部", town);
            await running.House.Member(branch, "尉迟小满");
            var account = await running.House.Account("clerk");
            await running.House.Seat(account, branch, "secretary");
            return new(running, await running.Visitor(account), log);
        }

        /// <summary>In the place of the register stands one that thinks about every question first.</summary>
        /// <param name="thinking">A condition in the dialect of the database.</param>
        public async Task Slow(string thinking)
        {
            await Do("alter table memberships rename to memberships_kept");
            await Do($"create view memberships as select * from memberships_kept where {thinking}");
        }

        public async Task Quick()
        {
            await Do("drop view memberships");
            await Do("alter table memberships_kept rename to memberships");
        }

        private Task Do(string sql) => Running.House.Work(s => s.GetRequiredService<AppDb>().Database.ExecuteSqlRawAsync(sql));

        public async ValueTask DisposeAsync()
        {
            Clerk.Dispose();
            await Running.DisposeAsync();
        }
    }

    private static string Count(long to) => $"(with recursive c(n) as (select 1 union all select n + 1 from c where n < {to}) select count(*) from c) > 0";
    private static string Forever(string on) => on == "postgres" ? "(select 1 from pg_sleep(120)) = 1" : Count(10_000_000_000);
    private static string ThirdOfASecond(string on) => on == "postgres" ? "(select 1 from (select pg_sleep(0.35)) s) = 1" : Count(8_000_000);

    [Theory, OnEveryDatabase]
    public async Task A_list_is_stopped_at_its_limit_and_says_how_to_ask_for_less(string on)
    {
        await using var scene = await Scene.Open(on, pageSeconds: 1);
        await scene.Slow(Forever(on));
        foreach (var (language, title, narrower) in new[] { ("zh", "这样问范围太大了", "多打一个字，或加一个筛选条件"), ("en", "This asks for too much at once", "Type one character more, or add a filter") })
        {
            await scene.Clerk.Http.GetAsync($"/lang?to={language}&back=/help");
            foreach (var address in new[] { "/members", "/members?q=尉迟", "/members?sort=joined&sex=2" })
            {
                var watch = Stopwatch.StartNew();
                var (answer, page) = await scene.Clerk.Get(address);
                Assert.Equal((HttpStatusCode.UnprocessableEntity, title), (answer.StatusCode, page.QuerySelector("h1")!.TextContent));
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{address} answered after {watch.Elapsed}");
                Assert.Contains(narrower, page.QuerySelectorAll("main ul.hj-list li").Select(li => li.TextContent.Trim()));
                Assert.DoesNotContain("故障编号", page.Source.Text);
                foreach (var leak in new[] { "memberships", "Exception", "尉迟" }) Assert.DoesNotContain(leak, page.Body!.TextContent);
            }
        }
        // Nobody else was held up, and the connection that was stopped serves the next reader.
        Assert.Equal(HttpStatusCode.OK, (await scene.Clerk.Get("/orgs")).Answer.StatusCode);
        await scene.Quick();
        await scene.Clerk.Http.GetAsync("/lang?to=zh&back=/help");
        Assert.Contains("尉迟小满", (await scene.Clerk.Page("/members")).Body!.TextContent);
    }

    [Theory, OnEveryDatabase]
    public async Task A_list_within_its_limit_is_answered_however_slowly(string on)
    {
        await using var scene = await Scene.Open(on, pageSeconds: 20);
        await scene.Slow(ThirdOfASecond(on));
        Assert.Contains("尉迟小满", (await scene.Clerk.Page("/members")).Body!.TextContent);
        Assert.DoesNotContain(scene.Log, line => line.Contains(" ms: ", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task While_developing_the_log_names_a_slow_query_and_its_plan_and_nobody_who_was_searched_for(string on)
    {
        await using var scene = await Scene.Open(on, pageSeconds: 60, "Development");
        await scene.Clerk.Page("/members?q=尉迟");
        var before = scene.Log.Count(Told);
        await scene.Slow(ThirdOfASecond(on));
        await scene.Clerk.Page("/members?q=尉迟");
        var told = Assert.Single(scene.Log.Where(Told).Skip(before).Take(1));
        Assert.Matches(on == "postgres" ? "(Seq|Index|Bitmap Heap) Scan" : "(SEARCH|SCAN) ", told);
        Assert.DoesNotContain(scene.Log.Where(Told), line => line.Contains("尉迟", StringComparison.Ordinal));
    }

    private static bool Told(string line) => line.StartsWith("Warning Hangji.Platform.Data.QueryWatch", StringComparison.Ordinal) && line.Contains(" ms: SELECT", StringComparison.Ordinal) && line.Contains("memberships", StringComparison.Ordinal);

    private sealed class Lines(ConcurrentQueue<string> log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Line(categoryName, log);
        public void Dispose() { }

        private sealed class Line(string category, ConcurrentQueue<string> log) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
            public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;
            public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> text)
            {
                if (IsEnabled(level)) log.Enqueue($"{level} {category}: {text(state, exception)}");
            }
        }
    }
}
