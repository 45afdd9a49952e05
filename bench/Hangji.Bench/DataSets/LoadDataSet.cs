using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Hangji.Modules.Members;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Bench.DataSets;

/// <summary>What is loaded; a load that was broken off goes on only with the same.</summary>
/// <param name="Members">Members are loaded province by province until so many are there; bodies are always whole.</param>
/// <param name="Years">Years of meetings, talks, yearly acts, matters and publications.</param>
internal sealed record Wanted(string Size, ulong Seed, string? Only, long Members, int Years, string Shape)
{
    /// <summary>Villages and communities of each province that have matters and publications.</summary>
    public int Villages { get; init; } = int.MaxValue;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size} {Seed} {Only} {Members} {Years} {Shape}") + (Villages == int.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $" {Villages}"));
}

/// <summary>
/// Loads a data set in stages. Each stage is one transaction with its own marker, so a load that was killed goes on where it stood or is thrown away whole;
/// indexes are taken off first and put back as the last stages.
/// </summary>
internal sealed class LoadDataSet(IServiceScopeFactory scopes, Store store, PersonSecrets secrets, Action<string> say)
{
    public static readonly string[] Tables = 
    [
        "org_nodes", "persons", "memberships", "member_spells", "appointments", "meetings", "meeting_items", "talks", "secretary_acts", "procedure_instances", "procedure_events", "matters", "matter_postings", "matter_papers",
        "matter_contracts", "matter_payments", "supervision_notes", "disclosures", "published_copies", "board_postings", "log_outbox",
    ];
    /// <summary>Hears of every membership as it is drawn: where a test breaks off.</summary>
    public Action<Membership>? Drawn { get; init; }

    /// <summary>Rows of villages that are held in memory before they are written.</summary>
    private const int SheafRows = 20_000;
    private static readonly DateOnly Until = new(2026, 10, 31);

