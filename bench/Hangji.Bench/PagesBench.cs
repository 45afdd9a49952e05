using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Shell;

namespace Hangji.Bench;

/// <summary>
/// Today and the member list, signed in, on the demo county, against a bare page of the same framework that reads as many rows; then start and memory of the
/// program as it is served. wrk shares the two cores with server and database.
/// </summary>
internal static class PagesBench
{
    private const string Command = "./do bench pages";

    public static async Task Run(Report report)
    {
        await using var store = await BenchStore.Open(postgres: false);
        if (await store.Services.GetRequiredService<IDemoData>().Load(_ => { }, default) is { } refusal) throw new InvalidOperationException(refusal.Message);
        using (var server = ServedPages.Serve(store.Store, out var address, out var first))
        {
            report.Add(new("cold start to the first page", Command, first, "s", 3, AtLeast: false));
            await Task.Delay(3000);
            server.Refresh();
            report.Add(new("memory when idle", Command, server.WorkingSet64 / 1048576.0, "MB", 250, AtLeast: false));
            await Compare(report, address, await ServedPages.SignIn(address, "hemin"), "Today", "/", BarePage.TodayRows, store.Store);
            await Compare(report, address, await ServedPages.SignIn(address, "hemin"), "member list", "/members", BarePage.ListRows, store.Store);
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static async Task Compare(Report report, string address, string cookie, string name, string path, int rows, Store store)
    {
        await using var bare = await BarePage.Serve(store, rows);
        var limit = ServedPages.Load(bare.Urls.First() + "/", null);
        var ours = ServedPages.Load(address + path, cookie);
        report.Add(new($"{name}, signed in, 16 connections", Command, ours.Rate, "req/s", 0, AtLeast: true, limit.Rate, 0.5, $"bare page reads {rows} rows"));
        report.Add(new($"{name}, p99", Command, ours.P99, "ms", 50, AtLeast: false, Note: $"bare page p99 {limit.P99:0.#} ms"));
    }
}
