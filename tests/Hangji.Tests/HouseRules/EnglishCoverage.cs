using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hangji.Platform.Text;

namespace Hangji.Tests.HouseRules;

/// <summary>House rule: whatever the program says in Chinese it can say in English, and no word file keeps what nobody says.</summary>
public partial class Every_sentence_has_its_English
{
    /// <summary>Markup that may stay Chinese in every language, with the reason.</summary>
    static readonly Dictionary<string, string> StaysChinese = new()
    {
        ["中文"] = "the language switch names each language in itself",
        ["夯基"] = "the product's name",
    };

    static readonly List<(string Path, string Text)> Source = [.. Sources.Files(".cs", ".razor")];
    static readonly List<(string Path, string Zh, string En)> Entries = [.. ReadEntries()];

    [GeneratedRegex(@"\{(\d+)[^}]*\}")] private static partial Regex Place();

    [Fact]
    public void No_sentence_lacks_English()
    {
        var known = Entries.Select(e => e.Zh).ToHashSet(StringComparer.Ordinal);
        var missing = Source.SelectMany(f => SourceKeys.Spoken(f.Path, f.Text)).Where(k => !known.Contains(k.Text) && !StaysChinese.ContainsKey(k.Text))
            .DistinctBy(k => k.Text).Select(k => $"{k.Path}:{k.Line}  {k.Text}").ToList();
        Nothing(missing, "sentences without English; add them to the room's *Text.en.resx");
    }

    [Fact]
    public void No_entry_is_dead()
    {
        var said = Source.SelectMany(f => SourceKeys.Literals(f.Text).Concat(SourceKeys.Spoken(f.Path, f.Text).Select(k => k.Text))).ToHashSet(StringComparer.Ordinal);
        var dead = Entries.Where(e => !said.Contains(e.Zh)).Where(e => !Source.Any(f => f.Text.Contains(Escaped(e.Zh), StringComparison.Ordinal)))
            .Select(e => $"{e.Path}  {e.Zh}").ToList();
        Nothing(dead, "entries that no source says any more; delete them");
    }

    [Fact]
    public void Two_rooms_that_say_the_same_sentence_agree_on_its_English() =>
        Nothing([.. Entries.GroupBy(e => e.Zh).Where(g => g.Select(e => e.En).Distinct().Count() > 1)
            .Select(g => g.Key + "  " + string.Join(" | ", g.Select(e => $"{e.Path}: {e.En}")))], "sentences with two translations");

    [Fact]
    public void The_English_has_the_same_places_and_no_Chinese() =>
        Nothing([.. Entries.Where(e => !Places(e.Zh).SetEquals(Places(e.En)) || (SourceKeys.IsChinese(e.En) && !e.En.Contains("({")))
            .Where(e => !StaysChinese.Keys.Any(e.En.Contains)).Select(e => $"{e.Path}  {e.Zh} -> {e.En}")], "entries whose places differ or whose English is Chinese");

    [Fact]
    public void No_markup_speaks_Chinese_by_itself()
    {
        var raw = Source.Where(f => f.Path.EndsWith(".razor", StringComparison.Ordinal)).SelectMany(f => SourceKeys.Raw(f.Path, f.Text))
            .Where(r => SourceKeys.IsChinese(StaysChinese.Keys.Aggregate(r.Text, (text, word) => text.Replace(word, ""))))
            .Select(r => $"{r.Path}:{r.Line}  {r.Text}").ToList();
        Nothing(raw, "lines of markup with Chinese outside T[...]");
    }

    [Fact]
    public void The_program_hears_every_entry() =>
        Assert.Equal(Entries.Select(e => e.Zh).Distinct().Count(), WordBook.Embedded.Count);

    static IEnumerable<(string, string, string)> ReadEntries() =>
        from file in Sources.Files(".en.resx")
        from entry in WordBook.Entry(XDocument.Parse(file.Text))
        select (file.Path, entry.Zh, entry.En);

    static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Groups[1].Value)];

    static string Escaped(string zh) => zh.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");

    static void Nothing(List<string> found, string what) =>
        Assert.True(found.Count == 0, $"{found.Count} {what}:\n" + string.Join("\n", found));
}

/// <summary>The reader itself: what it must see and what it must leave alone.</summary>
public class The_reader_of_sentences
{
    static string[] Cs(string code) => [.. SourceKeys.Spoken("a.cs", code).Select(f => f.Text)];
    static string[] Razor(string code) => [.. SourceKeys.Spoken("a.razor", code).Select(f => f.Text)];
    static string[] Raw(string code) => [.. SourceKeys.Raw("a.razor", code).Select(f => f.Text)];

    [Fact] public void Sees_a_lookup() => Assert.Equal(["应到 {0} 人"], Cs("""var s = T["应到 {0} 人", n];"""));
    [Fact] public void Sees_escapes() => Assert.Equal(["填写\"姓名\"\n"], Cs("""T["填写\"姓名\"\n"]"""));
    [Fact] public void Sees_both_arms_of_a_condition() => Assert.Equal(["已满足", "未满足"], Cs("""T[ok ? "已满足" : "未满足"]"""));
    [Fact] public void Joins_pieces() => Assert.Equal(["甲乙"], Cs("T[\"甲\" +\n  \"乙\"]"));
    [Fact] public void Sees_refusals() => Assert.Equal(["到会人数不足", "日期缺失"], Cs("""x ? new Refusal("到会人数不足", "a") : y ? new("日期缺失") : null"""));
    [Fact] public void Sees_a_nested_lookup_once_each() => Assert.Equal(["第 {0} 行", "姓名"], Cs("""T["第 {0} 行", T["姓名"]]"""));
    [Fact] public void Leaves_arguments_alone() => Assert.Equal(["你好 {0}"], Cs("""T["你好 {0}", "张三"]"""));
    [Fact] public void Leaves_comments_alone() => Assert.Empty(Cs("// T[\"旧\"]\n/// new(\"旧\")\nvar a = 1; // T[\"旧\"]"));
    [Fact] public void Leaves_pairs_alone_but_not_the_refusals_beside_them() =>
        Assert.Equal(["不行"], Cs("""Bilingual Yes => new("是", "yes"); Refusal No => new Refusal("不行");"""));
    [Fact] public void Leaves_other_literals_alone() => Assert.Empty(Cs("""Find("党支部"); list["党支部"]; new List("a", "党支部");"""));
    [Fact] public void Sees_a_lookup_inside_an_attribute() => Assert.Equal(["保存"], Razor("""<button title="@T["保存"]">@T["保存"]</button>""").Distinct());
    [Fact] public void Sees_the_attribute_of_a_component() => Assert.Equal(["姓名"], Razor("""<Field Label="姓名" Name="name" />"""));
    [Fact] public void Flags_text_in_markup() => Assert.Equal(["<p>姓名</p>"], Raw("<p>姓名</p>"));
    [Fact] public void Flags_a_plain_attribute() => Assert.Single(Raw("""<input placeholder="姓名">"""));
    [Fact] public void Does_not_flag_code_or_lookups() => Assert.Empty(Raw("@* 旧 *@\n<p>@T[\"姓名\"]</p>\n@if (x == \"男\") { <b>@T[\"男\"]</b> }\n<Field Label=\"姓名\" />\n@code { string a = \"乙}\"; }"));
    [Fact] public void Flags_text_inside_a_branch_of_code() => Assert.Single(Raw("@if (x)\n{\n<p>姓名</p>\n}"));
}
