using System.Buffers.Binary;

namespace Hangji.Platform.Log;

/// <summary>日志里的编号: the id of a text as a leaf names it, a UUID of version 8, and back.</summary>
internal static class LeafDoc
{
    public static Guid Of(long id)
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
        return Of(id) == uuid ? id : null;
    }
}
