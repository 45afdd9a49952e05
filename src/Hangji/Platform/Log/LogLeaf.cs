using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hangji.Platform.Log;

/// <summary>
/// 日志叶: what a public entry says — a closed list of fields, JSON with sorted keys and no spaces, under 4 KB. Never personal data: an append-only log cannot
/// honour a deletion (PIPL art. 47). A text that names people is entered as the hash of salt and text, the salt being kept with the text and deleted with it.
/// </summary>
internal sealed partial class LogLeaf
{
    public const int Most = 4096;
    public const string Publish = "publish", Correct = "correct", Withdraw = "withdraw", Result = "result", Filed = "filed", RulePack = "rulepack", Key = "key", Audit = "audit";

    /// <summary>Which fields a kind of leaf must carry and may carry, beside v, t and at.</summary>
    private static readonly Dictionary<string, (string[] Must, string[] May)> Kinds = new(StringComparer.Ordinal)
    {
        [Publish] = (["org", "doc", "rev", "sha256", "salted"], ["from", "until"]),
        [Correct] = (["org", "doc", "rev", "sha256", "salted", "prev"], ["from", "until"]),
        [Withdraw] = (["org", "doc", "rev", "prev"], []),
        [Result] = (["org", "doc", "rev", "sha256", "salted"], ["from", "until", "prev"]),
        [Filed] = (["org", "doc", "rev", "sha256", "salted"], ["until"]),
        [RulePack] = (["pack", "rev", "sha256"], ["from", "until", "prev"]),
        [Key] = (["key", "sig"], []),
        [Audit] = (["table", "first", "last", "count", "rows"], []),
    };

    private static readonly Dictionary<string, Regex> Forms = new(StringComparer.Ordinal)
    {
        ["org"] = Digits(), ["doc"] = Uuid(), ["sha256"] = Hash(), ["from"] = Day(), ["until"] = Day(), ["at"] = Instant(), ["pack"] = Code(), ["table"] = Code(), ["key"] = VKey(), ["sig"] = Base64(), ["rows"] = Base64(),
    };
    private static readonly string[] Numbers = ["v", "rev", "prev", "first", "last", "count"];

    private readonly SortedDictionary<string, string> fields = new(StringComparer.Ordinal);

    private LogLeaf(string kind, DateTimeOffset at)
    {
        Kind = kind;
        fields["t"] = Quoted(kind);
        fields["v"] = "1";
        fields["at"] = Quoted(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    public string Kind { get; }

    /// <summary>公布 or 结果: a text was made public. <paramref name="sha256"/> is of the exact published bytes, or of salt and bytes.</summary>
    public static LogLeaf Published(string org, Guid doc, int rev, ReadOnlySpan<byte> sha256, bool salted, DateTimeOffset at, DateOnly? from = null, DateOnly? until = null, bool result = false) =>
        new LogLeaf(result ? Result : Publish, at).With("org", org).With("doc", doc.ToString("D")).With("rev", rev).With("sha256", Convert.ToHexStringLower(sha256)).With("salted", salted).With("from", from).With("until", until);

    /// <summary>更正: a new version takes the place of the entry at <paramref name="prev"/>.</summary>
    public static LogLeaf Corrected(string org, Guid doc, int rev, ReadOnlySpan<byte> sha256, bool salted, long prev, DateTimeOffset at, DateOnly? from = null, DateOnly? until = null) =>
        new LogLeaf(Correct, at).With("org", org).With("doc", doc.ToString("D")).With("rev", rev).With("sha256", Convert.ToHexStringLower(sha256)).With("salted", salted).With("prev", prev).With("from", from).With("until", until);

    /// <summary>撤回: the entry at <paramref name="prev"/> is no longer shown; that it once was stays visible.</summary>
    public static LogLeaf Withdrawn(string org, Guid doc, int rev, long prev, DateTimeOffset at) =>
        new LogLeaf(Withdraw, at).With("org", org).With("doc", doc.ToString("D")).With("rev", rev).With("prev", prev);

    /// <summary>上报: a body filed figures of a day. Says nothing of them; <paramref name="sha256"/> is of salt and statement.</summary>
    public static LogLeaf FiledReport(string org, Guid doc, int rev, ReadOnlySpan<byte> sha256, DateOnly until, DateTimeOffset at) =>
        new LogLeaf(Filed, at).With("org", org).With("doc", doc.ToString("D")).With("rev", rev).With("sha256", Convert.ToHexStringLower(sha256)).With("salted", true).With("until", until);

    /// <summary>规则包: this version of a rule pack is in use.</summary>
    public static LogLeaf Rules(string pack, int rev, ReadOnlySpan<byte> sha256, DateTimeOffset at, DateOnly? from = null) =>
        new LogLeaf(RulePack, at).With("pack", pack).With("rev", rev).With("sha256", Convert.ToHexStringLower(sha256)).With("from", from);

    /// <summary>换钥: the old key signs the new one's verifier key.</summary>
    public static LogLeaf NewKey(VerifierKey key, byte[] signature, DateTimeOffset at) => new LogLeaf(Key, at).With("key", key.ToString()).With("sig", Convert.ToBase64String(signature));

    /// <summary>封存: rows of the audit trail with their hashes; for the internal log only.</summary>
    public static LogLeaf Sealed(string table, long first, long last, int count, string rows, DateTimeOffset at) =>
        new LogLeaf(Audit, at).With("table", table).With("first", first).With("last", last).With("count", count).With("rows", rows);

    /// <summary>The bytes of the entry.</summary>
    public byte[] Bytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => "{" + string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}")) + "}";

