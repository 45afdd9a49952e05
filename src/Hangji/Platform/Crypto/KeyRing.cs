using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hangji.Platform.Crypto;

/// <summary>
/// 密钥文件: the keys with which personal fields are sealed and found. A small text file, readable by its owner only, kept apart from the database: a stolen copy
/// of the database opens nothing. Lost, nobody can open the fields again; so it is backed up, but not beside the database.
/// </summary>
/// <remarks>Format: <c>hangji-keys 1</c>, then one line a key: <c>key 1 2026-11-22 BASE64</c> (32 bytes; the last one seals, all of them open) and one
/// <c>index BASE64</c>. The index key stays when the others are renewed, since it must find what was written before.</remarks>
internal sealed class KeyRing
{
    const string Head = "hangji-keys 1";
    const int KeyBytes = 32;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly SortedDictionary<ushort, byte[]> keys;
    readonly string text;

    KeyRing(SortedDictionary<ushort, byte[]> keys, byte[] index, string text)
    {
        (this.keys, Index, this.text) = (keys, index, text);
        Current = keys.Keys.Last();
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(index).AsSpan(0, 8));
    }

    /// <summary>Number of the key that seals.</summary>
    public ushort Current { get; }

    /// <summary>Tells one ring from another without telling anything of its keys; a database remembers the ring that it was written with.</summary>
    public string Fingerprint { get; }

    internal byte[] Index { get; }

    internal IReadOnlyDictionary<ushort, byte[]> Keys => keys;

    /// <summary>HANGJI_KEY_FILE, or the file <c>keys</c> in the data folder.</summary>
    public static string PathIn(string folder) => Environment.GetEnvironmentVariable("HANGJI_KEY_FILE") is { Length: > 0 } named ? named : Path.Combine(folder, "keys");

    /// <summary>Reads the file, or says what is wrong with it.</summary>
    /// <param name="create">Make a new one where none is: only for a database that holds nothing sealed yet.</param>
    public static Refusal? Open(string path, bool create, out KeyRing? ring)
    {
        ring = null;
        try
        {
            if (!File.Exists(path))
            {
                if (!create) return new("找不到密钥文件 {0}；没有它，已加密的身份证号、电话和住址打不开，请从备份中恢复", "keys", null, path);
                using (Alone(path))
                    if (!File.Exists(path)) Write(path, Random().text);
            }
            return Parse(File.ReadAllText(path), path, out ring);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new("密钥文件 {0} 读写不了：{1}", "keys", null, path, fault.Message);
        }
    }

    /// <summary>A ring that lives in memory: for tests and for the first content of a file.</summary>
    public static KeyRing Random() =>
        Parse($"{Head}\n{Line(1)}\nindex {Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}\n", "", out var ring) is null ? ring! : throw new CryptographicException();

    /// <summary>换新密钥: the same ring with one key more, written over the file in one step. What was sealed before still opens.</summary>
    public static Refusal? Renew(string path, out KeyRing? ring)
    {
        ring = null;
        try
        {
            using var alone = Alone(path);
            if (Open(path, create: false, out ring) is { } refusal) return refusal;
            var next = ring!.text.TrimEnd() + "\n" + Line((ushort)(ring.Current + 1)) + "\n";
            Write(path, next);
            return Parse(next, path, out ring);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            ring = null;
            return new("密钥文件 {0} 读写不了：{1}", "keys", null, path, fault.Message);
        }
    }

    internal static Refusal? Parse(string text, string path, out KeyRing? ring)
    {
        ring = null;
        var keys = new SortedDictionary<ushort, byte[]>();
        byte[]? index = null;
        var number = 0;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (number == 1 ? line == Head : line.Length == 0 || line.StartsWith('#')) continue;
            if (number > 1 && line.Split(' ') is ["key", var id, _, var key] && ushort.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && n > 0 && Bytes(key) is { } bytes && keys.TryAdd(n, bytes)) continue;
            if (number > 1 && index is null && line.Split(' ') is ["index", var code] && (index = Bytes(code)) is not null) continue;
            return new("密钥文件 {0} 第 {1} 行已损坏，请从备份中恢复", "keys", null, path, number);
        }
        if (keys.Count == 0 || index is null) return new("密钥文件 {0} 不完整，请从备份中恢复", "keys", null, path);
        ring = new(keys, index, text);
        return null;
    }

    static string Line(ushort id) =>
        string.Create(CultureInfo.InvariantCulture, $"key {id} {TimeProvider.System.GetUtcNow():yyyy-MM-dd} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}");

    static byte[]? Bytes(string base64)
    {
        var bytes = new byte[KeyBytes];
        return Base64.IsValid(base64) && Convert.TryFromBase64String(base64, bytes, out var length) && length == KeyBytes ? bytes : null;
    }

    /// <summary>Held by one process at a time. A move "without overwriting" is no such gate: on Linux it looks first and renames then, and of two new rings
    /// the first, perhaps already in use, would be lost.</summary>
    static FileStream Alone(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        FileStream? gate = null;
        return SpinWait.SpinUntil(() => (gate = Gate(path)) is not null, Patience) ? gate! : throw new IOException(path + ".lock");
    }

    static FileStream? Gate(string path)
    {
        try { return new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1); }
        catch (IOException) { return null; }
    }

    /// <summary>Whole or not at all: written beside, forced to the disk, then named.</summary>
    static void Write(string path, string text)
    {
        var beside = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(beside, options))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally { File.Delete(beside); }
    }
}
