using System.Reflection;
using System.Xml.Linq;

namespace Hangji.Platform.Text;

/// <summary>
/// 词条: every English sentence of the program, by its Chinese one. The Chinese sentence is the key and needs no file; the English lies in
/// <c>*.en.resx</c> beside the room that says it. Read once at start; the files are embedded as they are.
/// </summary>
internal sealed class WordBook
{
    readonly Dictionary<string, string> english;
    readonly Func<string, string?>? others;

    WordBook(Dictionary<string, string> english, Func<string, string?>? others = null) => (this.english, this.others) = (english, others);

    /// <summary>The book of this program.</summary>
    public static WordBook Embedded { get; } = Read(typeof(WordBook).Assembly);

    public int Count => english.Count;

    public IReadOnlyDictionary<string, string> Entries => english;

    /// <summary>The English of a Chinese sentence, or null where nobody has written it (a house rule finds those).</summary>
    public string? English(string zh) => english.GetValueOrDefault(zh) ?? others?.Invoke(zh);

    /// <summary>The same book, and what it does not say is asked of <paramref name="others"/>: names that data carries in both languages, such as articles of law.</summary>
    public WordBook With(Func<string, string?> others) => new(english, others);

    /// <summary>Reads every embedded *.en.resx. Where two rooms say the same sentence, the first file by name is heard; a house rule asks them to agree.</summary>
    public static WordBook Read(Assembly assembly)
    {
        var book = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".en.resx", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (zh, en) in Entry(XDocument.Load(stream))) book.TryAdd(zh, en);
        }
        return new(book);
    }

    /// <summary>For tests: a book of these sentences only.</summary>
    public static WordBook Of(params (string Zh, string En)[] entries) => new(entries.ToDictionary(e => e.Zh, e => e.En, StringComparer.Ordinal));

    internal static IEnumerable<(string Zh, string En)> Entry(XDocument resx) =>
        from data in resx.Root!.Elements("data")
        let name = (string?)data.Attribute("name")
        let value = (string?)data.Element("value")
        where name is { Length: > 0 } && value is { Length: > 0 }
        select (name, value);
}
