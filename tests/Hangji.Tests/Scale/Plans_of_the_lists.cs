using System.Text.RegularExpressions;
using Hangji.Bench;
using Hangji.Bench.DataSets;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Scale;

/// <summary>
/// What the databases mean to do for each list, search and question to the tree: never walk a large table from end to end, never sort what an index has in order. Which index each takes is
/// written down beside this file (plans.sqlite.txt, plans.postgres.txt); to accept a change on purpose: HANGJI_WRITE_GOLDEN=1, then read the difference.
/// </summary>
public sealed class Plans_of_the_lists
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory, OnEveryDatabase]
    public async Task Take_the_indexes_that_are_written_down(string on)
    {
        var (seen, listening) = (new List<string>(), false);
        await using var house = await House.Open(on, services => services.AddSingleton(new QueryWatch(TimeSpan.Zero, text => { if (listening) seen.Add(text); })));
        var county = await County.Load(house);
        // A county is so small that PostgreSQL would rightly read it whole; what is asked here is whether it has to.
        if (on == "postgres")
        {
            await house.Work(s => s.GetRequiredService<AppDb>().Database.ExecuteSqlRawAsync("do $$ begin execute 'alter database ' || current_database() || ' set enable_seqscan = off'; end $$"));
            Npgsql.NpgsqlConnection.ClearAllPools();
        }
        var (town, branch) = await house.Work(async s =>
        {
            var bodies = s.GetRequiredService<AppDb>().Orgs.AsNoTracking().OrderBy(o => o.Path);
            return (await bodies.FirstAsync(o => o.Depth == 4), await bodies.FirstAsync(o => o.Kind == "branch" && o.Depth > 4));
        });
        var (wrong, written) = (new List<string>(), new List<string>());
        foreach (var (seat, path) in new[] { ("province", OrgPath.Root(0)), ("county", county), ("township", town.Place), ("branch", branch.Place) })
            foreach (var (name, ask) in Lists.Concat(Trees(path)))
            {
                seen.Clear();
                await house.Work(a => a.As(ScopeRange.Below(path), null, null, "测试"), s => ask(s, () => listening = true));
                listening = false;
                Assert.NotEmpty(seen);
                foreach (var plan in seen)
                    if (WalksATable(plan)) wrong.Add($"{seat}, {name} walks a table\n{plan}");
                // A walk of a zone by name or day is in order already; a branch or a search sorts the few that it found.
                if (seat is not "branch" && !name.Contains("q=", StringComparison.Ordinal) && seen.Any(p => p.Contains("ix_memberships_org_path", StringComparison.Ordinal))) wrong.Add($"{seat}, {name} sorts\n{string.Join('\n', seen)}");
                written.Add($"{seat}, {name}: {string.Join("; ", seen.Select(Taken))}");
            }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        var golden = Path.Combine(HouseRules.Sources.Root, "tests", "Hangji.Tests", "Scale", $"plans.{on}.txt");
        if (Environment.GetEnvironmentVariable("HANGJI_WRITE_GOLDEN") is { Length: > 0 }) await File.WriteAllLinesAsync(golden, written);
        // The file is PostgreSQL 15's; another version may know a better way, as long as it walks no table.
        if (on == "sqlite" || await house.Work(s => s.GetRequiredService<AppDb>().Database.SqlQueryRaw<string>("select current_setting('server_version') as \"Value\"").SingleAsync()) is ['1', '5', '.', ..]) Assert.Equal(await File.ReadAllLinesAsync(golden), written);
    }

    private static IEnumerable<(string Name, Func<IServiceProvider, Action, Task> Ask)> Lists => ListBench.Asked.Select(a => a.Address).Concat(["after=", "after=&sort=joined"])
        .Select(address => ($"members {(address.Length == 0 ? "first page" : address)}", (Func<IServiceProvider, Action, Task>)(async (s, listen) =>
        {
            var (db, secrets) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<PersonSecrets>());
            var choice = MemberSelection.From(new QueryCollection(QueryHelpers.ParseQuery(address.Replace("after=", "", StringComparison.Ordinal))), Today);
            if (address.StartsWith("after=", StringComparison.Ordinal)) choice = choice with { After = (await choice.Page(db, await choice.Of(db, secrets, default), default)).Rows[^1].Id };
            listen();
            await choice.Page(db, await choice.Of(db, secrets, default), default);
        })));

    private static IEnumerable<(string Name, Func<IServiceProvider, Action, Task> Ask)> Trees(OrgPath seat)
    {
        var (today, year) = (Today, Today.AddYears(-1));
        yield return ("bodies directly below", async (s, listen) => { var id = (await s.GetRequiredService<AppDb>().Orgs.FirstAsync(o => o.Path == seat.Value)).Id; listen(); await s.GetRequiredService<OrgTree>().Children(id, today); });
        yield return ("bodies counted", (s, listen) => { listen(); return s.GetRequiredService<OrgTree>().CountBelow(seat); });
        foreach (var (name, text, day) in new[] { ("names with two", "中学", today), ("names with one", "竹", today), ("initials", "zxc", today), ("names with two a year ago", "中学", year) })
            yield return ("bodies " + name, async (s, listen) => { listen(); await OrgSearch.Page(await OrgQuery.Bodies(s.GetRequiredService<OrgTree>(), text, null, null, null, day, default), null, 60).ToListAsync(); });
    }

    private static bool WalksATable(string plan) =>
        Regex.IsMatch(plan, "Seq Scan on (memberships|persons|org_nodes|member_spells)")
        || Regex.Matches(plan, @"^SCAN (\w+)(?!.* VIRTUAL TABLE)", RegexOptions.Multiline).Any(m => m.Groups[1].Value != "w" && !plan.Contains($"CO-ROUTINE {m.Groups[1].Value}\n", StringComparison.Ordinal));

    /// <summary>The indexes of a plan in its order.</summary>
    private static string Taken(string plan) => string.Join(", ", Regex.Matches(plan, @"Index (?:Only )?Scan(?: Backward)? (?:using|on) (\w+)|Seq Scan on (\w+)|^(?:SCAN|SEARCH) [^\n]*?(?:INDEX (\w+)|(PRIMARY KEY)|(VIRTUAL TABLE))", RegexOptions.Multiline).Select(m => string.Concat(m.Groups.Values.Skip(1).Select(g => g.Value))).Distinct());
}

/// <summary>A made-up county with some 28,000 members in a house of a test.</summary>
internal static class County
{
    public static async Task<OrgPath> Load(House house, long members = long.MaxValue)
    {
        Assert.Null(await new LoadDataSet(house.Services.GetRequiredService<IServiceScopeFactory>(), house.Store, house.Services.GetRequiredService<PersonSecrets>(), _ => { })
            .Run(new("county", 1, "110101", members, 0, "plain"), new DataSet(1, only: "110101"), default));
        return OrgPath.Root(0).Child(0).Child(0);
    }
}
