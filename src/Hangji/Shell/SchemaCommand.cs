using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell;

/// <summary>hangji admin schema: prints the schema that the model wants, for writing a migration.</summary>
internal static class SchemaCommand
{
    public static async Task<int> Run(Command command)
    {
        var services = new ServiceCollection().AddLogging().AddHangji(new Store(Path.GetTempPath(), command.Option("postgres")));
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await command.Out.WriteLineAsync(scope.ServiceProvider.GetRequiredService<AppDb>().Database.GenerateCreateScript());
        return Command.Done;
    }
}
