using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Duties;

/// <summary>
/// 核对用的列文件: what a stretch of the tree owed and did in a year, as it was read last, one file a stretch in the data folder (numbers and ids, no names). A file is good until a fact
/// is recorded in its stretch; then that stretch alone is read from the database again. A lost, cut or altered file, or a folder that cannot be written, only costs reading anew (docs/decisions/0029).
/// </summary>
internal sealed class DutyShelf(Store store, TimeProvider clock, ILogger<DutyShelf> log)
{
    /// <summary>A file begins with its sign, the number and the id of the last fact that it knows, and the SHA-256 of what it is about, of these and of all that follows.</summary>
    private const int Numbers = 24, Head = Numbers + SHA256.HashSizeInBytes;
    private static ReadOnlySpan<byte> Mark => "HJDUTY02"u8;
    /// <summary>A file that this many facts have passed by is read anew rather than compared with them.</summary>
    private const long MostPassed = 2_000_000;
    private static readonly TimeSpan Unfinished = TimeSpan.FromHours(1);
    /// <summary>Facts of these rooms tell of their own body; any other may tell of everything below it (an import, a branch that moved).</summary>
    private static readonly string[] OfOneBody = ["meeting.", "talk.", "secretary.", "duty.", "matter.", "supervision.", "disclosure.", "voice.", "member.", "appointment."];

