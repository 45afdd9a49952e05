namespace Hangji.Shell;

/// <summary>hangji help: the commands there are.</summary>
internal static class HelpCommand
{
    public static async Task<int> Run(Command command)
    {
        await command.Error.WriteLineAsync("""
            hangji serve   [--data DIR] [--port N] [--postgres CONNECTION]   answer requests
            hangji import  divisions DIR [--set-up-on DATE] [--data DIR] [--json]   build the tree from the national division tables
            hangji admin   create-account | reset-password | grant-seat | make-administrator | list-accounts | schema
            """);
        return Hangji.Shell.Command.Refused;
    }
}
