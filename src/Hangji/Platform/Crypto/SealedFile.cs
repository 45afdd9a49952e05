using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hangji.Platform.Crypto;

/// <summary>
/// 加密文件: a file that lies on the disk sealed, and is read like any other: any place of it, without a copy in the clear. Each file has a key of its own, sealed as a
/// field of its record; blocks of 64 KB are sealed one by one, each bound to its number and the last one to being the last, so that none is swapped or cut off unnoticed.
/// </summary>
/// <remarks>Bytes: length of the sealed key 2 · sealed key · blocks of (tag 16 · up to 64 KB), AES-256-GCM. A nonce is the block's number: the key seals one file only.</remarks>
internal sealed class SealedFile : Stream
{
    private const int Block = 1 << 16, Tag = 16, KeyBytes = 32;

    private readonly Stream file;
    private readonly AesGcm cipher;
    private readonly long start;
    private readonly byte[] plain = new byte[Block], packed = new byte[Tag + Block];
    private long position, held = -1;
    private int heldLength;

    private SealedFile(Stream file, byte[] key, long start)
    {
        (this.file, this.start, cipher) = (file, start, new AesGcm(key, Tag));
        var (body, blocks) = (file.Length - start, Blocks(file.Length - start));
        Length = body - blocks * Tag;
        // The last block says of itself that it is the last: asked at once, so that a file that was cut is never begun.
        if (body <= 0 || Length < 0) throw Broken();
        Fill(blocks - 1);
    }

    /// <summary>Seals a stream.</summary>
    /// <param name="limit">Most bytes in the clear; one byte more is read at most, and nothing further.</param>
    /// <returns>Bytes in the clear that were read.</returns>
    public static async Task<long> Seal(FieldCipher fields, string field, long record, Stream from, Stream to, long limit, CancellationToken stop)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        using var cipher = new AesGcm(key, Tag);
        var head = fields.Seal(field, Convert.ToBase64String(key), record);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)head.Length);
        await to.WriteAsync(length, stop);
        await to.WriteAsync(head, stop);
        byte[] plain = new byte[Block], next = new byte[Block], packed = new byte[Tag + Block];
        var (read, total, number) = (await from.ReadAtLeastAsync(plain, Block, throwOnEndOfStream: false, stop), 0L, 0L);
        while (true)
        {
            total += read;
            var after = read < Block || total > limit ? 0 : await from.ReadAtLeastAsync(next, Block, throwOnEndOfStream: false, stop);
            cipher.Encrypt(Nonce(number), plain.AsSpan(0, read), packed.AsSpan(Tag, read), packed.AsSpan(0, Tag), Last(after == 0));
            await to.WriteAsync(packed.AsMemory(0, Tag + read), stop);
            if (after == 0) return total;
            ((plain, next), read, number) = ((next, plain), after, number + 1);
        }
    }

    /// <summary>Opens it for reading; the stream is closed with it. A file that was changed, cut or sealed for another record is a <see cref="CryptographicException"/>.</summary>
    public static SealedFile Open(FieldCipher fields, string field, long record, Stream file)
    {
        Span<byte> length = stackalloc byte[2];
        if (file.ReadAtLeast(length, 2, throwOnEndOfStream: false) < 2) throw Broken();
        var head = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || fields.TryOpen(field, head, record) is not { } key) throw Broken();
        return new(file, Convert.FromBase64String(key), 2 + head.Length);
    }

    public override long Length { get; }
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Position { get => position; set => position = value >= 0 ? value : throw new IOException("Before the beginning."); }

    public override int Read(Span<byte> buffer)
    {
        if (position >= Length || buffer.IsEmpty) return 0;
        Fill(position / Block);
        var at = (int)(position % Block);
        var taken = Math.Min(buffer.Length, heldLength - at);
        plain.AsSpan(at, taken).CopyTo(buffer);
        position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => position + offset, _ => Length + offset };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
            CryptographicOperations.ZeroMemory(plain);
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Fill(long number)
    {
        if (held == number) return;
        var from = start + number * (Tag + Block);
        var size = (int)Math.Min(Tag + Block, file.Length - from);
        file.Position = from;
        held = -1;
        if (size < Tag || file.ReadAtLeast(packed.AsSpan(0, size), size, throwOnEndOfStream: false) < size) throw Broken();
        try { cipher.Decrypt(Nonce(number), packed.AsSpan(Tag, size - Tag), packed.AsSpan(0, Tag), plain.AsSpan(0, size - Tag), Last(from + size == file.Length)); }
        catch (AuthenticationTagMismatchException) { throw Broken(); }
        (held, heldLength) = (number, size - Tag);
    }

    private static long Blocks(long body) => (body + Tag + Block - 1) / (Tag + Block);

    private static byte[] Nonce(long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }

    private static byte[] Last(bool last) => [last ? (byte)1 : (byte)0];

    private static CryptographicException Broken() => new("The sealed file does not open: it was changed or cut, or the key file is another one.");
}
