using System.Text.RegularExpressions;
using Hangji.Bench;
using Hangji.Bench.DataSets;
using Hangji.Modules.Members;
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

/// <summary>What the databases mean to do for each list: never walk a large table from end to end, and never sort what an index has in order.</summary>
public sealed class Plans_of_the_lists
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory, OnEveryDatabase]
    public async Task Read_no_large_table_from_end_to_end(string on)
    {
        var (seen, listening) = (new List<string>(), false);
        await using var house = await House.Open(on, services => services.AddSingleton(new QueryWatch(TimeSpan.Zero, text => { if (listening) seen.Add(text); })));
        var seat = await County.Load(house);
        // A county is so small that PostgreSQL would rightly read it whole; what is asked here is whether it has to.
        if (on == "postgres")
        {
            await house.Work(s => s.GetRequiredService<AppDb>().Database.ExecuteSqlRawAsync("do $$ begin execute 'alter database ' || current_database() || ' set enable_seqscan = off'; end $$"));
            Npgsql.NpgsqlConnection.ClearAllPools();
        }
        var wrong = new List<string>();
        foreach (var (name, address) in ListBench.Asked)
        {
            seen.Clear();
            await house.Work(a => a.As(ScopeRange.Below(seat), null, null, "测试"), async s =>
            {
                var db = s.GetRequiredService<AppDb>();
                var choice = MemberSelection.From(new QueryCollection(QueryHelpers.ParseQuery(address)), Today);
                listening = true;
                var page = await choice.Page(db, await choice.Of(db, s.GetRequiredService<PersonSecrets>(), default), default);
                MemberRow.Of(s.GetRequiredService<Words>(), page.Rows, Today, oneBranch: false);
                listening = false;
            });
            Assert.NotEmpty(seen);
            foreach (var plan in seen)
                if (Wrong(plan, address) is { } why) wrong.Add($"{name} {why}\n{plan}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    private static string? Wrong(string plan, string address) =>
        Regex.IsMatch(plan, "Seq Scan on (memberships|persons|org_nodes)") || Regex.Matches(plan, @"^SCAN (\w+)(?!.* VIRTUAL TABLE)", RegexOptions.Multiline).Any(m => m.Groups[1].Value != "w" && !plan.Contains($"CO-ROUTINE {m.Groups[1].Value}\n", StringComparison.Ordinal)) ? "walks a table"
        // Without a mark of its own the list follows an index of its zone; the path's index would have to be sorted.
        : !address.Contains("q=", StringComparison.Ordinal) && !address.Contains("status=", StringComparison.Ordinal) && plan.Contains("ix_memberships_org_path", StringComparison.Ordinal) ? "sorts" : null;
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
