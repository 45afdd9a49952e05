using System.Security.Cryptography;
using System.Text;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Tree;

namespace Hangji.Modules.Duties;

/// <summary>
/// 核对用的列文件: what a stretch of the tree owed and did in a year, as it was read last, one file a stretch in the data folder (numbers and ids, no names). A file is good until a fact
/// is recorded in its stretch; then that stretch alone is read from the database again. A lost folder is only read anew (docs/decisions/0029).
/// </summary>
internal sealed class DutyShelf(Store store)
{
    private const string Mark = "HJDUTY1";
    /// <summary>Facts that are read at a time when looking for what changed.</summary>
    private const int Batch = 5_000;
    /// <summary>Facts of these rooms tell of their own body; any other may tell of everything below it (an import, a branch that moved).</summary>
    private static readonly string[] OfOneBody = ["meeting.", "talk.", "secretary.", "duty.", "matter.", "supervision.", "disclosure.", "voice.", "member.", "appointment."];

    private string Home(DutyProfiles profiles) => Path.Combine(store.Folder, "columns", "duties", profiles.Key);

    private string FileOf(ScopeRange range, DutyProfiles profiles) => Path.Combine(Home(profiles), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{range.From}\n{range.To}")))[..20] + ".bin");

    /// <summary>The stretches whose files are as of now, with their files.</summary>
    /// <param name="last">Number of the last fact: a file that knows more is of another database.</param>
    public async Task<HashSet<ScopeRange>> Good(AppDb db, long last, IReadOnlyList<ScopeRange> stretches, DutyProfiles profiles, CancellationToken stop)
    {
        var upTo = new Dictionary<ScopeRange, long>();
        foreach (var range in stretches)
            if (FileOf(range, profiles) is var file && File.Exists(file))
            {
                await using var stream = File.OpenRead(file);
                using var reader = new BinaryReader(stream);
                if (reader.ReadString() == Mark && reader.ReadInt64() is var known && known <= last) upTo[range] = known;
            }
        if (upTo.Count == 0) return [];
        var after = upTo.Values.Min();
        while (await FactOrder.After(db, after, Batch, stop) is { Count: > 0 } facts)
        {
            foreach (var (seq, fact) in facts)
                foreach (var range in upTo.Where(r => r.Value < seq && Touches(fact, r.Key)).Select(r => r.Key).ToList()) upTo.Remove(range);
            after = facts[^1].Seq;
        }
        return [.. upTo.Keys];
    }

    private static bool Touches(Fact fact, ScopeRange range) => Array.Exists(OfOneBody, room => fact.Kind.StartsWith(room, StringComparison.Ordinal))
        ? range.Covers(fact.OrgPath)
        // Whoever moved has left another stretch, which its fact does not name.
        : OrgDimensions.Rearranges(fact.Kind) || string.CompareOrdinal(fact.OrgPath, range.To) < 0 && string.CompareOrdinal(new OrgPath(fact.OrgPath).End, range.From) > 0;

    public SweptPart Open(ScopeRange range, DutyProfiles profiles)
    {
        using var stream = new FileStream(FileOf(range, profiles), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        using var reader = new BinaryReader(stream);
        (_, _) = (reader.ReadString(), reader.ReadInt64());
        return new(DutyColumns.Read(reader, profiles), [.. DutyColumns.Numbers<long>(reader)]);
    }

    /// <param name="upTo">Number of the last fact before the stretch was read.</param>
    public void Keep(ScopeRange range, SweptPart part, long upTo)
    {
        var file = FileOf(range, part.Columns.Profiles);
        Directory.CreateDirectory(Home(part.Columns.Profiles));
        var unfinished = $"{file}.{Ids.Next()}.part";
        using (var writer = new BinaryWriter(new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20)))
        {
            writer.Write(Mark);
            writer.Write(upTo);
            part.Columns.Write(writer);
            DutyColumns.Numbers(writer, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(part.Bodies));
        }
        File.Move(unfinished, file, overwrite: true);
    }
}
