using System.Globalization;
using System.Text.Json;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Measures;

/// <summary>Set-based writing of the sums, the same SQL on both databases but for how a list is passed.</summary>
internal static class BulkSums
{
    /// <summary>Adds to what stands there.</summary>
    public static Task Add(AppDb db, IReadOnlyList<MeasureSum> sums, CancellationToken stop) => sums.Count == 0 ? Task.CompletedTask : db.Postgres
        ? db.Database.ExecuteSqlRawAsync("""
            insert into measure_sums (org_id, measure, month, own, total) select * from unnest({0}, {1}, {2}, {3}, {4})
            on conflict (org_id, measure, month) do update set own = measure_sums.own + excluded.own, total = measure_sums.total + excluded.total
            """, [sums.Select(s => s.OrgId).ToArray(), sums.Select(s => s.Measure).ToArray(), sums.Select(s => s.Month).ToArray(), sums.Select(s => s.Own).ToArray(), sums.Select(s => s.Total).ToArray()], stop)
        : db.Database.ExecuteSqlRawAsync("""
            insert into measure_sums (org_id, measure, month, own, total)
            select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each({0}) where true
            on conflict (org_id, measure, month) do update set own = measure_sums.own + excluded.own, total = measure_sums.total + excluded.total
            """, [JsonSerializer.Serialize(sums.Select(s => new object[] { s.OrgId, s.Measure, s.Month, s.Own, s.Total }))], stop);

    /// <summary>A body's totals again: its own and those of the bodies directly below.</summary>
    public static async Task AddUp(AppDb db, long orgId, CancellationToken stop)
    {
        await db.Database.ExecuteSqlRawAsync("update measure_sums set total = own where org_id = {0}", [orgId], stop);
        await db.Database.ExecuteSqlRawAsync("""
            insert into measure_sums (org_id, measure, month, own, total)
            select {0}, c.measure, c.month, 0, sum(c.total) from measure_sums c join org_nodes n on n.id = c.org_id where n.parent_id = {0} group by c.measure, c.month
            on conflict (org_id, measure, month) do update set total = measure_sums.own + excluded.total
            """, [orgId], stop);
    }

    /// <summary>Moves a cursor on; one that another process has moved further stays there.</summary>
    public static Task Advance(AppDb db, string cursor, long seq, CancellationToken stop) =>
        db.Database.ExecuteSqlRawAsync("insert into fold_cursors (name, seq) values ({0}, {1}) on conflict (name) do update set seq = excluded.seq where fold_cursors.seq < excluded.seq", [cursor, seq], stop);

    /// <summary>Replaces the days on which these bodies are looked at again.</summary>
    public static async Task Wake(AppDb db, string measure, IReadOnlyCollection<long> bodies, IReadOnlyList<(long OrgId, DateOnly On)> days, CancellationToken stop)
    {
        await db.Set<MeasureWake>().Where(w => w.Measure == measure && bodies.Contains(w.OrgId)).ExecuteDeleteAsync(stop);
        if (days.Count == 0) return;
        if (db.Postgres)
            await db.Database.ExecuteSqlRawAsync("insert into measure_wakes (org_id, measure, wake_on) select d.id, {1}, d.on_day from unnest({0}, {2}) as d(id, on_day)",
                [days.Select(d => d.OrgId).ToArray(), measure, days.Select(d => d.On).ToArray()], stop);
        else
            await db.Database.ExecuteSqlRawAsync("insert into measure_wakes (org_id, measure, wake_on) select value ->> 0, {1}, value ->> 1 from json_each({0})",
                [JsonSerializer.Serialize(days.Select(d => new object[] { d.OrgId, d.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) })), measure], stop);
    }
}

/// <summary>Ids and paths of the tree, whatever the acting seat: for the program's own folding.</summary>
internal static class Places
{
    public sealed record Place(long Id, string Path);

    public static Task<List<Place>> All(AppDb db, CancellationToken stop) => db.Database.SqlQueryRaw<Place>("select id as \"Id\", path as \"Path\" from org_nodes").ToListAsync(stop);

    public static Task<List<Place>> Below(AppDb db, Tree.OrgPath top, CancellationToken stop) =>
        db.Database.SqlQueryRaw<Place>("select id as \"Id\", path as \"Path\" from org_nodes where path >= {0} and path < {1}", top.Value, top.End).ToListAsync(stop);

    public static Task<List<Place>> Of(AppDb db, IReadOnlyCollection<long> ids, CancellationToken stop) => db.Postgres
        ? db.Database.SqlQueryRaw<Place>("select id as \"Id\", path as \"Path\" from org_nodes where id = any({0})", ids.ToArray()).ToListAsync(stop)
        : db.Database.SqlQueryRaw<Place>("select id as \"Id\", path as \"Path\" from org_nodes where id in (select value from json_each({0}))", JsonSerializer.Serialize(ids)).ToListAsync(stop);

    public static Task<List<Place>> At(AppDb db, IReadOnlyCollection<string> paths, CancellationToken stop) => db.Postgres
        ? db.Database.SqlQueryRaw<Place>("select id as \"Id\", path as \"Path\" from org_nodes where path = any({0})", (object)paths.ToArray()).ToListAsync(stop)
        : db.Database.SqlQueryRaw<Place>("select id as \"Id\", path as \"Path\" from org_nodes where path in (select value from json_each({0}))", JsonSerializer.Serialize(paths)).ToListAsync(stop);

    public static async Task<string?> PathOf(AppDb db, long id, CancellationToken stop) => (await Of(db, [id], stop)).SingleOrDefault()?.Path;
}
