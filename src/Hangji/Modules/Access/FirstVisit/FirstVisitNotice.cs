using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.FirstVisit;

/// <summary>首次设置的提示: while there is no account the console says where to begin, and the word that another machine has to know.</summary>
internal sealed class FirstVisitNotice : IStartNotice
{
    public async Task Print(Command command, WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<AppDb>().Accounts.AnyAsync()) return;
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        words.Language = command.Option("lang") ?? Words.Chinese;
        await command.Out.WriteLineAsync(words["还没有账号。打开 {0}/start 设置；从别的机器打开时要用设置口令 {1}", app.Urls.First(), scope.ServiceProvider.GetRequiredService<SetUpToken>().Printed]);
    }
}
