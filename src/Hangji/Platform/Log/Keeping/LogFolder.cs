using System.Runtime.InteropServices;
using System.Text;

namespace Hangji.Platform.Log.Keeping;

/// <summary>The folder of each log, below the data folder.</summary>
internal sealed class LogFolders(Data.Store store, LogSteps steps)
{
    /// <summary>Name of the folder of all logs; backups leave it out, since the database holds every entry, and a restore leaves it in place.</summary>
    public const string Name = "log";

    public LogFolder Of(string log) => new(Path.Combine(store.Folder, Name, log), steps);

    /// <summary>Called by a restore: nothing is signed before it is certain what was signed last.</summary>
    public static void MarkRestored(Data.Store store)
    {
        foreach (var log in LogName.All) new LogFolder(Path.Combine(store.Folder, Name, log), new LogSteps()).IsRestored = true;
    }
}

/// <summary>Steps between which a crash may fall; tests let one happen at each.</summary>
internal class LogSteps
{
    public virtual void At(string step, string what) { }
}

/// <summary>
/// 日志文件夹: tiles, bundles and the checkpoint as they are served. A file is written beside its place, forced to the disk, then named, then its folder is forced:
/// it is there whole or not at all. Bundles and tiles follow from the entries alone, so one left by a crash is the same that comes again.
/// </summary>
internal sealed partial class LogFolder(string path, LogSteps steps)
{
    private const string Temporary = ".tmp";

    public string Path => path;

    /// <summary>True from a restore until it is certain that this log is the newest there is.</summary>
    public bool IsRestored
    {
        get => File.Exists(RestoredFile);
        set
        {
            if (value == IsRestored) return;
            Directory.CreateDirectory(path);
            if (value) File.WriteAllText(RestoredFile, "");
            else File.Delete(RestoredFile);
        }
    }

    /// <summary>The witness that has seen another log than this one, or more of it; kept on the disk, so that a restart does not forget it.</summary>
    public string? Contested
    {
        get => File.Exists(ContestedFile) ? File.ReadAllText(ContestedFile) : null;
        set
        {
            if (value is null) File.Delete(ContestedFile);
            else File.WriteAllText(ContestedFile, value);
        }
    }

    private string ContestedFile => System.IO.Path.Combine(path, ".contested");
    private string RestoredFile => System.IO.Path.Combine(path, ".restored");
    private string CheckpointFile => System.IO.Path.Combine(path, "checkpoint");

    /// <summary>The signed note that is served; null before the first.</summary>
    public string? ReadCheckpoint() => File.Exists(CheckpointFile) ? File.ReadAllText(CheckpointFile) : null;

    /// <summary>A tile or bundle. Where a partial one was cleared away its full one answers with its beginning.</summary>
    public byte[]? Read(TilePath tile) =>
        At(tile) ?? (tile.Width < TilePath.Full && At(tile with { Width = TilePath.Full }) is { } full ? Growth.Beginning(tile, full) : null);

    private byte[]? At(TilePath tile)
    {
        var file = System.IO.Path.Combine(path, tile.ToString());
        try { return File.ReadAllBytes(file); }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException) { return null; }
    }

    /// <summary>Writes what a growth brought; a tile that is there already must be the same.</summary>
    public void Write(IReadOnlyCollection<(TilePath Tile, byte[] Bytes)> files)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var fresh = new List<(string File, byte[] Bytes)>();
        foreach (var (tile, bytes) in files)
        {
            if (At(tile) is { } there)
            {
                if (!there.AsSpan().SequenceEqual(bytes)) throw new TileFault(tile, "there already with other bytes");
                continue;
            }
            var file = System.IO.Path.Combine(path, tile.ToString());
            MakeFolder(System.IO.Path.GetDirectoryName(file)!, folders);
            fresh.Add((file, bytes));
        }
        // One wait for the disk serves many files at once.
        try { Parallel.ForEach(fresh, new ParallelOptions { MaxDegreeOfParallelism = 8 }, f => Put(f.File, f.Bytes)); }
        catch (AggregateException faults) { throw faults.InnerExceptions[0]; }
        steps.At("sync-folders", path);
        foreach (var folder in folders.Order(StringComparer.Ordinal)) Sync(folder);
    }

    /// <summary>Names the new checkpoint: the last step, after which everything it speaks of is served.</summary>
    public void WriteCheckpoint(string note)
    {
        Directory.CreateDirectory(path);
        steps.At("checkpoint", path);
        Put(CheckpointFile, Encoding.UTF8.GetBytes(note));
        Sync(path);
        steps.At("checkpoint-named", path);
    }

    /// <summary>Partial tiles whose full tile is named by the checkpoint are in nobody's way any more.</summary>
    public void ClearPartials(IEnumerable<TilePath> filled)
    {
        foreach (var tile in filled)
            if (System.IO.Path.Combine(path, tile with { Width = TilePath.Full } + ".p") is var folder && Directory.Exists(folder)) Directory.Delete(folder, true);
    }

    /// <summary>Only one process keeps a folder at a time.</summary>
    public IDisposable? TryLock()
    {
        Directory.CreateDirectory(path);
        try { return new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1); }
        catch (IOException) { return null; }
    }

    private void Put(string file, byte[] bytes)
    {
        steps.At("write", file);
        using (var stream = new FileStream(file + Temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1))
        {
            stream.Write(bytes);
            steps.At("sync", file);
            stream.Flush(flushToDisk: true);
        }
        steps.At("rename", file);
        File.Move(file + Temporary, file, overwrite: true);
        steps.At("renamed", file);
    }

    private void MakeFolder(string folder, HashSet<string> touched)
    {
        if (!touched.Add(folder) || folder.Length <= path.Length) return;
        MakeFolder(System.IO.Path.GetDirectoryName(folder)!, touched);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Forces the names in a folder to the disk; the framework offers it for files only.</summary>
    private static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = open(folder, 0);
        if (handle < 0) throw new IOException($"The folder {folder} cannot be opened ({Marshal.GetLastPInvokeError()}).");
        try { if (fsync(handle) != 0) throw new IOException($"The folder {folder} cannot be forced to the disk ({Marshal.GetLastPInvokeError()})."); }
        finally { _ = close(handle); }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int open(string path, int flags);
    [LibraryImport("libc", SetLastError = true)] private static partial int fsync(int handle);
    [LibraryImport("libc", SetLastError = true)] private static partial int close(int handle);
}
