using System.Text.Encodings.Web;
using System.Text.Json;
using Hangji.Platform;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Audit;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Verifying;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;

namespace Hangji.Shell;

/// <summary>hangji verify-log: checks a public log from outside, a copy of one in a folder, or the logs of this house against its records.</summary>
internal static class VerifyLogCommand
{
    private const string Usage = """
        hangji verify-log URL [--vkey KEY] [--old FILE] [--save FILE] [--json]      a log served over HTTP
        hangji verify-log --folder DIR --vkey KEY [--old FILE] [--save FILE] [--json]   a log as files
        hangji verify-log --text FILE --receipt FILE --vkey KEY                     one published text with its receipt, offline
        hangji verify-log --records [--data DIR] [--postgres CONNECTION] [--json]   this house's public log against its database and texts
        hangji verify-log --audit   [--data DIR] [--postgres CONNECTION] [--json]   this house's records against the seals of the internal log
        all take: [--lang zh|en]
        """;

    private static readonly JsonSerializerOptions AsJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static async Task<int> Run(Command command)
    {
        var words = new Words { Language = command.Option("lang") ?? Words.Chinese };
        var inside = command.Flag("audit") || command.Flag("records");
        if (inside) return await OnStore.Run(command, (c, services) => Inside(c, services, words));
        try
        {
            if (command.Option("receipt") is { } receipt) return await Offline(command, words, receipt);
            return await Outside(command, words);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException or TaskCanceledException or UnauthorizedAccessException)
        {
            await command.Error.WriteLineAsync(fault.GetBaseException().Message);
            return Command.Fault;
        }
    }

    /// <summary>One text that somebody saved, with its receipt: nothing is asked of anybody.</summary>
    private static async Task<int> Offline(Command command, Words words, string receipt)
    {
        if (command.Option("text") is not { } text || command.Option("vkey") is not { } typed) return await Misused(command);
        if (VerifierKey.Parse(typed) is not { } key) return await Refuse(command, words, new("--vkey 不是一把核验公钥"));
        var (bytes, proof) = (await File.ReadAllBytesAsync(text), await File.ReadAllTextAsync(receipt));
        var wrong = TextReceipt.Check(bytes, proof, key);
        if (command.Flag("json")) await command.Out.WriteLineAsync(JsonSerializer.Serialize(new { Sound = wrong is null, Findings = wrong is null ? (string[])[] : [words[wrong]] }, AsJson));
        else await command.Out.WriteLineAsync(wrong is null ? words["这份文本和登记的一模一样，登记在 {0} 的日志里", key.Name] : words[wrong]);
        return wrong is null ? Command.Done : Command.Findings;
    }

    private static async Task<int> Outside(Command command, Words words)
    {
        var plain = command.Plain("json");
        var folder = command.Option("folder");
        Uri? url = null;
        if (folder is null ? plain is not [var typed] || !Uri.TryCreate(typed, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https") : plain.Count > 0) return await Misused(command);
        VerifierKey? key = null;
        if (command.Option("vkey") is { } text && (key = VerifierKey.Parse(text)) is null) return await Refuse(command, words, new("--vkey 不是一把核验公钥"));
        if (command.Option("old") is { } file && !File.Exists(file)) return await Refuse(command, words, new("找不到旧检查点 {0}", Args: [file]));
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = System.Net.DecompressionMethods.All, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };
        ILogSource source = folder is not null ? new FolderSource(folder) : new HttpSource(http, url!);
        var (verdict, refusal) = await VerifyLog.Run(source, key, command.Option("old") is { } old ? await File.ReadAllTextAsync(old) : null);
        if (verdict is null) return await Refuse(command, words, refusal!);
        if (verdict.Sound && command.Option("save") is { } save) await File.WriteAllTextAsync(save, verdict.Note);
        if (command.Flag("json"))
            await command.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                verdict.Origin, verdict.Size, Root = Convert.ToBase64String(verdict.Root), verdict.SignedBy, verdict.KeyGiven, verdict.Tiles, verdict.Receipts, verdict.OldSize, verdict.Sound, Findings = Listed(verdict.Findings, words),
            }, AsJson));
        else
        {
            await command.Out.WriteLineAsync(words["{0}：{1} 条，根 {2}", verdict.Origin, verdict.Size, Convert.ToHexStringLower(verdict.Root)]);
            if (!verdict.KeyGiven) await command.Out.WriteLineAsync(words["公钥取自日志自己；要防冒名，请用 --vkey 给出另外得到的公钥"]);
            await Tell(command, words, verdict.Findings, words["每一条、每个图块（{0} 个）、根、签名都核对过，没有不符；收据抽查 {1} 张", verdict.Tiles, verdict.Receipts]);
        }
        return verdict.Sound ? Command.Done : Command.Findings;
    }

    private static async Task<int> Inside(Command command, IServiceProvider services, Words words)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("命令行");
        var log = command.Flag("audit") ? LogName.Audit : LogName.Public;
        var findings = (await scope.ServiceProvider.GetRequiredService<Inspection>().Run(log, default)).ToList();
        if (log == LogName.Audit) findings.AddRange(await scope.ServiceProvider.GetRequiredService<AuditCheck>().Run(default));
        if (command.Flag("json")) await command.Out.WriteLineAsync(JsonSerializer.Serialize(new { Log = log, Sound = findings.Count == 0, Findings = Listed(findings, words) }, AsJson));
        else await Tell(command, words, findings, words["记录与日志相符"]);
        return findings.Count == 0 ? Command.Done : Command.Findings;
    }

    private static object[] Listed(IEnumerable<Finding> findings, Words words) => [.. findings.Select(f => new { f.Kind, f.Where, f.Index, Message = words[f.What] })];

    private static async Task Tell(Command command, Words words, IReadOnlyList<Finding> findings, string sound)
    {
        foreach (var finding in findings) await command.Out.WriteLineAsync($"✗ {finding.Kind}  {words[finding.What]}");
        await command.Out.WriteLineAsync(findings.Count == 0 ? "✓ " + sound : words["共 {0} 处不符", findings.Count]);
    }

    private static async Task<int> Misused(Command command)
    {
        await command.Error.WriteLineAsync(Usage);
        return Command.Refused;
    }

    private static async Task<int> Refuse(Command command, Words words, Refusal refusal)
    {
        await command.Error.WriteLineAsync(words[refusal]);
        return Command.Refused;
    }
}
