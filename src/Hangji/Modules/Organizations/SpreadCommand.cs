using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>hangji admin spread --from CODE: lays this database over two PostgreSQL clusters, cut at a body; the far one is named by HANGJI_FAR, since a connection string may hold a password.</summary>
internal static class SpreadCommand
{
    public static async Task<int> Run(Command command, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var s = scope.ServiceProvider;
        s.GetRequiredService<Acting>().AsProgram("命令行");
        var (words, db, store) = (s.GetRequiredService<Words>(), s.GetRequiredService<AppDb>(), s.GetRequiredService<Store>());
        words.Language = command.Option("lang") ?? Words.Chinese;
        if (await Lay(command.Option("from"), db, store) is { } refusal)
        {
            await command.Error.WriteLineAsync(words[refusal]);
            return Command.Refused;
        }
        await command.Out.WriteLineAsync(words["已分到两个集群；用 Search Path={0},public 打开", Spread.Schema]);
        return Command.Done;
    }

    private static async Task<Refusal?> Lay(string? code, AppDb db, Store store)
    {
        if (Environment.GetEnvironmentVariable("HANGJI_FAR") is not { Length: > 0 } far) return new("请用 HANGJI_FAR 说明另一个集群的数据库");
        if (await db.Orgs.AsNoTracking().Where(o => o.Code == code).Select(o => o.Path).FirstOrDefaultAsync() is not { } path) return new("没有代码是 {0} 的组织", null, null, code ?? "");
        // The far database gets the same schema first.
        await using (var there = new ServiceCollection().AddLogging().AddHangji(store with { Postgres = far }).BuildServiceProvider())
        await using (var work = there.CreateAsyncScope())
            if (await Migrator.Apply(work.ServiceProvider.GetRequiredService<AppDb>()) is { } older) return older;
        return await new Spread(db).Lay(far, path);
    }
}
