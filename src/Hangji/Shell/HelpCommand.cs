namespace Hangji.Shell;

/// <summary>hangji help: the commands there are.</summary>
internal static class HelpCommand
{
    public static async Task<int> Run(Command command)
    {
        await command.Error.WriteLineAsync("""
            hangji serve   [--data DIR] [--port N] [--postgres CONNECTION]   answer requests
            hangji import  divisions DIR [--set-up-on DATE] [--data DIR] [--json]   build the tree from the national division tables
            hangji duties  --org CODE [--below] | --sum [--org CODE] [--year YYYY] [--as-of DATE] [--json]   what is due, done and overdue
            hangji report  TABLE --year YYYY --org CODE [--xlsx FILE] [--json] | --recount   a form of the annual statistics, computed; or all roll-ups again from the first fact
            hangji rules   vocabulary | ask | explain | check | diff | whatif | coverage   the law as data, asked from outside
            hangji seed    demo [--data DIR]                                 the fictional demo county, into an empty database
            hangji admin   create-account | reset-password | grant-seat | make-administrator | list-accounts | schema
            hangji import  members FILE --org CODE [--commit] [--json]       check a roster row by row, and take it
            hangji import  organizations FILE --under CODE [--commit] [--json]   check a list of bodies row by row, and set them up
            hangji import  undo BATCH                                        take a batch back within thirty days
            hangji export  members --org CODE --format xlsx|csv|json --out FILE   the roster as it stood on a day
            hangji backup  FILE [--data DIR] [--force]                       database, keys and files in one checked file, while the program runs
            hangji restore FILE --data DIR [--force]                         verifies a backup and puts it in place
            hangji verify-log URL | --folder DIR | --records | --audit        checks a public log from outside, or this house's own
            """);
        return Hangji.Shell.Command.Refused;
    }
}
