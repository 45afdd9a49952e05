using System.Globalization;
using System.IO.Compression;
using Hangji.Platform;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Text;

namespace Hangji.Shell.Backups;

/// <summary>hangji restore FILE --data DIR: verifies every byte of a backup first, then puts it in place. What was there before is moved aside, not deleted.</summary>
internal static class RestoreCommand
{
    public const string Usage = "hangji restore FILE --data DIR [--postgres CONNECTION] [--force]";

    public static async Task<int> Run(Command command)
    {
        var words = new Words { Language = command.Option("lang") ?? Words.Chinese };
        if (command.Plain("force", "trace") is not [var file] || command.Option("data") is null)
        {
            await command.Error.WriteLineAsync(Usage);
            return Command.Refused;
        }
        try
        {
            var store = Store.From(command.Option("data"), command.Option("postgres"));
            var (manifest, refusal) = await Put(file, store, command.Flag("force"), default);
            await (manifest is null ? command.Error.WriteLineAsync(words[refusal!])
                : command.Out.WriteLineAsync(words["已从 {0} 恢复到 {1}：{2} 行记录，逐表核对一致", words.Instant(manifest.At), store.Folder, words.Number(manifest.Rows.Values.Sum())]));
            return manifest is null ? Command.Refused : Command.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await command.Error.WriteLineAsync(command.Flag("trace") ? fault.ToString() : $"{fault.GetType().Name}: {fault.GetBaseException().Message}");
            return Command.Fault;
        }
    }

    public static async Task<(BackupManifest? Manifest, Refusal? Refusal)> Put(string file, Store store, bool force, CancellationToken stop)
    {
        if (!File.Exists(file)) return (null, new("没有这个文件：{0}", null, null, file));
        using var zip = Open(file);
        if (zip is null || zip.GetEntry(BackupManifest.Name) is not { } entry) return (null, NotABackup(file));
        BackupManifest? manifest;
        await using (var text = entry.Open()) manifest = BackupManifest.Read(text);
        if (Check(manifest, store, file) is { } refusal) return (null, refusal);
        var taken = File.Exists(store.SqliteFile) || File.Exists(KeyRing.PathIn(store.Folder)) || Directory.Exists(store.Folder) && Directory.EnumerateDirectories(store.Folder).Any();
        taken = taken || store.Postgres is { } to && await DatabaseCopy.HasTables(to, stop);
        if (taken && !force) return (null, new("{0} 里已有数据。换一个空的目录，或加 --force（原来的会移到旁边，不删除）", null, null, store.Folder));
        if (await DatabaseCopy.IsInUse(store.SqliteFile)) return (null, new("{0} 正在使用，请先停下程序", null, null, store.SqliteFile));
        Directory.CreateDirectory(store.Folder);
        // What a restore that was killed had unpacked is of no use to anybody.
        foreach (var left in Directory.EnumerateDirectories(store.Folder, "before-restore-*.partial")) Directory.Delete(left, recursive: true);
        // Unpacked in a folder of its own on the same disk: until everything is verified, nothing of the old is touched.
        var aside = Path.Combine(store.Folder, "before-restore-" + manifest!.At.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N")[..6]);
        var fresh = aside + ".partial";
        try
        {
            if (await BackupFile.Unpack(zip, manifest, fresh, stop) is { } broken) return (null, broken);
            var copy = Path.Combine(fresh, BackupManifest.DatabaseName);
            if (store.Postgres is { } postgres)
            {
                if (await DatabaseCopy.PutBack(postgres, copy, stop) is { } failed) return (null, failed);
                if (await Differs(store, manifest, stop) is { } unlike) return (null, unlike);
            }
            else if (!await DatabaseCopy.IsSound(copy, stop) || !Same(manifest, await DatabaseCopy.RowsOf(copy, manifest.Rows.Keys, stop))) return (null, new("备份里的数据库和清单不符，没有恢复任何东西"));
            Swap(store, fresh, aside);
            return (manifest, null);
        }
        finally
        {
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        }
    }

    /// <summary>What stands in the way before a byte is unpacked.</summary>
    public static Refusal? Check(BackupManifest? manifest, Store store, string file) =>
        manifest is null || manifest.Files is null || manifest.Rows is null || manifest.Scripts is null || !manifest.Files.Any(f => f.Name == BackupManifest.DatabaseName) ? NotABackup(file) :
        manifest.Format > BackupManifest.Known || manifest.Scripts.Except(Migrator.Scripts(manifest.Database == "postgres")).FirstOrDefault() is not null ? new("这个备份是更新版本的程序写的，请用新版本恢复") :
        manifest.Database != (store.Postgres is null ? "sqlite" : "postgres") ? new(store.Postgres is null ? "这个备份来自 PostgreSQL，请用 --postgres 指明要恢复到的数据库" : "这个备份来自 SQLite，不能恢复到 PostgreSQL") : null;

    private static Refusal NotABackup(string file) => new("{0} 不是夯基的备份文件", null, null, file);

    private static bool Same(BackupManifest manifest, IReadOnlyDictionary<string, long> found) => manifest.Rows.All(r => found.TryGetValue(r.Key, out var rows) && rows == r.Value);

    private static async Task<Refusal?> Differs(Store store, BackupManifest manifest, CancellationToken stop)
    {
        await using var services = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var found = await DatabaseCopy.Rows(scope.ServiceProvider.GetRequiredService<AppDb>(), stop);
        return Same(manifest, found) ? null : new("恢复后的数据库和清单不符，请换一个备份再试");
    }

    private static void Swap(Store store, string fresh, string aside)
    {
        var keys = KeyRing.PathIn(store.Folder);
        var old = new[] { store.SqliteFile, store.SqliteFile + "-wal", store.SqliteFile + "-shm", keys }.Where(File.Exists).ToList();
        var folder = Path.Combine(fresh, BackupManifest.FolderPrefix.TrimEnd('/'));
        var oldFolders = Directory.EnumerateDirectories(store.Folder).Where(d => !Path.GetFileName(d).StartsWith("before-restore", StringComparison.Ordinal) && Path.GetFileName(d) != LogFolders.Name).ToList();
        if (old.Count + oldFolders.Count > 0) Directory.CreateDirectory(aside);
        foreach (var path in old) File.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        foreach (var path in oldFolders) Directory.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        if (store.Postgres is null) File.Move(Path.Combine(fresh, BackupManifest.DatabaseName), store.SqliteFile);
        if (File.Exists(Path.Combine(fresh, BackupManifest.KeysName))) File.Move(Path.Combine(fresh, BackupManifest.KeysName), keys);
        if (Directory.Exists(folder)) foreach (var path in Directory.EnumerateDirectories(folder).Where(d => Path.GetFileName(d) != LogFolders.Name)) Directory.Move(path, Path.Combine(store.Folder, Path.GetFileName(path)));
        if (!OperatingSystem.IsWindows()) foreach (var path in new[] { store.SqliteFile, keys }.Where(File.Exists)) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // The logs' own files stay: they may know more than the backup (docs/decisions/0012).
        LogFolders.MarkRestored(store);
    }

    private static ZipArchive? Open(string file)
    {
        try { return ZipFile.OpenRead(file); }
        catch (InvalidDataException) { return null; }
    }
}
