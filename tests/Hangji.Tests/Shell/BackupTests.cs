using System.IO.Compression;
using System.Text;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Shell;
using Hangji.Shell.Backups;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Shell;

public sealed class A_backup : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hangji-backup-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, true);
    }

    private string File(string name) => Path.Combine(folder, name);

    private static string[] Place(Store store) => store.Postgres is { } postgres ? ["--data", store.Folder, "--postgres", postgres] : ["--data", store.Folder];

    private static async Task<(int Code, string Said)> Backup(Store store, string file, params string[] more)
    {
        var said = new StringWriter();
        return (await BackupCommand.Run(new Command([file, .. Place(store), .. more], said, said)), said.ToString());
    }

    private static async Task<(int Code, string Said)> Restore(Store store, string file, params string[] more)
    {
        var said = new StringWriter();
        return (await RestoreCommand.Run(new Command([file, .. Place(store), .. more], said, said)), said.ToString());
    }

    private async Task<Store> Elsewhere(string on, string name) => new(File(name), on == "postgres" ? TestServer.Connection(await TestServer.NewEmptyDatabase()) : null);

    private static async Task<House> Filled(string on)
    {
        var house = await House.Open(on);
        await house.Seat(await house.Account("chenqishan"), await house.Body("竹溪村党支部"));
        await house.Work(s => Task.FromResult(s.GetRequiredService<Hangji.Platform.Crypto.KeyRing>()));
        Directory.CreateDirectory(Path.Combine(house.Store.Folder, "files", "ab"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(house.Store.Folder, "files", "ab", "纪要.txt"), "会议纪要 𬍛");
        return house;
    }

    private static async Task<List<string>> Names(Store store)
    {
        await using var services = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Hangji.Platform.Scope.Acting>().AsProgram("测试");
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return [.. await db.Orgs.Select(o => o.ShortName).ToListAsync(), .. await db.Accounts.Select(a => a.UserName!).ToListAsync()];
    }

    [Theory, OnEveryDatabase]
    public async Task Taken_while_the_program_runs_brings_everything_back_elsewhere(string on)
    {
        await using var house = await Filled(on);
        var backup = await Backup(house.Store, File("b.zip"));
        Assert.True(backup.Code == 0, backup.Said);
        Assert.Contains(await house.Work(s => s.GetRequiredService<AppDb>().AuditEntries.ToListAsync()), e => e is { Kind: AuditKinds.BackedUp, Subject: "b.zip" });
        await house.Body("备份之后的支部");
        var store = await Elsewhere(on, "new");
        var restored = await Restore(store, File("b.zip"));
        Assert.True(restored.Code == 0, restored.Said);
        Assert.Equal(["竹溪村党支部", "chenqishan"], await Names(store));
        Assert.Equal("会议纪要 𬍛", await System.IO.File.ReadAllTextAsync(Path.Combine(store.Folder, "files", "ab", "纪要.txt")));
        Assert.Equal(await System.IO.File.ReadAllBytesAsync(Path.Combine(house.Store.Folder, "keys")), await System.IO.File.ReadAllBytesAsync(Path.Combine(store.Folder, "keys")));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.partial"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File("b.zip")));
        if (store.Postgres is { } postgres) await TestServer.Drop(new Npgsql.NpgsqlConnectionStringBuilder(postgres).Database!);
    }

    [Theory, OnEveryDatabase]
    public async Task Does_not_overwrite_data_unless_told_and_then_moves_it_aside(string on)
    {
        await using var house = await Filled(on);
        Assert.Equal(0, (await Backup(house.Store, File("b.zip"))).Code);
        var store = await Elsewhere(on, "new");
        Assert.Equal(0, (await Restore(store, File("b.zip"))).Code);
        var again = await Restore(store, File("b.zip"));
        Assert.Equal(2, again.Code);
        Assert.Contains("--force", again.Said);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var forced = await Restore(store, File("b.zip"), "--force");
        Assert.True(forced.Code == 0, forced.Said);
        Assert.Equal(["竹溪村党支部", "chenqishan"], await Names(store));
        var aside = Assert.Single(Directory.EnumerateDirectories(store.Folder, "before-restore-*"));
        Assert.True(System.IO.File.Exists(Path.Combine(aside, "keys")));
        if (store.Postgres is { } postgres) await TestServer.Drop(new Npgsql.NpgsqlConnectionStringBuilder(postgres).Database!);
    }

    [Fact]
    public async Task One_changed_byte_is_found_before_anything_is_touched()
    {
        await using var house = await Filled("sqlite");
        Assert.Equal(0, (await Backup(house.Store, File("b.zip"))).Code);
        foreach (var name in new[] { "database", "keys", "folder/files/ab/纪要.txt" })
        {
            System.IO.File.Copy(File("b.zip"), File("bad.zip"), true);
            using (var zip = ZipFile.Open(File("bad.zip"), ZipArchiveMode.Update))
            {
                byte[] bytes;
                using (var old = new MemoryStream())
                {
                    await using (var from = zip.GetEntry(name)!.Open()) await from.CopyToAsync(old);
                    bytes = old.ToArray();
                }
                bytes[bytes.Length / 2] ^= 1;
                zip.GetEntry(name)!.Delete();
                await using var to = zip.CreateEntry(name).Open();
                await to.WriteAsync(bytes);
            }
            var (code, said) = await Restore(new Store(File("new"), null), File("bad.zip"));
            Assert.Equal((2, true), (code, said.Contains("已损坏", StringComparison.Ordinal)));
            Assert.False(System.IO.File.Exists(Path.Combine(File("new"), "hangji.db")));
        }
    }

    [Fact]
    public async Task A_file_that_is_none_a_newer_one_and_one_that_climbs_out_of_its_folder_are_refused()
    {
        await using var house = await Filled("sqlite");
        Assert.Equal(0, (await Backup(house.Store, File("b.zip"))).Code);
        await System.IO.File.WriteAllTextAsync(File("text.zip"), "not a zip at all");
        Assert.Contains("不是夯基的备份文件", (await Restore(new Store(File("n1"), null), File("text.zip"))).Said);
        Assert.Contains("没有这个文件", (await Restore(new Store(File("n1"), null), File("missing.zip"))).Said);
        async Task<string> Changed(string name, Func<string, string> change)
        {
            System.IO.File.Copy(File("b.zip"), File(name), true);
            using var zip = ZipFile.Open(File(name), ZipArchiveMode.Update);
            string text;
            using (var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open())) text = await reader.ReadToEndAsync();
            zip.GetEntry("manifest.json")!.Delete();
            await using var to = zip.CreateEntry("manifest.json").Open();
            await to.WriteAsync(Encoding.UTF8.GetBytes(change(text)));
            return File(name);
        }
        Assert.Contains("更新版本", (await Restore(new Store(File("n2"), null), await Changed("newer.zip", t => t.Replace("0001_ground", "9999_later", StringComparison.Ordinal)))).Said);
        Assert.Contains("更新版本", (await Restore(new Store(File("n2"), null), await Changed("format.zip", t => t.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)))).Said);
        Assert.Contains("PostgreSQL", (await Restore(new Store(File("n2"), null), await Changed("kind.zip", t => t.Replace("\"sqlite\"", "\"postgres\"", StringComparison.Ordinal)))).Said);
        Assert.Contains("已损坏", (await Restore(new Store(File("n2"), null), await Changed("climb.zip", t => t.Replace("\"keys\"", "\"../keys\"", StringComparison.Ordinal)))).Said);
        Assert.False(System.IO.File.Exists(File("keys")));
        Assert.Contains("不是夯基的备份文件", (await Restore(new Store(File("n2"), null), await Changed("none.zip", _ => "{}"))).Said);
    }

    [Fact]
    public async Task Refuses_a_name_that_is_taken_a_folder_without_database_and_wrong_usage()
    {
        await using var house = await Filled("sqlite");
        Assert.Equal(0, (await Backup(house.Store, File("b.zip"))).Code);
        Assert.Equal(2, (await Backup(house.Store, File("b.zip"))).Code);
        Assert.Equal(0, (await Backup(house.Store, File("b.zip"), "--force")).Code);
        Assert.Contains("没有数据库", (await Backup(new Store(File("empty"), null), File("c.zip"))).Said);
        var said = new StringWriter();
        Assert.Equal(2, await BackupCommand.Run(new Command([], said, said)));
        Assert.Equal(2, await RestoreCommand.Run(new Command([File("b.zip")], said, said)));
    }

    [Fact]
    public async Task A_database_in_use_is_not_restored_over()
    {
        await using var house = await Filled("sqlite");
        Assert.Equal(0, (await Backup(house.Store, File("b.zip"))).Code);
        await using var open = new Microsoft.Data.Sqlite.SqliteConnection(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = house.Store.SqliteFile, Pooling = false }.ToString());
        await open.OpenAsync();
        await using var read = open.CreateCommand();
        read.CommandText = "select count(*) from accounts";
        await read.ExecuteScalarAsync();
        var (code, said) = await Restore(house.Store, File("b.zip"), "--force");
        Assert.Equal((2, true), (code, said.Contains("正在使用", StringComparison.Ordinal)));
    }
}
