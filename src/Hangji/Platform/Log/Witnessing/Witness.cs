using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Witnessing;

/// <summary>What a witness answers.</summary>
internal readonly record struct WitnessAnswer(int Status, string Text, bool IsSize = false);

/// <summary>
/// 见证: cosigns the checkpoints of other Hangjis' logs, each only if it continues what was seen last (C2SP tlog-witness). A log that shows different pasts to
/// different people finds no cosignature for the second one.
/// </summary>
internal sealed class Witness(AppDb db, LogKeys keys, TimeProvider clock)
{
    public const int MostBytes = 32_768;
    private const int MostProof = 63;

    private sealed record Asked(long Old, List<byte[]> Proof, SignedNote Note, Checkpoint Point);

    /// <summary>Takes the body of add-checkpoint. The new size is on the disk before the answer leaves.</summary>
    public async Task<WitnessAnswer> Add(string body, CancellationToken stop)
    {
        if (Read(body) is not { } asked) return new(400, "malformed\n");
        var point = asked.Point;
        if (await db.LogPeers.AsNoTracking().SingleOrDefaultAsync(p => p.Kind == LogPeer.ALog && p.Name == point.Origin, stop) is not { } peer) return new(404, "unknown origin\n");
        var key = VerifierKey.Parse(peer.Verifier)!;
        if (!asked.Note.SignedBy(key)) return new(403, "no valid signature of the log\n");
        if (asked.Old > point.Size) return new(400, "old size above the checkpoint's\n");
        if (peer.Size != asked.Old) return Conflict(peer.Size);
        if (point.Size == 0 && !point.Root.AsSpan().SequenceEqual(Merkle.Empty) || !Merkle.Extends(asked.Old, peer.Root ?? Merkle.Empty, point.Size, point.Root, asked.Proof)) return new(422, "not consistent with what was seen\n");

        var signer = await keys.Signer(LogName.Witness, stop);
        var line = signer.Cosign(asked.Note.Text, clock.GetUtcNow());
        var kept = new SignedNote(asked.Note.Text, [.. asked.Note.Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id), line]).ToString();
        // One statement checks and stores: of two askers at once one is told what the other brought.
        var stored = await db.LogPeers.Where(p => p.Id == peer.Id && p.Size == asked.Old && (asked.Old < point.Size || p.Root == null || p.Root == point.Root))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Size, point.Size).SetProperty(p => p.Root, point.Root).SetProperty(p => p.Note, kept), stop);
        return stored == 1 ? new(200, line.ToString()) : Conflict(await db.LogPeers.AsNoTracking().Where(p => p.Id == peer.Id).Select(p => p.Size).SingleAsync(stop));
    }

    /// <summary>The latest checkpoint seen of the log whose origin has this SHA-256, with the log's line and ours.</summary>
    public async Task<string?> Latest(string originHash, CancellationToken stop) =>
        (await db.LogPeers.AsNoTracking().Where(p => p.Kind == LogPeer.ALog && p.Note != null).Select(p => new { p.Name, p.Note }).ToListAsync(stop)).FirstOrDefault(p => HashOf(p.Name) == originHash)?.Note;

    public static string HashOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    private static WitnessAnswer Conflict(long size) => new(409, size.ToString(CultureInfo.InvariantCulture) + "\n", true);

    private static Asked? Read(string body)
    {
        var split = body.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0) return null;
        var lines = body[..split].Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal) || lines.Length - 1 > MostProof) return null;
        var digits = lines[0]["old ".Length..];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var old) || old.ToString(CultureInfo.InvariantCulture) != digits) return null;
        var proof = new List<byte[]>();
        foreach (var line in lines.Skip(1))
        {
            var hash = new byte[line.Length];
            if (!Convert.TryFromBase64String(line, hash, out var length) || length != Merkle.HashSize || Convert.ToBase64String(hash, 0, length) != line) return null;
            proof.Add(hash[..length]);
        }
        return SignedNote.Parse(body[(split + 2)..]) is { } note && Checkpoint.Parse(note.Text) is { } point ? new(old, proof, note, point) : null;
    }
}
