using System.Text.Json;
using System.Threading.Channels;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members.Importing;

/// <summary>写入名册: additions are streamed from the staged rows into the tables by bulk writing, decoded while others are written; changes go through the records one by one.</summary>
internal sealed class TakeMembers(AppDb db, BulkInsert bulk, PersonSecrets secrets, IServiceScopeFactory scopes, TimeProvider clock)
{
    public async Task<(int Taken, Refusal? Why)> Run(ImportBatch batch, IProgress<(int, int)> progress, CancellationToken stop)
    {
        var total = await db.ImportRows.CountAsync(r => r.BatchId == batch.Id && r.Take, stop);
        var orgs = await db.ImportRows.Where(r => r.BatchId == batch.Id && r.Take && r.OrgId != null).Select(r => r.OrgId!.Value).Distinct().ToListAsync(stop);
        // A body may have moved, or gone, between the check and now; its path is read again, within the seat's range.
        var today = clock.Today();
        var paths = new Dictionary<long, string>();
        foreach (var some in orgs.Chunk(500))
            foreach (var org in await db.Orgs.AsNoTracking().Where(o => some.Contains(o.Id) && (o.DissolvedOn == null || o.DissolvedOn > today)).Select(o => new { o.Id, o.Path }).ToListAsync(stop)) paths[org.Id] = org.Path;
        if (orgs.Exists(id => !paths.ContainsKey(id))) return (0, new("核对以后有党支部撤销或移走了，请重新核对"));
        var taken = await Additions(batch, paths, total, progress, stop);
        taken += await Changes(batch, paths, today, stop);
        progress.Report((taken, total));
        return (taken, null);
    }

    async Task<int> Additions(ImportBatch batch, Dictionary<long, string> paths, int total, IProgress<(int, int)> progress, CancellationToken stop)
    {
        var ready = Channel.CreateBounded<NewMember[]>(8);
        var decoding = Task.Run(() => Decode(batch.Id, paths, ready.Writer, stop), stop);
        var taken = 0;
        await foreach (var chunk in ready.Reader.ReadAllAsync(stop))
        {
            await bulk.Rows(chunk.Select(m => m.Person), stop);
            await bulk.Rows(chunk.Select(m => m.Membership), stop);
            if (chunk.Any(m => m.Spells is not null)) await bulk.Rows(chunk.SelectMany(m => m.Spells ?? []), stop);
            progress.Report((taken += chunk.Length, total));
        }
        await decoding;
        return taken;
    }

    /// <summary>Reads the staged chunks on a connection of its own, in the order of the file, and turns them into records, some ahead of the writing.</summary>
    async Task Decode(long batchId, Dictionary<long, string> paths, ChannelWriter<NewMember[]> ready, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var reading = scope.ServiceProvider.GetRequiredService<AppDb>();
            var left = (await reading.ImportRows.AsNoTracking().Where(r => r.BatchId == batchId && r.Verdict == ImportRow.New && !r.Take).Select(r => r.Row).ToListAsync(stop)).ToHashSet();
            await foreach (var content in reading.ImportChunks.AsNoTracking().Where(c => c.BatchId == batchId).OrderBy(c => c.FromRow).Select(c => c.Content).AsAsyncEnumerable().WithCancellation(stop))
                if (Decoded(content, left, paths) is { Length: > 0 } members) await ready.WriteAsync(members, stop);
            ready.Complete();
        }
        catch (Exception fault)
        {
            ready.Complete(fault);
            throw;
        }
    }

    static NewMember[] Decoded(byte[] content, HashSet<int> left, Dictionary<long, string> paths)
    {
        var members = StagedMembers.Read(content);
        if (left.Count > 0) members = [.. members.Where(m => !left.Contains(m.Row))];
        foreach (var member in members)
        {
            member.Person.OrgPath = member.Membership.OrgPath = paths[member.Person.OrgId];
            foreach (var spell in member.Spells ?? []) spell.OrgPath = member.Person.OrgPath;
        }
        return members;
    }

    async Task<int> Changes(ImportBatch batch, Dictionary<long, string> paths, DateOnly today, CancellationToken stop)
    {
        var taken = 0;
        var rows = await db.ImportRows.Where(r => r.BatchId == batch.Id && r.Take && (r.Verdict == ImportRow.Change || r.Verdict == ImportRow.Back)).OrderBy(r => r.Row).ToListAsync(stop);
        foreach (var row in rows)
        {
            var entry = JsonSerializer.Deserialize(secrets.OpenRow(row.Content!, batch.Id), MemberJson.Default.MemberEntry)!;
            if (row.Verdict == ImportRow.Back) await BringBack(batch, row, entry, paths, today, stop);
            else await Change(row, entry, stop);
            taken++;
        }
        return taken;
    }

    async Task Change(ImportRow row, MemberEntry entry, CancellationToken stop)
    {
        var membership = await db.TakeMembership(row.SubjectId!.Value, stop);
        var person = await db.TakePerson(membership.PersonId, stop);
        row.Before = JsonSerializer.SerializeToUtf8Bytes(new MemberBefore(person, membership), MemberJson.Default.MemberBefore);
        entry.Put(person, secrets);
        entry.Put(membership);
        membership.Copy(person);
        // The guard counts each of them up once when it is saved.
        row.LeftAt = person.Version + membership.Version + (HasChanged(person) ? 1 : 0) + (HasChanged(membership) ? 1 : 0);
    }

    bool HasChanged(object record) => db.Entry(record).Properties.Any(p => !Equals(p.OriginalValue, p.CurrentValue));

    async Task BringBack(ImportBatch batch, ImportRow row, MemberEntry entry, Dictionary<long, string> paths, DateOnly today, CancellationToken stop)
    {
        var (id, org) = (row.SubjectId!.Value, row.OrgId!.Value);
        // His former branch let him go; the record comes to the branch that takes him in (see AdmitMember.TakeOver).
        await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.OrgId, org).SetProperty(p => p.OrgPath, paths[org]), stop);
        var person = await db.TakePerson(id, stop);
        entry.Put(person, secrets);
        db.Add(entry.ToMembership(Ids.Next(), org, person, "restored", batch.Id));
        db.AddRange(entry.ToSpells(org, id, today, secrets, batch.Id));
    }
}
