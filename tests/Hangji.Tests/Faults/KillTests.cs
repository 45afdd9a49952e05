using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hangji.Modules.Meetings;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Faults;

/// <summary>kill -9 while people save and while a backup is read back: what was acknowledged is there, and nothing is there by half.</summary>
public sealed class Killing_the_program
{
    [Theory, OnEveryDatabase]
    public async Task During_saves_loses_nothing_that_was_acknowledged_and_leaves_nothing_half_done(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部", setUpOn: new(2019, 5, 16));
        for (var i = 0; i < 4; i++) await house.Member(org, $"党员{"甲乙丙丁"[i]}");
        var account = await house.Account("chen", "陈启山");
        await house.Seat(account, org);
        var acknowledged = new ConcurrentBag<string>();
        var dice = new Random(20261120);
        for (var round = 0; round < ServerProcess.Rounds(3); round++)
        {
            await using var server = await ServerProcess.Serve(house.Store);
            using var stop = new CancellationTokenSource();
            Visitor[] visitors = [await SignIn(server.Address), await SignIn(server.Address)];
            var writers = visitors.Select((visitor, w) => Write(visitor, $"r{round}w{w}", acknowledged, stop.Token)).ToArray();
            // A cold program on a busy machine takes its time; the kill must fall between saves, not before the first.
            for (var (before, waited) = (acknowledged.Count, 0); acknowledged.Count == before && waited < 600 && !writers.Any(w => w.IsCompleted); waited++) await Task.Delay(100);
            await Task.Delay(dice.Next(2000));
            await server.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            await Check(house, acknowledged);
        }
        Assert.True(acknowledged.Count > 0, "nothing was saved, so nothing was tested");
    }

    [Theory, OnEveryDatabase]
    public async Task During_a_restore_leaves_a_place_that_takes_the_same_backup_again(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部", setUpOn: new(2019, 5, 16));
        for (var i = 0; i < 20; i++) await house.Member(org, $"党员{Han(i)}");
        await house.Work(s => Task.FromResult(s.GetRequiredService<Hangji.Platform.Crypto.KeyRing>()));
        var (backup, elsewhere) = (Directory.CreateTempSubdirectory("hangji-killed-"), Directory.CreateTempSubdirectory("hangji-killed-"));
        var store = new Store(elsewhere.FullName, on == "postgres" ? TestServer.Connection(await TestServer.NewEmptyDatabase()) : null);
        try
        {
            var file = Path.Combine(backup.FullName, "one.zip");
            using (var taken = ServerProcess.Start(house.Store, "backup", file)) await taken.WaitForExitAsync();
            var dice = new Random(11);
            for (var round = 0; round < ServerProcess.Rounds(3, share: 5); round++)
            {
                using var restore = ServerProcess.Start(store, "restore", file, "--force");
                var ended = restore.WaitForExitAsync();
                if (await Task.WhenAny(ended, Task.Delay(dice.Next(200, 1500))) != ended) restore.Kill(entireProcessTree: true);
                await restore.WaitForExitAsync();
            }
            using (var last = ServerProcess.Start(store, "restore", file, "--force"))
            {
                await last.WaitForExitAsync();
                Assert.True(last.ExitCode == 0, await last.StandardError.ReadToEndAsync());
            }
            Assert.Empty(Directory.EnumerateDirectories(store.Folder, "*.partial"));
            await using var services = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("测试");
            Assert.Equal(20, await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Membership>().CountAsync());
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (store.Postgres is { } postgres) await TestServer.Drop(new Npgsql.NpgsqlConnectionStringBuilder(postgres).Database!);
            backup.Delete(true);
            elsewhere.Delete(true);
        }
    }

    /// <summary>A name of three characters, different for each number.</summary>
    internal static string Han(int i) => $"{(char)(0x4E00 + i / 500)}{(char)(0x5B00 + i % 500)}";

    private static async Task<Visitor> SignIn(Uri address)
    {
        var visitor = new Visitor(address);
        var (entered, gate) = await visitor.TrySignIn("chen", People.LongPassword);
        Assert.True(entered.StatusCode == HttpStatusCode.Redirect, $"signing in answered {(int)entered.StatusCode}: {gate.QuerySelector("main")?.TextContent}");
        return visitor;
    }

    private static async Task Write(Visitor visitor, string name, ConcurrentBag<string> acknowledged, CancellationToken stop)
    {
        try
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                var theme = $"{name}-{n}";
                var page = await visitor.Page("/meetings/new?kind=theme-day");
                var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(f => f.QuerySelector("input[name=shown]") is not null);
                var (answer, after) = await visitor.Send(form, ("theme", theme), ("act", "save"));
                if (answer.StatusCode == HttpStatusCode.Redirect) acknowledged.Add(theme);
                else Assert.Fail($"{(int)answer.StatusCode}: {after.QuerySelector("main")?.TextContent}");
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // The server is dead; that is what the test does.
        }
        finally
        {
            visitor.Dispose();
        }
    }

    private static Task Check(House house, IReadOnlyCollection<string> acknowledged) => house.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        var meetings = await db.Set<Meeting>().AsNoTracking().Select(m => new { m.Id, m.Theme }).ToListAsync();
        Assert.Empty(acknowledged.Except(meetings.Select(m => m.Theme)));
        Assert.Equal(meetings.Count, meetings.Select(m => m.Theme).Distinct().Count());
        var people = (await db.Set<Attendance>().AsNoTracking().GroupBy(a => a.MeetingId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync()).ToDictionary(g => g.Key, g => g.Count);
        Assert.All(meetings, m => Assert.Equal(4, people.GetValueOrDefault(m.Id)));
        var facts = await db.Facts.AsNoTracking().Where(f => f.Kind == "meeting.held").Select(f => f.SubjectId!.Value).ToListAsync();
        Assert.Equal(meetings.Select(m => m.Id).Order(), facts.Order());
        if (house.Store.Postgres is null) Assert.Equal("ok", await db.Database.SqlQueryRaw<string>("select integrity_check as \"Value\" from pragma_integrity_check").SingleAsync());
    });
}

/// <summary>kill -9 while a roster goes in; a class of its own, so that it runs beside the kills of saves.</summary>
public sealed class Killing_an_import
{
    private const int Members = 3000;

    [Theory, OnEveryDatabase]
    public async Task Leaves_all_of_it_or_nothing_and_it_can_be_taken_again(string on)
    {
        await using var house = await House.Open(on);
        var org = await house.Body("竹溪村党支部", setUpOn: new(2019, 5, 16));
        var file = Path.Combine(house.Store.Folder, "roster.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Members).Select(i => $"党员{Killing_the_program.Han(i)},男,2005-07-01,2006-07-01").Prepend("姓名,性别,入党日期,转正日期"));
        var (dice, taken) = (new Random(7), 0);
        for (var round = 0; round < ServerProcess.Rounds(3); round++)
        {
            using var import = ServerProcess.Start(house.Store, "import", "members", file, "--org", org.Code, "--commit");
            var ended = import.WaitForExitAsync();
            if (await Task.WhenAny(ended, Task.Delay(dice.Next(600, 4000))) != ended) import.Kill();
            await import.WaitForExitAsync();
            var now = await house.Work(s => s.GetRequiredService<AppDb>().Set<Membership>().CountAsync());
            Assert.True((now - taken) % Members == 0, $"{now - taken} of {Members} members were left by an import that was killed");
            taken = now;
        }
    }
}
