using Hangji.Demo;
using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Duties;
using Hangji.Modules.Importing;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Divisions;
using Hangji.Modules.Regulations;
using Hangji.Modules.Statistics;
using Hangji.Shell;
using Hangji.Shell.Backups;

var name = args.FirstOrDefault() ?? "serve";
var command = new Command(args.Skip(1).ToArray(), Console.Out, Console.Error);
return name switch
{
    "serve" => await ServeCommand.Run(command),
    "import" when args.Contains("divisions") => await OnStore.Run(command, ImportDivisionsCommand.Run),
    "admin" when args.Contains("spread") => await OnStore.Run(command, SpreadCommand.Run),
    "admin" => await AdminCommand.Run(command, Console.In),
    "import" => await OnStore.Run(command, ImportCommand.Run),
    "export" => await OnStore.Run(command, ExportCommand.Run),
    "seed" => await OnStore.Run(command, SeedCommand.Run),
    "report" => await OnStore.Run(command, ReportCommand.Run),
    "duties" => await OnStore.Run(command, DutiesCommand.Run),
    "backup" => await BackupCommand.Run(command),
    "restore" => await RestoreCommand.Run(command),
    "rules" when args.Contains("whatif") => await OnStore.Run(command, WhatIfCommand.Run),
    "rules" => RulesCommand.Run(command.Arguments, command.Out, command.Error),
    "verify-log" => await VerifyLogCommand.Run(command),
    _ => await HelpCommand.Run(command),
};
