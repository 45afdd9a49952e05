using System.Buffers.Binary;

namespace Hangji.Modules.Disclosure;

/// <summary>公开短号: the id of an item as people type it from paper — Crockford's base 32, 13 characters, where o is 0 and i and l are 1; and as the log writes it, a UUID of version 8.</summary>
internal static class DocCode
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 13;

    public static string Of(long id) => string.Create(Length, id, (text, rest) =>
    {
        for (var at = Length - 1; at >= 0; at--, rest >>= 5) text[at] = Alphabet[(int)(rest & 31)];
    });

    /// <summary>Null where it is no such code.</summary>
    public static long? Read(string? code)
    {
        if (code is not { Length: Length }) return null;
        long id = 0;
        foreach (var c in code)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(c) switch { 'o' => '0', 'i' or 'l' => '1', var same => same }, StringComparison.Ordinal);
            if (value < 0) return null;
            id = id << 5 | (uint)value;
        }
        return id > 0 && Of(id).Length == Length ? id : null;
    }

    /// <summary>The id as a log leaf names it.</summary>
    public static Guid Uuid(long id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)id >> 16 << 16);
        (bytes[6], bytes[7], bytes[8], bytes[9]) = ((byte)(0x80 | id >> 12 & 0xF), (byte)(id >> 4), (byte)(0x80 | id & 0xF), 0);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The id again; null where the UUID is not one of ours.</summary>
    public static long? Read(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        var id = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16 << 16) | (long)(bytes[6] & 0xF) << 12 | (long)bytes[7] << 4 | (long)(bytes[8] & 0xF);
        return Uuid(id) == uuid ? id : null;
    }
}