    /// <summary>Opens a file for writing; a test puts a small disk here.</summary>
    internal Func<string, Stream> Create { get; set; } = path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);

    private string Home(DutyProfiles profiles) => Path.Combine(store.Folder, "columns", "duties", profiles.Key);

    /// <summary>What a file is about; its name and its sum come from it, so that none passes for another.</summary>
    private static byte[] About(ScopeRange range, DutyProfiles profiles) => Encoding.UTF8.GetBytes($"{profiles.Key}\n{range.From}\n{range.To}");

    private string FileOf(ScopeRange range, DutyProfiles profiles) => Path.Combine(Home(profiles), Convert.ToHexStringLower(SHA256.HashData(About(range, profiles)))[..20] + ".bin");

    /// <summary>The stretches of whose files nothing is known that would make them stale. What is in them is looked at by <see cref="Open"/>.</summary>
    /// <param name="last">Number of the last fact.</param>
    public async Task<HashSet<ScopeRange>> Good(AppDb db, long last, IReadOnlyList<ScopeRange> stretches, DutyProfiles profiles, CancellationToken stop)
    {
        var found = stretches.Select(s => (Range: s, Known: Knows(FileOf(s, profiles)))).Where(f => f.Known is var (seq, _) && seq <= last && seq > last - MostPassed).ToDictionary(f => f.Range, f => f.Known!.Value);
        if (found.Count == 0) return [];
        // The same number with another fact: the file was made of another database, or of this one before a restore.
        var seqs = found.Values.Select(k => k.Seq).Distinct().ToList();
        var facts = await db.Set<OrderedFact>().AsNoTracking().Where(o => seqs.Contains(o.Seq)).ToDictionaryAsync(o => o.Seq, o => o.FactId, stop);
        foreach (var (range, known) in found) if (facts.GetValueOrDefault(known.Seq) != known.Fact) found.Remove(range);
        if (found.Count == 0) return [];
        var since = found.Values.Min(k => k.Seq);
        var later = db.Set<OrderedFact>().AsNoTracking().Where(o => o.Seq > since)
            .Join(db.Facts.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking(), o => o.FactId, f => f.Id, (o, f) => new { o.Seq, f.Kind, f.OrgPath })
            .GroupBy(f => new { f.Kind, f.OrgPath }).Select(g => new { g.Key.Kind, g.Key.OrgPath, Seq = g.Max(f => f.Seq) });
        await foreach (var fact in later.AsAsyncEnumerable().WithCancellation(stop))
            foreach (var (range, known) in found) if (known.Seq < fact.Seq && Touches(fact.Kind, fact.OrgPath, range)) found.Remove(range);
        return [.. found.Keys];
    }

    private static bool Touches(string kind, string path, ScopeRange range) => Array.Exists(OfOneBody, room => kind.StartsWith(room, StringComparison.Ordinal))
        ? range.Covers(path)
        // Whoever moved has left another stretch, which its fact does not name.
        : OrgDimensions.Rearranges(kind) || string.CompareOrdinal(path, range.To) < 0 && string.CompareOrdinal(new OrgPath(path).End, range.From) > 0;

    private static (long Seq, long Fact)? Knows(string file)
    {
        try
        {
            Span<byte> head = stackalloc byte[Numbers];
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0);
            stream.ReadExactly(head);
            return head.StartsWith(Mark) ? (BinaryPrimitives.ReadInt64LittleEndian(head[8..]), BinaryPrimitives.ReadInt64LittleEndian(head[16..])) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { return null; }
    }

    /// <summary>What a file holds; null where it is not whole, and then the database is to be asked.</summary>
    public SweptPart? Open(ScopeRange range, DutyProfiles profiles)
    {
        var file = FileOf(range, profiles);
        try
        {
            var all = File.ReadAllBytes(file);
            if (all.Length >= Head && all.AsSpan().StartsWith(Mark) && Sum(all, About(range, profiles)).AsSpan().SequenceEqual(all.AsSpan(Numbers, Head - Numbers)))
            {
                using var reader = new BinaryReader(new MemoryStream(all, Head, all.Length - Head));
                return new(DutyColumns.Read(reader, profiles), DutyColumns.Numbers<long>(reader));
            }
            log.LogWarning("A column file of duties is not whole and is made anew: {File}", Path.GetFileName(file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { log.LogWarning("A column file of duties cannot be read: {Fault}", fault.Message); }
        return null;
    }

    private static byte[] Sum(ReadOnlySpan<byte> all, byte[] about)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(about);
        sum.AppendData(all[..Numbers]);
        sum.AppendData(all[Head..]);
        return sum.GetHashAndReset();
    }

    /// <summary>Keeps a stretch; where that cannot be, the next sweep reads it from the database again.</summary>
    /// <param name="upTo">Number and id of the last fact before the stretch was read.</param>
    public void Keep(ScopeRange range, SweptPart part, (long Seq, long Fact) upTo)
    {
        var file = FileOf(range, part.Columns.Profiles);
        var unfinished = $"{file}.{Ids.Next()}.part";
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Home(part.Columns.Profiles));
            else Directory.CreateDirectory(Home(part.Columns.Profiles), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var body = new MemoryStream();
            using (var writer = new BinaryWriter(body))
            {
                writer.Write(Mark);
                writer.Write(upTo.Seq);
                writer.Write(upTo.Fact);
                writer.Write(new byte[Head - Numbers]);
                part.Columns.Write(writer);
                DutyColumns.Numbers<long>(writer, CollectionsMarshal.AsSpan(part.Bodies));
                writer.Flush();
                var all = body.GetBuffer().AsSpan(0, (int)body.Length);
                Sum(all, About(range, part.Columns.Profiles)).CopyTo(all[Numbers..]);
                using var stream = Create(unfinished);
                stream.Write(all);
            }
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("A column file of duties cannot be written: {Fault}", fault.Message);
            Remove(unfinished);
        }
    }

    /// <summary>Removes what no sweep of this program will open again: files of the same days by another version or of stretches that are cut otherwise now, and writing that was broken off.</summary>
    public void Tidy(IReadOnlyList<ScopeRange> stretches, DutyProfiles profiles)
    {
        try
        {
            var (home, ours) = (Home(profiles), stretches.Select(s => FileOf(s, profiles)).ToHashSet(StringComparer.Ordinal));
            if (!Directory.Exists(home)) return;
            foreach (var old in Directory.EnumerateDirectories(Path.GetDirectoryName(home)!, profiles.Days + "-*").Where(d => d != home)) Directory.Delete(old, recursive: true);
            foreach (var file in Directory.EnumerateFiles(home).Where(f => !ours.Contains(f) && (!f.EndsWith(".part", StringComparison.Ordinal) || File.GetLastWriteTimeUtc(f) < clock.GetUtcNow().UtcDateTime - Unfinished))) Remove(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { log.LogInformation("Old column files of duties stay for now: {Fault}", fault.Message); }
    }

    private static void Remove(string file)
    {
        try { File.Delete(file); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { return; }
    }
}
