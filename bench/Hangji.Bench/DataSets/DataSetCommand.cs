using Hangji.Modules.Members;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Scope;
using Hangji.Shell;

namespace Hangji.Bench.DataSets;

/// <summary>./do dataset: fills an empty store with a made-up county, province or nation.</summary>
internal static class DataSetCommand
{
    public const string Help = """
        ./do dataset --size county|province|nation [--seed N] [--divisions DIR] [--only CODE] [--members N] [--years N] [--villages N] [--shape wide|deep] [--password P] [--data DIR | --postgres C] [--fresh]

          --divisions DIR  folder with provinces.csv, cities.csv, areas.csv, townships.csv; without it places are made up
          --only CODE      which county (6 digits) or province (2 digits); without it the first one
          --members N      stop taking members after the province in which N is reached (bodies are always whole); a nation takes 3,000,000
          --years N        years of meetings, talks, yearly acts, matters and publications back from 2026-10-31; a county takes 5, a province 1, a nation none
          --villages N     matters and publications only of the first N villages and communities of each province that has members
          --shape          wide: one node with 100,000 children; deep: 40 levels; bodies only
          --password P     when it is loaded, open accounts with this password for a village's secretary (cun), its supervision committee (jiandu), the township (zhen), the county (xian)
                           and the three administrators (xitong, anquan, shenji); without it the first visit asks for administrators as in any empty store
          --fresh          throw away what the store holds

        A load that was broken off goes on when the same command is given again.
        """;

    public static async Task<int> Run(string[] args)
    {
        var command = new Command(args, Console.Out, Console.Error);
        var (size, shape) = (command.Option("size") ?? "county", command.Option("shape") ?? "plain");
        if (command.Flag("help") || size is not ("county" or "province" or "nation") || shape is not ("plain" or "wide" or "deep")) { Console.Error.WriteLine(Help); return Command.Refused; }
        var seed = ulong.TryParse(command.Option("seed"), out var s) ? s : 1;
        var divisions = command.Option("divisions") is { } folder ? Divisions.Read(folder) : Divisions.Made();
        var only = command.Option("only") ?? size switch { "county" => divisions.Provinces[0].Below[0].Below[0].Code, "province" => divisions.Provinces[0].Code, _ => null };
        var members = long.TryParse(command.Option("members"), out var m) ? m : size == "nation" ? 3_000_000 : long.MaxValue;
        var years = int.TryParse(command.Option("years"), out var y) ? y : size switch { "county" => 5, "province" => 1, _ => 0 };
        var store = Store.From(command.Option("data"), command.Option("postgres"));
        var password = command.Option("password");
        if (password is { Length: < 12 }) { Console.Error.WriteLine("--password needs at least 12 characters"); return Command.Refused; }
        var code = await Load(store, new(size, seed, only, members, years, shape) { Villages = int.TryParse(command.Option("villages"), out var v) ? v : int.MaxValue }, new DataSet(seed, divisions, only: only), command.Flag("fresh"), Console.Error.WriteLine);
        if (code != 0 || password is null || shape != "plain") return code;
        await using var services = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
        if (await new WaysIn(services.GetRequiredService<IServiceScopeFactory>()).Open(password, Console.Error.WriteLine) is not { } why) return 0;
        Console.Error.WriteLine(why);
        return Command.Refused;
    }

    public static async Task<int> Load(Store store, Wanted wanted, DataSet set, bool fresh, Action<string> say, CancellationToken stop = default)
    {
        Directory.CreateDirectory(store.Folder);
        if (fresh) await ThrowAway(store, stop);
        await using var services = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
        await using (var scope = services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("造数");
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            if ((await Migrator.Apply(db, stop) ?? await CryptoServices.CheckKeys(db, store, stop)) is { } refusal) { say(refusal.Message); return Command.Refused; }
        }
        if (await new LoadDataSet(services.GetRequiredService<IServiceScopeFactory>(), store, services.GetRequiredService<PersonSecrets>(), say).Run(wanted, set, stop) is not { } why) return 0;
        say(why);
        return Command.Refused;
    }

    private static async Task ThrowAway(Store store, CancellationToken stop)
    {
        // Tiles of the log and snapshots tell of rows that will be gone.
        foreach (var folder in (string[])[LogFolders.Name, "columns"])
            if (Path.Combine(store.Folder, folder) is var path && Directory.Exists(path)) Directory.Delete(path, recursive: true);
        if (store.Postgres is null)
        {
            foreach (var file in (string[])[store.SqliteFile, store.SqliteFile + "-wal", store.SqliteFile + "-shm"]) File.Delete(file);
            return;
        }
        await using var connection = new Npgsql.NpgsqlConnection(store.Postgres);
        await connection.OpenAsync(stop);
        await using var command = new Npgsql.NpgsqlCommand("drop schema public cascade; create schema public", connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(stop);
    }
}
