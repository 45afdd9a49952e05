using System.Diagnostics;
using Hangji.Bench.DataSets;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Faults;

/// <summary>kill -9 while a data set is loaded: given again, the same command goes on and ends with the same rows; or it is thrown away whole.</summary>
public sealed class Killing_a_load
{
    private const string Only = "110101";

    [Theory, OnEveryDatabase]
    public async Task It_goes_on_and_ends_with_the_rows_of_one_that_was_left_in_peace(string on)
    {
        var (whole, killed) = (await Place.Open(on), await Place.Open(on));
        try
        {
            using (var load = Load(whole.Store)) Assert.True(await Ended(load, TimeSpan.FromMinutes(4)), "the undisturbed load did not end");
            var (dice, kills) = (new Random(20261122), 0);
            for (var round = 0; round < ServerProcess.Rounds(4, share: 5); round++)
            {
                using var load = Load(killed.Store);
                if (await Ended(load, TimeSpan.FromMilliseconds(dice.Next(700, 5000)))) break;
                load.Kill();
                await load.WaitForExitAsync();
                kills++;
            }
            Assert.True(kills > 0, "nothing was killed, so nothing was tested");
            using (var last = Load(killed.Store)) Assert.True(await Ended(last, TimeSpan.FromMinutes(4)), await last.StandardError.ReadToEndAsync());
            Assert.Equal(await whole.Sum(), await killed.Sum());

            // Another data set is refused; --fresh throws this one away, killed or not.
            using (var other = Load(killed.Store, seed: 8)) { await other.WaitForExitAsync(); Assert.Equal(2, other.ExitCode); }
            using (var begun = Load(killed.Store, seed: 8, fresh: true)) { if (!await Ended(begun, TimeSpan.FromSeconds(2))) begun.Kill(); await begun.WaitForExitAsync(); }
            using (var anew = Load(killed.Store, fresh: true)) Assert.True(await Ended(anew, TimeSpan.FromMinutes(4)), "a load into a store that was thrown away did not end");
            Assert.Equal(await whole.Sum(), await killed.Sum());
        }
        finally
        {
            await whole.Throw();
            await killed.Throw();
        }
    }

    private static async Task<bool> Ended(Process process, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        return process.ExitCode == 0;
    }

    /// <summary>A county of which few villages have matters: every stage, little of each.</summary>
    private static Process Load(Store store, int seed = 7, bool fresh = false)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        string[] said = [typeof(LoadDataSet).Assembly.Location, "load-dataset", "--size", "county", "--only", Only, "--seed", $"{seed}", "--years", "1", "--villages", "30", "--data", store.Folder, .. store.Postgres is { } postgres ? ["--postgres", postgres] : Array.Empty<string>(), .. fresh ? ["--fresh"] : Array.Empty<string>()];
        foreach (var word in said) start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    /// <summary>An empty store without a house around it.</summary>
    private sealed record Place(Store Store)
    {
        public static async Task<Place> Open(string on) => new(new Store(Directory.CreateTempSubdirectory("hangji-load-").FullName, on == "postgres" ? TestServer.Connection(await TestServer.NewEmptyDatabase()) : null));

        public async Task<string> Sum()
        {
            await using var services = new ServiceCollection().AddLogging().AddHangji(Store).BuildServiceProvider();
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("测试");
            return await Checksum.Of(scope.ServiceProvider.GetRequiredService<AppDb>(), default);
        }

        public async Task Throw()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Npgsql.NpgsqlConnection.ClearAllPools();
            if (Store.Postgres is { } postgres) await TestServer.Drop(new Npgsql.NpgsqlConnectionStringBuilder(postgres).Database!);
            Directory.Delete(Store.Folder, true);
        }
    }
}
