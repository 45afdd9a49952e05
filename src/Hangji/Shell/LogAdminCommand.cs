using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Verifying;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell;

/// <summary>hangji admin log, hangji admin witness: the keys of the logs, going on after a restore, and who witnesses whom.</summary>
internal static class LogAdminCommand
{
    private const string Usage = """
        hangji admin log keys                                verifier keys of the public log, its second line, and the witness
        hangji admin log renew-key                           a new key, announced in the log by the old one; both sign for 30 days
        hangji admin log resume --from DIR | --nothing-newer after a restore: take a newer copy of the public log, or state that there is none
        hangji admin witness add VKEY                        cosign the log with this key from now on
        hangji admin witness ask VKEY URL                    have our checkpoints cosigned by this witness
        hangji admin witness remove NAME                     neither any more
        hangji admin witness list
        all of them: [--data DIR] [--postgres CONNECTION] [--lang zh|en]
        """;

    public static async Task<int> Run(Command command, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var s = scope.ServiceProvider;
        s.GetRequiredService<Acting>().AsProgram("命令行");
        var words = s.GetRequiredService<Words>();
        words.Language = command.Option("lang") ?? Words.Chinese;
        var (text, refusal) = command.Plain("nothing-newer", "trace") switch
        {
            ["log", "keys"] => (await Keys(s), null),
            ["log", "renew-key"] => ((await s.GetRequiredService<LogKeys>().Renew(LogName.Public, default)).ToString(), null),
            ["log", "resume"] when command.Flag("nothing-newer") || command.Option("from") is not null => await Resume(command.Option("from"), s, words),
            ["witness", "list"] => (string.Join('\n', await s.GetRequiredService<AppDb>().LogPeers.AsNoTracking().OrderBy(p => p.Kind).ThenBy(p => p.Name).Select(p => p.Kind + "\t" + p.Verifier + "\t" + p.Url).ToListAsync()), null),
            ["witness", "add", var key] => await Add(s, LogPeer.ALog, key, null),
            ["witness", "ask", var key, var url] => await Add(s, LogPeer.AWitness, key, url),
            ["witness", "remove", var name] => await s.GetRequiredService<AppDb>().LogPeers.Where(p => p.Name == name).ExecuteDeleteAsync() > 0 ? (name, null) : ((string?)null, new Refusal("没有叫 {0} 的日志或见证人", Args: [name])),
            _ => (null, new(Usage)),
        };
        if (refusal is null) await command.Out.WriteLineAsync(text);
        else await command.Error.WriteLineAsync(refusal.Message == Usage ? Usage : words[refusal]);
        return refusal is null ? Command.Done : Command.Refused;
    }

    private static async Task<string> Keys(IServiceProvider s)
    {
        foreach (var log in new[] { LogName.Public, LogName.Witness }) await s.GetRequiredService<LogKeys>().Signer(log, default);
        return string.Join('\n', await s.GetRequiredService<AppDb>().LogKeys.AsNoTracking().OrderBy(k => k.Log).ThenBy(k => k.Id).Select(k => k.Log + "\t" + k.Kind + "\t" + k.Verifier).ToListAsync());
    }

    private static async Task<(string?, Refusal?)> Add(IServiceProvider s, string kind, string verifier, string? url)
    {
        if (VerifierKey.Parse(verifier) is not { } key || key.Type != (kind == LogPeer.ALog ? VerifierKey.Log : VerifierKey.Cosignature)) return (null, new("这不是一把{0}的核验公钥", Args: [new Word(kind == LogPeer.ALog ? "日志" : "见证人")]));
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))) return (null, new("{0} 不是网址", Args: [url]));
        var db = s.GetRequiredService<AppDb>();
        if (await db.LogPeers.AnyAsync(p => p.Kind == kind && p.Name == key.Name)) return (null, new("{0} 已经在了；要换公钥，先 remove", Args: [key.Name]));
        db.LogPeers.Add(new() { Id = Ids.Next(), Kind = kind, Name = key.Name, Verifier = verifier.Trim(), Url = url, AddedAt = s.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync();
        return (key.Name, null);
    }

    /// <summary>After a restore: a copy of the public log that is verified first, or a person's word that nothing newer exists.</summary>
    private static async Task<(string?, Refusal?)> Resume(string? from, IServiceProvider s, Words words)
    {
        var folders = s.GetRequiredService<LogFolders>();
        var mine = folders.Of(LogName.Public);
        if (from is not null)
        {
            var key = (await s.GetRequiredService<LogKeys>().Signer(LogName.Public, default)).Verifier;
            var (verdict, unreadable) = await VerifyLog.Run(new FolderSource(from), key);
            if (verdict is null) return (null, unreadable);
            if (verdict.Findings is [var first, ..]) return (null, first.What);
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith('.')))
            {
                var to = Path.Combine(mine.Path, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to, overwrite: true);
            }
        }
        foreach (var log in LogName.All) folders.Of(log).IsRestored = false;
        mine.Contested = null;
        return (words["日志可以继续签名"], null);
    }
}
