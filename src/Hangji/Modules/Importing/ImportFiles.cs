using System.Security.Cryptography;
using Hangji.Platform;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Files;

namespace Hangji.Modules.Importing;

/// <summary>上传的文件: sealed with the field keys and kept in the data folder until the batch is taken or dropped; what was forgotten there goes after some days (<see cref="ImportHousekeeping"/>).</summary>
internal sealed class ImportFiles(Store store, FieldCipher cipher)
{
    private const string Field = "imports.file";

    public string Folder => Path.Combine(store.Folder, "imports");

    string At(long batch) => Path.Combine(Folder, $"{batch}.sealed");

    /// <summary>Seals the file to its place as it comes in; one that grows past the limit is refused and removed.</summary>
    public async Task<(long Bytes, Refusal? Why)> Keep(long batch, Stream file, CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        var limit = SheetLimits.Default.MaxBytes;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var (bytes, whole) = (0L, false);
        try
        {
            await using var kept = new FileStream(At(batch), options);
            bytes = await SealedFile.Seal(cipher, Field, batch, file, kept, limit, stop);
            whole = bytes is > 0 && bytes <= limit;
        }
        finally
        {
            if (!whole) Remove(batch);
        }
        return whole ? (bytes, null) : (bytes, bytes == 0 ? new("文件是空的") : new("文件超过 {0} MB，请分成几个文件再传", Args: [limit >> 20]));
    }

    /// <summary>The file, or null when it is gone (another machine's folder, an old batch) or does not open any more.</summary>
    public Stream? Open(long batch)
    {
        if (!File.Exists(At(batch))) return null;
        var file = new FileStream(At(batch), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try { return SealedFile.Open(cipher, Field, batch, file); }
        catch (CryptographicException)
        {
            file.Dispose();
            return null;
        }
    }

    public void Remove(long batch) => File.Delete(At(batch));

    /// <summary>Removes what lies there since before a moment and belongs to no batch that waits (a program that was killed while a file came in).</summary>
    public void RemoveOlder(DateTime than, IReadOnlyCollection<long> waiting)
    {
        if (!Directory.Exists(Folder)) return;
        var needed = waiting.Select(At).ToHashSet(StringComparer.Ordinal);
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < than && !needed.Contains(f.FullName))) file.Delete();
    }
}
