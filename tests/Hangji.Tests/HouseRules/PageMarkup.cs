using System.Text.RegularExpressions;
using Hangji.Shell;

namespace Hangji.Tests.HouseRules;

/// <summary>House rule: pages use the classes and icons there are, so that a slip of the pen is seen by a test and not by a reader.</summary>
public partial class Pages_use_the_styles_there_are
{
    [GeneratedRegex("""\bclass="([^"]*)["]""", RegexOptions.IgnoreCase)] private static partial Regex ClassAttribute();
    [GeneratedRegex("""@\((?>[^()]|\((?<d>)|\)(?<-d>))*(?(d)(?!))\)|@[A-Za-z_.]+""")] private static partial Regex Expression();
    [GeneratedRegex("""Icon\.Of\("([^"]+)"\)|IconName="([^"@]+)"|new MenuEntry\("[^"]*", "([^"]+)"|new\("[^"]*", "([a-z0-9-]+)", "/""")] private static partial Regex IconUse();

    [Fact]
    public void Every_class_is_in_a_style_sheet()
    {
        var known = Regex.Matches(SiteFiles.Text("theme.css"), @"\.(-?[A-Za-z_][\w-]*)").Select(m => m.Groups[1].Value)
            .Concat(File.ReadLines(Path.Combine(Sources.Product, "tabler.txt"))).ToHashSet(StringComparer.Ordinal);
        var strange = (from file in Sources.Files(".razor")
                       from Match attribute in ClassAttribute().Matches(WithoutExpressions(file.Text))
                       from name in attribute.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                       where !known.Contains(name) && !name.EndsWith('-')
                       select $"{file.Path}: {name}").Distinct().ToList();
        Assert.True(strange.Count == 0, "classes that neither theme.css nor tabler.txt knows:\n" + string.Join('\n', strange));
    }

    [GeneratedRegex("""\b(?:Heads|Crumbs|Items|Choices|Figures)="@\((.*?)\)"(?=[\s/>])""")] private static partial Regex Listed();
    [GeneratedRegex("\"([^\"{}]*[\u4e00-\u9fff][^\"{}]*)\"")] private static partial Regex ChineseLiteral();

    [Fact]
    public void Heads_crumbs_and_choices_given_to_parts_have_their_English()
    {
        var strange = (from file in Sources.Files(".razor")
                       from Match list in Listed().Matches(file.Text)
                       from Match literal in ChineseLiteral().Matches(list.Groups[1].Value)
                       let zh = literal.Groups[1].Value
                       where Hangji.Platform.Text.WordBook.Embedded.English(zh) is null
                       select $"{file.Path}: {zh}").Distinct().ToList();
        Assert.True(strange.Count == 0, "keys without English:\n" + string.Join('\n', strange));
    }

    [Fact]
    public void Every_icon_is_in_the_sprite()
    {
        var known = Icon.Names.ToHashSet(StringComparer.Ordinal);
        var strange = (from file in Sources.Files(".razor", ".cs")
                       from Match use in IconUse().Matches(file.Text)
                       let name = use.Groups.Cast<Group>().Skip(1).First(g => g.Success).Value
                       where !known.Contains(name)
                       select $"{file.Path}: {name}").Distinct().ToList();
        Assert.True(strange.Count == 0, "icons that icons.txt lacks:\n" + string.Join('\n', strange));
    }

    [Fact]
    public void Packages_are_pinned_and_name_no_place_to_download_from()
    {
        var locked = File.ReadAllText(Path.Combine(Sources.Product, "package-lock.json"));
        Assert.DoesNotContain("resolved", locked);
        Assert.DoesNotContain("://", locked);
        Assert.Contains("sha512-", locked);
        Assert.DoesNotMatch("[\"@][~^><*]|latest", Regex.Match(File.ReadAllText(Path.Combine(Sources.Product, "package.json")), "\"dependencies\".*", RegexOptions.Singleline).Value.Replace("\"@tabler", ""));
    }

    // An expression inside an attribute may hold quotes of its own; what it yields is checked where it is written as a class.
    static string WithoutExpressions(string text) => Expression().Replace(text, "-");
}