    /// <returns>Why it was not loaded, or null.</returns>
    public async Task<string?> Run(Wanted wanted, DataSet set, CancellationToken stop)
    {
        if (await Begin(wanted, stop) is { } refusal) return refusal;
        var parts = wanted.Shape == "plain" ? set.Parts : [set.Parts[0]];
        foreach (var part in parts) await Stage($"bodies {part.Province.Code}", (_, bulk) => bulk.Rows(wanted.Shape == "plain" ? Of(part, wanted).Bodies() : Shapes.Nodes(wanted.Shape), stop), stop, ("organization.divisions-imported", wanted.Shape == "plain" ? Root(part) : Shapes.Root));
        var left = wanted.Shape == "plain" ? wanted.Members : 0;
        foreach (var part in parts)
        {
            if (left <= 0) break;
            await Stage($"persons {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).Persons(), stop), stop);
            left -= await Stage($"memberships {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).Memberships().Select(m => { Drawn?.Invoke(m); return m; }), stop), stop, ("members.imported", Root(part)));
            await Stage($"spells {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).Spells(), stop), stop);
            await Stage($"posts {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).Posts(), stop), stop);
            await Stage($"led {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).Led(), stop), stop);
            await Stage($"led posts {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).LedPosts(), stop), stop);
            if (wanted.Years == 0) continue;
            await Stage($"meetings {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).Meetings(), stop), stop);
            await Stage($"talks {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).Talks(), stop), stop);
            await Stage($"acts {part.Province.Code}", (_, bulk) => bulk.Rows(Of(part, wanted).Acts(), stop), stop);
            await Stage($"villages {part.Province.Code}", (_, bulk) => Villages(part, wanted, bulk, stop), stop);
        }
        foreach (var (name, sql) in await Ask("select name, sql from dataset_indexes order by name", stop)) await Stage($"index {name}", async (db, _) => { await Do(db, sql, stop); return 0; }, stop);
        // The full-text table of names follows its triggers, which are back by now: touching every row fills it.
        if (store.Postgres is null) await Stage("words", async (db, _) => { await Do(db, "update memberships set initials = initials", stop); return 0; }, stop);
        await Stage("statistics", async (db, _) => { await Do(db, "analyze", stop); return 0; }, stop);
        // Outside a transaction: a list that reads an index alone needs to know that the pages beneath are settled.
        await using var scope = Scope(out var settled);
        if (settled.Postgres) await Do(settled, "vacuum " + string.Join(", ", Tables), stop);
        return null;
    }

    private long Root(DataSet.Part part) => new Rows(part, secrets, Until, 0).Id(Rows.Kind.Body, 0);

    private Rows Of(DataSet.Part part, Wanted wanted) => new(part, secrets, Until, wanted.Years);

    /// <summary>Matters, publications and supervision of each village, some thousand rows at a time.</summary>
    private async Task<int> Villages(DataSet.Part part, Wanted wanted, BulkInsert bulk, CancellationToken stop)
    {
        var (rows, sheaf, written) = (Of(part, wanted), new Sheaf(), 0);
        foreach (var village in Village.Of(part).Take(wanted.Villages))
        {
            var publications = new VillagePublications(rows, village, sheaf);
            publications.Quarters(Until, wanted.Years);
            publications.Supervision(Until, wanted.Years);
            if (village.IsRural) new VillageMatters(rows, village, sheaf, publications, Until, wanted.Years).Draw();
            if (sheaf.Count >= SheafRows) written += await sheaf.Write(bulk, stop);
        }
        return written + await sheaf.Write(bulk, stop);
    }

    /// <summary>The first stage: says what this database is for, and takes the indexes of the large tables off.</summary>
    private async Task<string?> Begin(Wanted wanted, CancellationToken stop)
    {
        await using var scope = Scope(out var db);
        await Do(db, "create table if not exists dataset_stages (name text primary key, rows bigint not null, seconds double precision not null)", stop);
        await Do(db, "create table if not exists dataset_indexes (name text primary key, sql text not null)", stop);
        var first = (await Ask("select name, '' from dataset_stages where name like 'wanted %'", stop)).Select(r => r.Item1).SingleOrDefault();
        if (first is not null) return first == $"wanted {wanted}" ? null : $"This store holds another data set ({first[7..]}): finish it with its own options, or throw it away with --fresh.";
        if (await db.Set<Modules.Organizations.Contract.OrgNode>().AnyAsync(stop)) return "This store already holds bodies; a data set is loaded into an empty one (--fresh throws the old one away).";
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var list = string.Join(',', Tables.Select(t => $"'{t}'"));
        await Do(db, store.Postgres is null
            ? $"insert into dataset_indexes select name, sql from sqlite_master where type in ('index', 'trigger') and sql is not null and tbl_name in ({list})"
            : $"insert into dataset_indexes select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename in ({list}) and indexname like 'ix_%'", stop);
        foreach (var (name, sql) in await Ask("select name, sql from dataset_indexes", stop, db)) await Do(db, $"drop {(sql.StartsWith("CREATE TRIGGER", StringComparison.OrdinalIgnoreCase) ? "trigger" : "index")} {name}", stop);
        await Do(db, $"insert into dataset_stages values ('wanted {wanted}', 0, 0)", stop);
        await transaction.CommitAsync(stop);
        return null;
    }

    /// <summary>One stage, unless its marker is there.</summary>
    /// <returns>Rows written, now or before.</returns>
    private async Task<long> Stage(string name, Func<AppDb, BulkInsert, Task<int>> work, CancellationToken stop, (string Kind, long Root)? fact = null)
    {
        await using var scope = Scope(out var db);
        if ((await Ask($"select cast(rows as text), '' from dataset_stages where name = '{name}'", stop)).FirstOrDefault() is { Item1: { } done }) return long.Parse(done, CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var rows = await work(db, scope.ServiceProvider.GetRequiredService<BulkInsert>());
        if (fact is var (kind, root))
        {
            // One fact for each root, as an import leaves it: whoever counts learns of it that everything below is to be read.
            db.Facts.Add(Fact.Of(kind, root, root, data: $$"""{"added":{{rows}}}"""));
            await db.SaveChangesAsync(stop);
        }
        await Do(db, string.Create(CultureInfo.InvariantCulture, $"insert into dataset_stages values ('{name}', {rows}, {watch.Elapsed.TotalSeconds:0.###})"), stop);
        await transaction.CommitAsync(stop);
        say($"{name}: {(rows > 0 ? string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {rows / watch.Elapsed.TotalSeconds:N0}/s") : string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.0} s"))}");
        return rows;
    }

    private AsyncServiceScope Scope(out AppDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("造数");
        db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(2));
        return scope;
    }

#pragma warning disable EF1002, EF1003 // names of stages and tables are this program's own
    private static Task<int> Do(AppDb db, string sql, CancellationToken stop) => db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), stop);
#pragma warning restore EF1002, EF1003

    private async Task<List<(string, string)>> Ask(string sql, CancellationToken stop, AppDb? within = null)
    {
        await using var scope = within is null ? Scope(out within) : default(AsyncServiceScope?);
        await within.Database.OpenConnectionAsync(stop);
        await using DbCommand command = within.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.Transaction) = (sql, within.Database.CurrentTransaction is { } t ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(t) : null);
        var found = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) found.Add((reader.GetString(0), reader.GetString(1)));
        await reader.DisposeAsync();
        await within.Database.CloseConnectionAsync();
        return found;
    }
}
