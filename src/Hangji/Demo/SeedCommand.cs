using System.Diagnostics;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>hangji seed demo: fills an empty database with the fictional county and prints its sign-ins.</summary>
internal static class SeedCommand
{
    public static async Task<int> Run(Command command, IServiceProvider services)
    {
        if (command.Plain("json") is not ["demo"])
        {
            await command.Error.WriteLineAsync("hangji seed demo [--data DIR] [--postgres CONNECTION]   loads the fictional demo county into an empty database");
            return Command.Refused;
        }
        return await Load(command, services) ? Command.Done : Command.Refused;
    }

    /// <summary>Loads it and prints the sign-ins; false where it was refused.</summary>
    public static async Task<bool> Load(Command command, IServiceProvider services)
    {
        var (demo, watch) = (services.GetRequiredService<IDemoData>(), Stopwatch.StartNew());
        await command.Error.WriteLineAsync("正在装入示例县“安澜县”（虚构） / loading the fictional demo county …");
        if (await demo.Load(step => command.Error.WriteLine($"  {watch.Elapsed.TotalSeconds,6:0.0}s  {step}"), default) is { } refusal)
        {
            await command.Error.WriteLineAsync(refusal.Field is null ? new Words()[refusal] : $"{new Words()[refusal]}（{refusal.Field}）");
            return false;
        }
        PrintSignIns(command, demo);
        return true;
    }

    /// <summary>For serve --demo: loads the county into an empty database; a second start finds it there and prints its sign-ins again.</summary>
    public static async Task<bool> Start(Command command, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Account>().AnyAsync()) return await Load(command, services);
        PrintSignIns(command, services.GetRequiredService<IDemoData>());
        return true;
    }

    private static void PrintSignIns(Command command, IDemoData demo)
    {
        command.Out.WriteLine("示例账号 / demo sign-ins:");
        command.Out.WriteLine("  （示范县不要求动态口令；自己的单位里，三个管理员必须用 / no second step here; in a house of your own the three administrators must set one up）");
        foreach (var (user, password, what) in demo.SignIns) command.Out.WriteLine($"  {user,-8} {password}   {what} / {new Words { Language = Words.English }[what]}");
    }
}
