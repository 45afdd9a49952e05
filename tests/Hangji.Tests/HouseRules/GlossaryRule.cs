using System.Text.RegularExpressions;
using Hangji.Platform.Codes;
using Hangji.Platform.Text;

namespace Hangji.Tests.HouseRules;

/// <summary>House rule: docs/glossary.md has one English word for a thing, and the lists that people choose from use it.</summary>
public partial class The_glossary
{
    /// <summary>Lists may say more than the glossary, never something else.</summary>
    static readonly string[] Lists = [CodeBook.OrgKind, CodeBook.MemberKind, CodeBook.Stage, CodeBook.Post, CodeBook.PartyStatus];

    static readonly Dictionary<string, List<string>> Terms = Sources.Document("docs/glossary.md").Split('\n').Select(l => Row().Match(l)).Where(m => m.Success && m.Groups[1].Value != "Chinese")
        .GroupBy(m => m.Groups[1].Value).ToDictionary(g => g.Key, g => g.Select(m => m.Groups[2].Value).ToList());

    [GeneratedRegex(@"^\| ([^|]+) \| ([^|]+) \|")] private static partial Regex Row();

    [Fact] public void Is_long_enough_to_be_of_use() => Assert.True(Terms.Count >= 120, $"{Terms.Count}");

    [Fact] public void Has_one_word_for_a_thing() => Assert.Empty(Terms.Where(t => t.Value.Count > 1).Select(t => t.Key));

    [Fact]
    public void Is_what_the_code_lists_say() => Assert.Empty(
        from list in Lists
        from entry in CodeBook.Embedded.List(list).Entries
        where Terms.TryGetValue(entry.Name, out _) && !string.Equals(Terms[entry.Name][0], entry.English, StringComparison.OrdinalIgnoreCase)
        select $"{list} {entry.Name}: {entry.English} / {Terms[entry.Name][0]}");

    [Fact]
    public void And_the_code_lists_are_what_the_rooms_say() => Assert.Empty(
        from list in new[] { CodeBook.OrgKind, CodeBook.MemberKind, CodeBook.Stage, CodeBook.Post }
        from entry in CodeBook.Embedded.List(list).Entries
        let said = WordBook.Embedded.English(entry.Name)
        where Terms.ContainsKey(entry.Name) && said is not null && !string.Equals(said, entry.English, StringComparison.OrdinalIgnoreCase)
        select $"{entry.Name}: {said} / {entry.English}");

    [Fact]
    public void Is_what_the_kinds_of_records_are_called() => Assert.Empty(
        from Match name in Pair().Matches(Sources.Document("regulations/evidence-kinds.yaml"))
        where Terms.TryGetValue(name.Groups[1].Value, out _) && !string.Equals(Terms[name.Groups[1].Value][0], name.Groups[2].Value, StringComparison.OrdinalIgnoreCase)
        select $"{name.Groups[1].Value}: {name.Groups[2].Value} / {Terms[name.Groups[1].Value][0]}");

    [GeneratedRegex("""\{zh: ([^,]+), en: "?([^"}]+)"?\}""")] private static partial Regex Pair();
}
