using System.Text.Json;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members.Importing;

/// <summary>撤回名册: additions that nobody touched since are taken out again, changes are put back to what they were; rows that live on in other records stay.</summary>
internal sealed class UndoMembers(AppDb db, BulkInsert bulk, IEnumerable<IUsesPersons> users)
{
    public async Task<IReadOnlyList<KeptRow>> ChangedSince(ImportBatch batch, CancellationToken stop)
    {
        // Soon after a big import the planner still thinks the tables empty.
        if (batch.Fresh >= 1000) { await bulk.Refresh<Person>(stop); await bulk.Refresh<Membership>(stop); }
        var kept = new Dictionary<long, KeptRow>();
        var rows = await db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Take).Select(r => new { r.Row, r.Title, r.SubjectId, r.Verdict, r.LeftAt }).ToListAsync(stop);
        var added = rows.Where(r => r.Verdict == ImportRow.New).ToDictionary(r => r.SubjectId!.Value);
        void Keep(IEnumerable<long> persons, Refusal why)
        {
            foreach (var id in persons) if (added.TryGetValue(id, out var row)) kept.TryAdd(id, new(row.Row, row.Title, id, why));
        }
        var mine = Below(db.Persons, batch).AsNoTracking().Where(p => p.BatchId == batch.Id);
        Keep(await mine.Where(p => p.Version > 0).Select(p => p.Id).ToListAsync(stop), new("导入以后有人改过这个人的信息"));
        Keep(await Below(db.Memberships, batch).AsNoTracking().Where(m => m.BatchId == batch.Id && m.Version > 0).Select(m => m.PersonId).ToListAsync(stop), new("导入以后组织关系有了变化"));
        Keep(await (from m in Below(db.Memberships, batch).AsNoTracking() join p in mine on m.PersonId equals p.Id where m.BatchId != batch.Id || m.BatchId == null select p.Id).ToListAsync(stop), new("导入以后组织关系有了变化"));
        Keep(await (from s in Below(db.Spells, batch).AsNoTracking() join p in mine on s.PersonId equals p.Id where s.BatchId != batch.Id || s.BatchId == null || s.ToOn != null select p.Id).ToListAsync(stop), new("导入以后登记了新的情形"));
        Keep(await (from a in Below(db.Appointments, batch).AsNoTracking() join p in mine on a.PersonId equals p.Id select p.Id).ToListAsync(stop), new("导入以后担任了职务"));
        foreach (var user in users)
            foreach (var some in added.Keys.Except(kept.Keys).Chunk(2000)) Keep(await user.UsedAmong(some, stop), new("其他记录（如会议）已经写到这个人"));
        var changed = rows.Where(r => r.Verdict == ImportRow.Change).ToList();
        foreach (var row in changed)
        {
            var now = await (from m in db.Memberships.AsNoTracking() join p in db.Persons on m.PersonId equals p.Id where m.Id == row.SubjectId select (int?)(m.Version + p.Version)).SingleOrDefaultAsync(stop);
            if (now != row.LeftAt) kept[row.SubjectId!.Value] = new(row.Row, row.Title, row.SubjectId.Value, new("导入以后有人改过这个人的信息"));
        }
        foreach (var row in rows.Where(r => r.Verdict == ImportRow.Back)) kept[row.SubjectId!.Value] = new(row.Row, row.Title, row.SubjectId.Value, new("原来已有的人员重新上了名册，请单独办理"));
        return [.. kept.Values.OrderBy(k => k.Row)];
    }

    public async Task<int> Run(ImportBatch batch, IReadOnlyList<KeptRow> kept, CancellationToken stop)
    {
        var stay = kept.Select(k => k.SubjectId).ToHashSet();
        var undone = 0;
        foreach (var row in await db.ImportRows.AsNoTracking().Where(r => r.BatchId == batch.Id && r.Take && r.Verdict == ImportRow.Change).ToListAsync(stop))
        {
            if (stay.Contains(row.SubjectId!.Value)) continue;
            var before = JsonSerializer.Deserialize(row.Before!, MemberJson.Default.MemberBefore)!;
            var membership = await db.TakeMembership(row.SubjectId.Value, stop);
            var person = await db.TakePerson(membership.PersonId, stop);
            PutBack(person, before.Person);
            PutBack(membership, before.Membership);
            undone++;
        }
        var keep = stay.ToList();
        // Few stay as a rule; where many do, they are named in pieces by a flag on the rows instead of one long list.
        foreach (var some in keep.Chunk(500))
        {
            await Below(db.Spells, batch).Where(s => s.BatchId == batch.Id && some.Contains(s.PersonId)).ExecuteUpdateAsync(set => set.SetProperty(s => s.BatchId, (long?)null), stop);
            await Below(db.Memberships, batch).Where(m => m.BatchId == batch.Id && some.Contains(m.PersonId)).ExecuteUpdateAsync(set => set.SetProperty(m => m.BatchId, (long?)null), stop);
            await Below(db.Persons, batch).Where(p => p.BatchId == batch.Id && some.Contains(p.Id)).ExecuteUpdateAsync(set => set.SetProperty(p => p.BatchId, (long?)null), stop);
        }
        await Below(db.Spells, batch).Where(s => s.BatchId == batch.Id).ExecuteDeleteAsync(stop);
        await Below(db.Memberships, batch).Where(m => m.BatchId == batch.Id).ExecuteDeleteAsync(stop);
        undone += await Below(db.Persons, batch).Where(p => p.BatchId == batch.Id).ExecuteDeleteAsync(stop);
        return undone;
    }

    /// <summary>The batch wrote below its body only: a range of the path's index, so that a batch number needs no index of its own.</summary>
    static IQueryable<T> Below<T>(IQueryable<T> rows, ImportBatch batch) where T : class, IOwned
    {
        var (from, to) = (batch.OrgPath, batch.OrgPath + "~");
        return rows.Where(row => string.Compare(row.OrgPath, from) >= 0 && string.Compare(row.OrgPath, to) < 0);
    }

    void PutBack(object record, object before)
    {
        var entry = db.Entry(record);
        foreach (var property in entry.Properties.Where(p => p.Metadata.Name is not (nameof(IVersioned.Version) or nameof(IOwned.OrgPath) or nameof(IOwned.OrgId)) && !p.Metadata.IsPrimaryKey() && p.Metadata.GetComputedColumnSql() is null))
            property.CurrentValue = property.Metadata.PropertyInfo!.GetValue(before);
    }
}
