using System.Security.Cryptography;
using Hangji.Platform.Crypto;

namespace Hangji.Tests.Platform.Crypto;

public sealed class A_sealed_file
{
    private const int Block = 1 << 16;
    private static readonly FieldCipher Keys = new(KeyRing.Random());

    private static async Task<byte[]> Sealed(byte[] plain, long record = 7, long limit = long.MaxValue)
    {
        using var to = new MemoryStream();
        Assert.Equal(plain.Length, await SealedFile.Seal(Keys, "test.file", record, new MemoryStream(plain), to, limit, default));
        return to.ToArray();
    }

    private static SealedFile Open(byte[] bytes, long record = 7, FieldCipher? keys = null) => SealedFile.Open(keys ?? Keys, "test.file", record, new MemoryStream(bytes));

    private static byte[] All(byte[] bytes)
    {
        using var file = Open(bytes);
        using var to = new MemoryStream();
        file.CopyTo(to);
        return to.ToArray();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Block - 1)]
    [InlineData(Block)]
    [InlineData(Block + 1)]
    [InlineData(2 * Block)]
    [InlineData(3 * Block + 17)]
    public async Task Gives_back_what_was_sealed_from_any_place(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        var bytes = await Sealed(plain);
        Assert.Equal(plain, All(bytes));
        using var file = Open(bytes);
        Assert.Equal(length, file.Length);
        var random = new Random(5);
        for (var i = 0; i < 50 && length > 0; i++)
        {
            var (from, most) = (random.Next(length), random.Next(1, 3 * Block));
            file.Seek(from, SeekOrigin.Begin);
            var read = new byte[Math.Min(most, length - from)];
            file.ReadExactly(read);
            Assert.Equal(plain[from..(from + read.Length)], read);
        }
        file.Seek(0, SeekOrigin.End);
        Assert.Equal(0, file.Read(new byte[1]));
    }

    [Fact]
    public async Task Shows_nothing_of_its_content_and_never_the_same_twice()
    {
        var plain = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("11010119900307109X 张建军\n", 5000)));
        var (one, two) = (await Sealed(plain), await Sealed(plain));
        Assert.Equal(-1, one.AsSpan().IndexOf("11010119900307109X"u8));
        Assert.Equal(-1, one.AsSpan(200, 60_000).IndexOf(two.AsSpan(200, 16)));
    }

    [Fact]
    public async Task That_was_changed_cut_reordered_or_is_another_records_does_not_open_or_read()
    {
        var bytes = await Sealed(RandomNumberGenerator.GetBytes(3 * Block));
        var head = bytes.Length - 3 * (Block + 16);
        foreach (var at in new[] { 0, 1, 2, 5, head - 1, head, head + 15, head + 16, head + Block, head + Block + 16, bytes.Length - 1 })
        {
            var bad = (byte[])bytes.Clone();
            bad[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => All(bad));
        }
        foreach (var length in new[] { 0, 1, 2, head, head + 5, head + 16, head + Block + 16, head + 2 * (Block + 16), bytes.Length - 1 })
            Assert.ThrowsAny<CryptographicException>(() => Open(bytes[..length]));
        Assert.ThrowsAny<CryptographicException>(() => Open([.. bytes, 0]));
        byte[] Part(int n) => bytes[(head + n * (Block + 16))..(head + (n + 1) * (Block + 16))];
        Assert.ThrowsAny<CryptographicException>(() => All([.. bytes[..head], .. Part(1), .. Part(0), .. Part(2)]));
        Assert.ThrowsAny<CryptographicException>(() => Open(bytes, record: 8));
        Assert.ThrowsAny<CryptographicException>(() => Open(bytes, keys: new(KeyRing.Random())));
    }

    [Theory]
    [InlineData(Block, Block, Block)]
    [InlineData(3 * Block, Block, 2 * Block)]
    [InlineData(Block + 1, Block, Block + 1)]
    public async Task Too_large_a_stream_is_read_little_further_than_its_limit(int length, int limit, int read)
    {
        using var to = new MemoryStream();
        Assert.Equal(read, await SealedFile.Seal(Keys, "test.file", 1, new MemoryStream(new byte[length]), to, limit, default));
    }
}
