using System.Net.Sockets;
using Hangji.Demo;
using Hangji.Platform;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Shell;

/// <summary>hangji serve: brings the database to this schema and answers requests until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> Run(Command command)
    {
        var store = Store.From(command.Option("data"), command.Option("postgres"));
        Directory.CreateDirectory(store.Folder);
        var urls = command.Option("urls") ?? $"http://127.0.0.1:{command.Option("port") ?? "5080"}";
        await using var app = Web.Build(["--urls", urls], store);
        await using (var scope = app.Services.CreateAsyncScope())
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
        if (number is null)
        {
            await command.Error.WriteLineAsync(new Words()[WorkerNumber.AllTaken]);
            return Command.Refused;
        }
        if (command.Flag("demo") && !await SeedCommand.Start(command, app.Services)) return Command.Refused;
        try
        {
            await app.StartAsync();
        }
        catch (Exception fault) when (fault is IOException or SocketException or FormatException or ArgumentOutOfRangeException)
        {
            await command.Error.WriteLineAsync(new Words()[Unheard(urls)]);
            return Command.Refused;
        }
        await command.Out.WriteLineAsync($"夯基 Hangji {string.Join(' ', app.Urls)}");
        foreach (var notice in app.Services.GetServices<IStartNotice>()) await notice.Print(command, app);
        await app.WaitForShutdownAsync();
        return Command.Done;
    }

    private static Refusal Unheard(string urls) => new("不能在 {0} 接受访问：端口已被别的程序占用、没有权限，或者地址写错了。请用 --port 换一个", "urls", null, urls);
}
