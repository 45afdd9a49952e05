using System.Diagnostics;
using System.Globalization;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hangji.Bench;

/// <summary>
/// Side by side with Redmine, as Debian packages it, on the same PostgreSQL: the demo county's bodies are its projects, nested alike and inheriting members; each member is one issue of
/// the branch's project; a county officer is a member of the topmost project. Asked for: the tree, a list below the top, the page of one branch by a right that comes from the top. Redmine runs
/// on two puma processes, Hangji on one.
/// </summary>
internal static class BesideBench
{
    private const string Command = "./do bench beside", Password = "anlan-beside-2026";

    public static async Task Run(Report report)
    {
        await using var store = await BenchStore.Open(postgres: true);
        if (await store.Services.GetRequiredService<IDemoData>().Load(_ => { }, default) is { } refusal) throw new InvalidOperationException(refusal.Message);
        var (orgs, members, branch) = await store.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var all = await db.Orgs.AsNoTracking().OrderBy(o => o.Path).ToListAsync();
            var rows = await db.Memberships.AsNoTracking().Where(m => m.ToOn == null).OrderBy(m => m.Id).Select(m => new { m.OrgId, m.Name }).ToListAsync();
            return (all, rows.ConvertAll(m => (m.OrgId, m.Name)), all.Where(o => o.Kind == "branch").MaxBy(o => o.Depth)!);
        });

        (double Rate, double P99) tree, list, one;
        using (var server = ServedPages.Serve(store.Store, out var address, out _))
        {
            var cookie = await ServedPages.SignIn(address, "xianwei");
            (tree, list, one) = (ServedPages.Load(address + "/orgs", cookie), ServedPages.Load(address + "/members", cookie), ServedPages.Load($"{address}/orgs/{branch.Id}", cookie));
            server.Kill();
            await server.WaitForExitAsync();
        }

        await using var beside = await Redmine.Start(orgs, members);
        var theirs = await ServedPages.SignIn(beside.Address, "/login", ("username", "xianwei"), ("password", Password));
        Add(report, "tree page", tree, ServedPages.Load(beside.Address + "/projects", theirs));
        Add(report, "first 50 below the county", list, ServedPages.Load($"{beside.Address}/projects/b{orgs[0].Id}/issues?set_filter=1&per_page=50", theirs));
        Add(report, "a branch's page by a right from above", one, ServedPages.Load($"{beside.Address}/projects/b{branch.Id}", theirs));
        report.Add(new("rows that one right over the whole county takes", Command, 1, "rows", 0, AtLeast: false, beside.RowsOfARight, 1, $"beside: Redmine, {beside.GrantSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s to grant it"));
    }

    private static void Add(Report report, string what, (double Rate, double P99) ours, (double Rate, double P99) theirs) =>
        report.Add(new($"{what}, 16 connections", Command, ours.Rate, "req/s", 0, AtLeast: true, theirs.Rate, 1, $"beside: Redmine 5; p99 {ours.P99:0} against {theirs.P99:0} ms"));

    private sealed class Redmine : IAsyncDisposable
    {
        private static readonly string Script = Path.Combine(Report.Root(), "bench", "beside", "redmine.sh");
        private readonly Process server;
        private readonly string database;

        public string Address { get; }
        public long RowsOfARight { get; private init; }
        public double GrantSeconds { get; private init; }

        private Redmine(Process server, string database, string address) => (this.server, this.database, Address) = (server, database, address);

        public static async Task<Redmine> Start(IReadOnlyList<OrgNode> orgs, IReadOnlyList<(long OrgId, string Name)> members)
        {
            var near = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("HANGJI_TEST_PG"));
            var database = $"redmine_{Environment.ProcessId}";
            await BenchStore.Run($"create database {database}");
            await Shell("prepare", near.Host!, near.Port.ToString(CultureInfo.InvariantCulture), near.Username!, database);
            near.Database = database;
            await using (var connection = new NpgsqlConnection(near.ConnectionString))
            {
                await connection.OpenAsync();
                await Fill(connection, orgs, members);
            }
            await Shell("run", $"u = User.new(firstname: 'County', lastname: 'Officer', mail: 'x@example.org', password: '{Password}', password_confirmation: '{Password}'); u.login = 'xianwei'; u.save!; "
                + "started = Time.now; Member.create!(principal: u, project: Project.roots.first, roles: [Role.givable.last]); " + $"File.write('{Took(database)}', (Time.now - started).to_s)");
            var port = 5900 + Environment.ProcessId % 50;
            var server = Process.Start(new ProcessStartInfo(Script, ["serve", $"{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            server.BeginOutputReadLine();
            server.BeginErrorReadLine();
            var address = $"http://127.0.0.1:{port}";
            using var http = new HttpClient();
            for (var i = 0; i < 300; i++)
            {
                try
                {
                    if ((await http.GetAsync(address + "/login")).IsSuccessStatusCode) break;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(200);
                }
            }
            await using var count = new NpgsqlConnection(near.ConnectionString);
            await count.OpenAsync();
            await using var rows = new NpgsqlCommand("select (select count(*) from members) + (select count(*) from member_roles)", count);
            var granted = double.Parse(await File.ReadAllTextAsync(Took(database)), CultureInfo.InvariantCulture);
            File.Delete(Took(database));
            return new(server, database, address) { RowsOfARight = (long)(await rows.ExecuteScalarAsync())!, GrantSeconds = granted };
        }

        private static string Took(string database) => Path.Combine(Path.GetTempPath(), database + ".granted");

        /// <summary>Projects with their nested-set numbers, and an issue a member: in SQL, since Redmine's own models would take hours.</summary>
        private static async Task Fill(NpgsqlConnection connection, IReadOnlyList<OrgNode> orgs, IReadOnlyList<(long OrgId, string Name)> members)
        {
            var (numbers, left, right) = (new Dictionary<long, int>(), new int[orgs.Count], new int[orgs.Count]);
            var open = new Stack<int>();
            var next = 1;
            for (var i = 0; i < orgs.Count; i++)
            {
                while (open.TryPeek(out var above) && !orgs[i].Path.StartsWith(orgs[above].Path, StringComparison.Ordinal)) right[open.Pop()] = next++;
                (numbers[orgs[i].Id], left[i]) = (i + 1, next++);
                open.Push(i);
            }
            while (open.TryPop(out var rest)) right[rest] = next++;
            await using (var copy = await connection.BeginBinaryImportAsync("copy projects (id, name, identifier, is_public, parent_id, lft, rgt, inherit_members, status, created_on, updated_on) from stdin (format binary)"))
            {
                for (var i = 0; i < orgs.Count; i++)
                {
                    await copy.StartRowAsync();
                    foreach (object? cell in (object?[])[i + 1, orgs[i].Name, $"b{orgs[i].Id}", false, orgs[i].ParentId is { } above ? numbers[above] : null, left[i], right[i], true, 1, DateTime.UnixEpoch, DateTime.UnixEpoch])
                        if (cell is null) await copy.WriteNullAsync();
                        else if (cell is DateTime at) await copy.WriteAsync(DateTime.SpecifyKind(at, DateTimeKind.Unspecified), NpgsqlTypes.NpgsqlDbType.Timestamp);
                        else await copy.WriteAsync(cell);
                }
                await copy.CompleteAsync();
            }
            await using (var copy = await connection.BeginBinaryImportAsync("copy issues (id, tracker_id, project_id, subject, status_id, priority_id, author_id, root_id, lft, rgt, created_on, updated_on) from stdin (format binary)"))
            {
                for (var i = 0; i < members.Count; i++)
                {
                    await copy.StartRowAsync();
                    foreach (object cell in (object[])[i + 1, 1, numbers[members[i].OrgId], members[i].Name, 1, 1, 1, i + 1, 1, 2, DateTime.UnixEpoch, DateTime.UnixEpoch])
                        if (cell is DateTime at) await copy.WriteAsync(DateTime.SpecifyKind(at, DateTimeKind.Unspecified), NpgsqlTypes.NpgsqlDbType.Timestamp);
                        else await copy.WriteAsync(cell);
                }
                await copy.CompleteAsync();
            }
            foreach (var sql in (string[])[
                "insert into enabled_modules (project_id, name) select id, 'issue_tracking' from projects",
                "insert into projects_trackers (project_id, tracker_id) select id, 1 from projects",
                "update issues set priority_id = (select min(id) from enumerations where type = 'IssuePriority'), status_id = (select min(id) from issue_statuses), tracker_id = (select min(id) from trackers)",
                "update projects_trackers set tracker_id = (select min(id) from trackers)",
                "select setval('projects_id_seq', (select max(id) from projects)), setval('issues_id_seq', (select max(id) from issues))",
                "analyze"])
            {
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync();
            }
        }

        private static async Task Shell(params string[] words)
        {
            using var process = Process.Start(new ProcessStartInfo(Script, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"redmine.sh {words[0]}: {await said}{await complained}");
        }

        public async ValueTask DisposeAsync()
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
            NpgsqlConnection.ClearAllPools();
            await BenchStore.Run($"drop database {database} with (force)");
        }
    }
}
