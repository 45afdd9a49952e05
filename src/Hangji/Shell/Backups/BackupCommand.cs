using System.IO.Compression;
using System.Reflection;
using Hangji.Platform;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Text;

namespace Hangji.Shell.Backups;

/// <summary>Told after a backup was written, so that a room may keep a trace of it.</summary>
internal interface IBackupNotice
{
    Task Written(string file, CancellationToken stop);
}

/// <summary>hangji backup FILE: the database as of one moment, the keys and the files of the data folder, in one checked file; the program need not stop.</summary>
internal static class BackupCommand
{
    public const string Usage = "hangji backup FILE [--data DIR] [--postgres CONNECTION] [--force]";

    public static async Task<int> Run(Command command)
    {
        var words = new Words { Language = command.Option("lang") ?? Words.Chinese };
        if (command.Plain("force", "trace") is not [var file])
        {
            await command.Error.WriteLineAsync(Usage);
            return Command.Refused;
        }
        try
        {
            var store = Store.From(command.Option("data"), command.Option("postgres"));
            var (manifest, refusal) = await Write(store, Path.GetFullPath(file), command.Flag("force"), default);
            await (manifest is null ? command.Error.WriteLineAsync(words[refusal!])
                : command.Out.WriteLineAsync(words["已备份到 {0}：{1} 个文件，{2} 行记录", file, manifest.Files.Count, words.Number(manifest.Rows.Values.Sum())]));
            return manifest is null ? Command.Refused : Command.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await command.Error.WriteLineAsync(command.Flag("trace") ? fault.ToString() : $"{fault.GetType().Name}: {fault.GetBaseException().Message}");
            return Command.Fault;
        }
    }

    public static async Task<(BackupManifest? Manifest, Refusal? Refusal)> Write(Store store, string file, bool force, CancellationToken stop)
    {
        if (File.Exists(file) && !force) return (null, new("{0} 已经有了；换一个名字，或加 --force", null, null, file));
        if (store.Postgres is null && !File.Exists(store.SqliteFile)) return (null, new("{0} 里没有数据库", null, null, store.Folder));
        var (partial, copy) = (file + ".partial", file + ".database.partial");
        try
        {
            await using var services = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var (rows, refusal) = await DatabaseCopy.Take(store, db, copy, stop);
            if (rows is null) return (null, refusal);
            var manifest = new BackupManifest(BackupManifest.Known, DateTimeOffset.FromUnixTimeSeconds(services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds()).UtcDateTime,
                typeof(BackupCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "", store.Postgres is null ? "sqlite" : "postgres",
                await DatabaseFacts.Scripts(db, stop), rows, []);
            manifest = await Pack(store, partial, copy, manifest, stop);
            File.Move(partial, file, overwrite: true);
            foreach (var notice in scope.ServiceProvider.GetServices<IBackupNotice>()) await notice.Written(Path.GetFileName(file), stop);
            return (manifest, null);
        }
        finally
        {
            File.Delete(partial);
            File.Delete(copy);
        }
    }

    private static async Task<BackupManifest> Pack(Store store, string partial, string copy, BackupManifest manifest, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        // It holds the keys: for its owner alone.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var target = new FileStream(partial, options);
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            var files = new List<BackedUpFile> { await BackupFile.Add(zip, BackupManifest.DatabaseName, copy, stop) };
            if (KeyRing.PathIn(store.Folder) is var keys && File.Exists(keys)) files.Add(await BackupFile.Add(zip, BackupManifest.KeysName, keys, stop));
            foreach (var (name, path) in FilesOf(store)) files.Add(await BackupFile.Add(zip, BackupManifest.FolderPrefix + name, path, stop));
            manifest = manifest with { Files = files };
            await using var text = new StreamWriter(zip.CreateEntry(BackupManifest.Name).Open());
            await text.WriteAsync(manifest.Text());
        }
        target.Flush(flushToDisk: true);
        return manifest;
    }

    /// <summary>What lies in sub-folders of the data folder: attachments. The logs' files follow from the database. Files beside the database are the database's own, the keys, or an operator's.</summary>
    private static IEnumerable<(string Name, string Path)> FilesOf(Store store) =>
        !Directory.Exists(store.Folder) ? [] :
        from folder in Directory.EnumerateDirectories(store.Folder)
        where !Path.GetFileName(folder).StartsWith("before-restore", StringComparison.Ordinal) && Path.GetFileName(folder) != LogFolders.Name
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        where !file.EndsWith(".partial", StringComparison.Ordinal)
        let name = Path.GetRelativePath(store.Folder, file).Replace('\\', '/')
        orderby name
        select (name, file);
}
