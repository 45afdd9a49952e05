using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Shell;

/// <summary>A command that works on the records: opens the store that --data and --postgres name, brings it to this schema, and runs with all rooms' services.</summary>
internal static class OnStore
{
    /// <returns>What the command answers; 2 when the store cannot be opened by this program; 3 with one line when something failed.</returns>
    public static async Task<int> Run(Command command, Func<Command, IServiceProvider, Task<int>> act)
    {
        try
        {
            var store = Store.From(command.Option("data"), command.Option("postgres"));
            Directory.CreateDirectory(store.Folder);
            await using var services = new ServiceCollection().AddLogging().AddHangji(store).BuildServiceProvider();
            await using (var scope = services.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                var refusal = Pinyin.Check() ?? await Migrator.Apply(db) ?? await CryptoServices.CheckKeys(db, store);
                if (refusal is not null)
                {
                    await command.Error.WriteLineAsync(new Words()[refusal]);
                    return Command.Refused;
                }
            }
            await using var number = await WorkerNumber.Claim(store);
            if (number is not null) return await act(command, services);
            await command.Error.WriteLineAsync(new Words()[WorkerNumber.AllTaken]);
            return Command.Refused;
        }
        catch (Exception fault)
        {
            // A person at a terminal needs the cause in one line; the whole trace is there for who asks.
            await command.Error.WriteLineAsync(command.Flag("trace") ? fault.ToString() : $"{fault.GetType().Name}: {fault.GetBaseException().Message}");
            return Command.Fault;
        }
    }
}
