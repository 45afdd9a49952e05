using System.Text.RegularExpressions;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Text;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>
/// 引文: the English of every article that a refusal, a record or a page may name. A refusal carries its article as the Chinese citation, like any sentence of the house; here the law
/// as data tells the word book what that is in English, so there is one way from an article to both languages and none is typed twice.
/// </summary>
internal static partial class Citations
{
    const string Digits = "零一二三四五六七八九";

    /// <summary>The word book with the citations of the rules in use here; they are gathered when the first one is asked for.</summary>
    public static WordBook Into(WordBook words, Func<RulebookShelf> shelf, Func<ProcedureBook> procedures)
    {
        var known = new Lazy<(Dictionary<string, string> Entries, Dictionary<string, string> Names)>(() => Gather(shelf(), procedures()));
        return words.With(zh => known.Value.Entries.GetValueOrDefault(zh) ?? Any(zh, known.Value.Names));
    }

    static (Dictionary<string, string>, Dictionary<string, string>) Gather(RulebookShelf shelf, ProcedureBook procedures)
    {
        var (entries, names) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var rule in shelf.National.All.Concat(shelf.Enabled.SelectMany(o => shelf.With(o.Code).All)))
        {
            entries.TryAdd(rule.Article.Cited.Zh, rule.Article.Cited.En);
            foreach (var name in Short(rule.Article.Regulation.Zh)) names.TryAdd(name, rule.Article.Regulation.En);
        }
        foreach (var basis in procedures.Bases) entries.TryAdd(basis.Zh, basis.En);
        return (entries, names);
    }

    /// <summary>The full title, and as people say it.</summary>
    static IEnumerable<string> Short(string title) => [title, title.Replace("中华人民共和国", ""), title.Replace("中国共产党", ""), title.Replace("（试行）", "").Replace("中国共产党", "")];

    /// <summary>An article of a known regulation that no rule stands on: 《发展党员工作细则》第二十条.</summary>
    static string? Any(string zh, Dictionary<string, string> names)
    {
        if (!zh.StartsWith('《') || Form().Match(zh) is not { Success: true } match || !names.TryGetValue(match.Groups[1].Value, out var title)) return null;
        return $"{title}, Art. {Number(match.Groups[2].Value)}";
    }

    static int Number(string chinese)
    {
        var (sum, digit) = (0, 0);
        foreach (var c in chinese)
        {
            if (Digits.IndexOf(c) is >= 0 and var value) digit = value;
            else (sum, digit) = (sum + (digit == 0 ? 1 : digit) * (c == '百' ? 100 : 10), 0);
        }
        return sum + digit;
    }

    [GeneratedRegex("^《(.+)》(?:（\\d{4}）)?第([零一二三四五六七八九十百]+)条$")]
    private static partial Regex Form();
}