    /// <summary>What is wrong with an entry for this log, in one sentence; null where nothing is.</summary>
    public static Refusal? Check(string log, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > (log == LogName.Audit ? ushort.MaxValue : Most - 1)) return new("日志条目太长（{0} 字节）", Args: [entry.Length]);
        if (!LeafReader.TryRead(entry, out var read)) return new("日志条目的写法不合规定：键要排序、不留空格、不得重复");
        if (read.GetValueOrDefault("v") != "1" || read.GetValueOrDefault("t") is not { Length: > 2 } quoted || !Kinds.TryGetValue(quoted[1..^1], out var kind)) return new("日志条目的种类不在表内");
        if (quoted[1..^1] == Audit != (log == LogName.Audit) && quoted[1..^1] != Key) return new("日志条目的种类不在表内");
        foreach (var name in kind.Must.Append("at").Where(n => !read.ContainsKey(n))) return new("日志条目缺少 {0}", Args: [name]);
        foreach (var (name, value) in read)
        {
            if (name is "t" or "v") continue;
            if (name != "at" && !kind.Must.Contains(name) && !kind.May.Contains(name)) return new("日志条目不得有 {0}：公开日志不收个人信息和随意的文字", Article: "个人信息保护法第四十七条", Args: [name]);
            if (!Valid(name, value)) return new("日志条目的 {0} 写法不对", Args: [name]);
        }
        return null;
    }

    private static bool Valid(string name, string value) =>
        name == "salted" ? value is "true" or "false" :
        Numbers.Contains(name) ? Number().IsMatch(value) :
        value.Length > 2 && value[0] == '"' && Forms[name].IsMatch(value[1..^1]);

    private LogLeaf With(string name, string? value) { if (value is not null) fields[name] = Quoted(value); return this; }
    private LogLeaf With(string name, DateOnly? value) => With(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    private LogLeaf With(string name, long value) { fields[name] = value.ToString(CultureInfo.InvariantCulture); return this; }
    private LogLeaf With(string name, bool value) { fields[name] = value ? "true" : "false"; return this; }

    // Every value that may stand in a leaf is plain ASCII without quotes (Forms); anything else is found by Check.
    private static string Quoted(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    [GeneratedRegex(@"^[0-9]{1,19}\z")] private static partial Regex Digits();
    [GeneratedRegex(@"^(0|[1-9][0-9]{0,18})\z")] private static partial Regex Number();
    [GeneratedRegex(@"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")] private static partial Regex Uuid();
    [GeneratedRegex(@"^[0-9a-f]{64}\z")] private static partial Regex Hash();
    [GeneratedRegex(@"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\z")] private static partial Regex Day();
    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\z")] private static partial Regex Instant();
    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,63}\z")] private static partial Regex Code();
    [GeneratedRegex(@"^[!-~]{1,255}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44,200}\z")] private static partial Regex VKey();
    [GeneratedRegex(@"^[A-Za-z0-9+/]+={0,2}\z")] private static partial Regex Base64();
}
