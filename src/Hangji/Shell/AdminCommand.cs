using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell;

/// <summary>hangji admin: what the person at the machine does, beside the web.</summary>
internal static class AdminCommand
{
    public static async Task<int> Run(Command command)
    {
        switch (command.Arguments.FirstOrDefault())
        {
            case "schema":
                return await Schema(command);
            default:
                await command.Error.WriteLineAsync("hangji admin schema [--postgres CONNECTION]   prints the schema that the model wants, for writing a migration");
                return Command.Refused;
        }
    }

    private static async Task<int> Schema(Command command)
    {
        var services = new ServiceCollection().AddLogging().AddHangji(new Store(Path.GetTempPath(), command.Option("postgres")));
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await command.Out.WriteLineAsync(scope.ServiceProvider.GetRequiredService<AppDb>().Database.GenerateCreateScript());
        return Command.Done;
    }
}
