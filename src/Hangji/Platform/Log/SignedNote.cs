using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hangji.Platform.Log;

/// <summary>A key that verifies lines of signed notes: <c>name+hash+base64(type ‖ key)</c>.</summary>
internal sealed record VerifierKey(string Name, byte Type, byte[] Key)
{
    public const byte Log = 0x01, Cosignature = 0x04, Own = 0xff;

    /// <summary>What follows the type byte of our own kind: SM2 with SM3 (GB/T 32918, GB/T 32905). Clients that do not know it pass such lines over.</summary>
    public static ReadOnlySpan<byte> Sm2Identifier => "hangji.cn/sm2-sm3-v1"u8;

    /// <summary>The key of a second line by SM2; <paramref name="point"/> is the uncompressed point, 65 bytes.</summary>
    public static VerifierKey OfSm2(string name, byte[] point) => new(name, Own, [.. Sm2Identifier, .. point]);

    /// <summary>First four bytes of SHA-256(name ‖ LF ‖ type ‖ key).</summary>
    public uint Id => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', Type, .. Key]));

    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([Type, .. Key])}";

    /// <summary>Reads a vkey; null unless name, id and key agree.</summary>
    public static VerifierKey? Parse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        if (parts.Length != 3 || !SignedNote.ValidName(parts[0]) || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)) return null;
        var bytes = new byte[parts[2].Length];
        if (!Convert.TryFromBase64String(parts[2], bytes, out var length) || length < 1 || length != 1 + (bytes[0] == Own ? Sm2Identifier.Length + Sm2.PointSize : Ed25519.PublicSize)) return null;
        if (bytes[0] == Own && !bytes.AsSpan(1).StartsWith(Sm2Identifier)) return null;
        var key = new VerifierKey(parts[0], bytes[0], bytes[1..length]);
        return key.Id == id && key.ToString() == text.Trim() ? key : null;
    }
}

/// <summary>One signature line: key name, key id and the signature's bytes.</summary>
internal sealed record NoteSignature(string Name, uint KeyId, byte[] Signature)
{
    public override string ToString()
    {
        Span<byte> id = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(id, KeyId);
        return $"— {Name} {Convert.ToBase64String([.. id, .. Signature])}\n";
    }
}

/// <summary>A text with signature lines below an empty line (C2SP signed-note). The signed text includes its last line feed and not the empty line.</summary>
internal sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string Separator = "\n\n";
    private const int MostSignatures = 64;

    public override string ToString() => Text + "\n" + string.Concat(Signatures);

    public static bool ValidName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c == '+' || char.IsControl(c));

    /// <summary>Signs <paramref name="text"/>, which ends in a line feed, as a log does (type 1).</summary>
    public static NoteSignature Sign(string name, ReadOnlySpan<byte> seed, string text)
    {
        var key = new VerifierKey(name, VerifierKey.Log, Ed25519.PublicKey(seed));
        return new(name, key.Id, Ed25519.Sign(seed, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Cosigns a note's text as a witness does (type 4): the time stands before the signature and is signed with it.</summary>
    public static NoteSignature Cosign(string name, ReadOnlySpan<byte> seed, string text, DateTimeOffset at)
    {
        var key = new VerifierKey(name, VerifierKey.Cosignature, Ed25519.PublicKey(seed));
        var seconds = at.ToUnixTimeSeconds();
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, seconds);
        return new(name, key.Id, [.. time, .. Ed25519.Sign(seed, Cosigned(text, seconds))]);
    }

    /// <summary>Reads a note; null where it is not one to the letter.</summary>
    public static SignedNote? Parse(string note)
    {
        if (note.Length > 1_000_000 || note.Any(c => c < ' ' && c != '\n')) return null;
        var split = note.LastIndexOf(Separator, StringComparison.Ordinal);
        if (split < 1 || !note.EndsWith('\n')) return null;
        var lines = note[(split + 2)..].Split('\n', StringSplitOptions.None)[..^1];
        if (lines.Length is 0 or > MostSignatures) return null;
        var signatures = new List<NoteSignature>(lines.Length);
        foreach (var line in lines)
        {
            var parts = line.Split(' ');
            if (parts.Length != 3 || parts[0] != "—" || !ValidName(parts[1])) return null;
            var bytes = new byte[parts[2].Length];
            if (!Convert.TryFromBase64String(parts[2], bytes, out var length) || length < 5) return null;
            signatures.Add(new(parts[1], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..length]));
        }
        var read = new SignedNote(note[..(split + 1)], signatures);
        // One way of writing only: spare bits of base64 and stray blanks must not pass unseen.
        return read.ToString() == note ? read : null;
    }

    /// <summary>
    /// Whether the note carries a good signature of <paramref name="key"/>. Lines of unknown keys are passed over; a line of this key that does not verify
    /// spoils the note.
    /// </summary>
    public bool SignedBy(VerifierKey key)
    {
        var good = false;
        foreach (var line in Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id))
        {
            if (!Verifies(key, line)) return false;
            good = true;
        }
        return good;
    }

    private bool Verifies(VerifierKey key, NoteSignature line) => key.Type switch
    {
        VerifierKey.Log => Ed25519.Verify(key.Key, Encoding.UTF8.GetBytes(Text), line.Signature),
        VerifierKey.Cosignature => line.Signature.Length == 8 + Ed25519.SignatureSize
            && Ed25519.Verify(key.Key, Cosigned(Text, BinaryPrimitives.ReadInt64BigEndian(line.Signature)), line.Signature.AsSpan(8)),
        VerifierKey.Own => key.Key.AsSpan().StartsWith(VerifierKey.Sm2Identifier) && Sm2.Verify(key.Key.AsSpan(VerifierKey.Sm2Identifier.Length), Encoding.UTF8.GetBytes(Text), line.Signature),
        _ => false,
    };

    private static byte[] Cosigned(string text, long seconds) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{text}"));
}

/// <summary>检查点: origin, size and root of a log, as the text of a signed note.</summary>
internal sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Reads the text of a note; null where it is no checkpoint. Extension lines are allowed and passed over.</summary>
    public static Checkpoint? Parse(string text)
    {
        if (!text.EndsWith('\n')) return null;
        var lines = text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(l => l.Length == 0)) return null;
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size.ToString(CultureInfo.InvariantCulture) != lines[1]) return null;
        var root = new byte[lines[2].Length];
        return Convert.TryFromBase64String(lines[2], root, out var length) && length == Merkle.HashSize ? new(lines[0], size, root[..length]) : null;
    }
}
