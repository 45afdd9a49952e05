using Hangji.Modules.Importing.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;

namespace Hangji.Modules.Importing;

/// <summary>上传的文件: kept in the data folder, readable by the program's user alone, until the batch is taken or dropped.</summary>
internal sealed class ImportFiles(Store store)
{
    string Folder => Path.Combine(store.Folder, "imports");

    string At(long batch) => Path.Combine(Folder, $"{batch}.upload");

    /// <summary>Streams the file to its place; one that grows past the limit is refused and removed.</summary>
    public async Task<(long Bytes, Refusal? Why)> Keep(long batch, Stream file, CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        var limit = SheetLimits.Default.MaxBytes;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        long bytes = 0;
        await using (var kept = new FileStream(At(batch), options))
        {
            var buffer = new byte[1 << 16];
            for (int read; (read = await file.ReadAsync(buffer, stop)) > 0 && bytes <= limit; bytes += read) await kept.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        if (bytes is > 0 && bytes <= limit) return (bytes, null);
        Remove(batch);
        return (bytes, bytes == 0 ? new("文件是空的") : new("文件超过 {0} MB，请分成几个文件再传", Args: [limit >> 20]));
    }

    /// <summary>The file, or null when it is gone (another machine's folder, an old batch).</summary>
    public FileStream? Open(long batch) => File.Exists(At(batch)) ? new FileStream(At(batch), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16) : null;

    public void Remove(long batch) => File.Delete(At(batch));
}
