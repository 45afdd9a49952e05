using System.Security.Cryptography;
using Hangji.Modules.Disclosure.Files;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure;

/// <summary>收附件: scanned and cleaned when it is taken in; what is kept is what will be published.</summary>
internal sealed class KeepFile(AppDb db, DisclosureDesk desk)
{
    public const int MostMegabytes = 10, MostFiles = 10;
    public const string Accepted = ".jpg,.jpeg,.png,.docx,.xlsx,.csv,.txt";
    const int NameLength = 100;

    /// <summary>Takes new files and drops others of a draft; the first that cannot be taken is told, nothing of the posting is kept then.</summary>
    public async Task<Refusal?> Keep(long id, IFormFileCollection posted, IReadOnlyCollection<long> drop, CancellationToken stop = default)
    {
        var given = posted.Where(f => f.Length > 0).ToList();
        if (given.Count == 0 && drop.Count == 0) return null;
        var read = new List<(string Name, byte[] Content)>();
        foreach (var file in given)
        {
            if (file.Length > MostMegabytes * 1024L * 1024) return new("附件“{0}”超过 {1} MB", "attached", null, file.FileName, MostMegabytes);
            using var memory = new MemoryStream((int)file.Length);
            await file.CopyToAsync(memory, stop);
            read.Add((file.FileName, memory.ToArray()));
        }
        return await Keep(id, read, drop, stop);
    }

    public async Task<Refusal?> Keep(long id, IReadOnlyList<(string Name, byte[] Content)> given, IReadOnlyCollection<long> drop, CancellationToken stop = default)
    {
        var (item, hand) = await desk.Open<Disclosure>(id, stop);
        var bodies = await desk.Bodies(hand.Place, stop);
        if (DraftItem.Check(item, hand, bodies) is { } not) return not;
        var kept = await db.DisclosureFiles.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(f => f.DisclosureId == id && f.OrgId == item.OrgId && !f.Dropped).ToListAsync(stop);
        foreach (var file in kept.Where(f => drop.Contains(f.Id))) file.Dropped = true;
        if (kept.Count(f => !f.Dropped) + given.Count > MostFiles) return Undone(new("一件最多 {0} 个附件", "attached", null, MostFiles));
        foreach (var (name, content) in given)
        {
            var clear = CleanName(name);
            if (FileScan.Read(clear, content, ReleaseItem.OfficialNumbers(bodies), out var clean, out var type) is { } found) return Undone(found);
            db.Add(new DisclosureFile { Id = Ids.Next(), OrgId = item.OrgId, DisclosureId = id, Name = clear, Type = type, Bytes = clean, Sha256 = Convert.ToHexStringLower(SHA256.HashData(clean)), RecordedAt = desk.Now });
        }
        // A file is part of the text: what was reviewed without it has not been reviewed.
        if (item.Course is not Disclosure.Returned) item.Course = Disclosure.Draft;
        item.Wrote(hand.Who);
        return await desk.Save("disclosure.files-changed", item.OrgId, id, null, stop);
    }

    Refusal Undone(Refusal refusal)
    {
        db.ChangeTracker.Clear();
        return refusal;
    }

    /// <summary>The last piece of the name, without what a file system or a header could stumble over.</summary>
    static string CleanName(string name)
    {
        var last = Platform.Text.Plain.Line(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?' or ';'))).Trim('.', ' ');
        var extension = Path.GetExtension(clean);
        return clean.Length == 0 ? "file" : clean.Length <= NameLength ? clean : Platform.Text.Plain.Whole(clean[..(NameLength - extension.Length)]) + extension;
    }
}
