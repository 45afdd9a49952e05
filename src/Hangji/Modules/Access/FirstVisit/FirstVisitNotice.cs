using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.FirstVisit;

/// <summary>What the console says at start: the set-up token while there is no account, and with --demo the sign-ins of the demo county.</summary>
internal sealed class FirstVisitNotice : IStartNotice
{
    public async Task Print(Command command, WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        words.Language = command.Option("lang") ?? Words.Chinese;
        var demo = scope.ServiceProvider.GetServices<IDemoData>().FirstOrDefault();
        if (command.Flag("demo") && demo is not null)
        {
            if (!await db.Accounts.AnyAsync())
            {
                scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示范数据");
                if (await demo.Load(command.Out.WriteLine, app.Lifetime.ApplicationStopping) is { } refusal) await command.Error.WriteLineAsync(words[refusal]);
            }
            foreach (var (name, password, what) in demo.SignIns) await command.Out.WriteLineAsync($"{words[what]}  {name}  {password}");
        }
        if (await db.Accounts.AnyAsync()) return;
        await command.Out.WriteLineAsync(words["还没有账号。打开 {0}/start 设置；从别的机器打开时要用设置口令 {1}", app.Urls.First(), scope.ServiceProvider.GetRequiredService<SetUpToken>().Printed]);
    }
}
