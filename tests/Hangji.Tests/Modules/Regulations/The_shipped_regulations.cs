using Hangji.Modules.Regulations;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Tests.Modules.Regulations;

public class The_shipped_regulations
{
    static readonly Lazy<Dictionary<string, Case>> cases = new(() =>
        PackLoader.Cases(Rulebook.ShippedDirectory, Rulebook.Shipped).ToDictionary(c => $"{c.Rule}: {c.Name} ({c.On:yyyy-MM-dd})"));

    [Fact]
    public void Load_without_an_error() => Assert.Empty(Rulebook.Load(Rulebook.ShippedDirectory).Errors);

    public static TheoryData<string> Cases => [.. cases.Value.Keys];

    [Theory, MemberData(nameof(Cases))]
    public void Answer_as_their_cases_say(string name) => Assert.Null(cases.Value[name].Fails(Rulebook.Shipped));

    public static TheoryData<string> LocalPacks => [.. Overlays.Offered(Rulebook.ShippedDirectory)];

    [Theory, MemberData(nameof(LocalPacks))]
    public void Offer_local_packs_that_pass_their_own_cases(string overlay)
    {
        var (book, all, errors) = PackLoader.ForCheck(Rulebook.ShippedDirectory, Rulebook.ShippedDirectory, [overlay]);
        Assert.Empty(errors);
        Assert.True(all.Count > cases.Value.Count);
        Assert.All(all, c => Assert.Null(c.Fails(book!)));
    }

    [Fact]
    public void Are_listed_in_the_coverage_document() =>
        // ./do hangji rules coverage > docs/rules-coverage.md
        Assert.Equal(File.ReadAllText(Path.Combine(HouseRules.Sources.Root, "docs", "rules-coverage.md")), Coverage.Of(Rulebook.Shipped, Rulebook.ShippedDirectory));

    public static TheoryData<string> Rows => [.. Coverage.VerifiedRows(Rulebook.ShippedDirectory).Select(r => r.Row)];

    [Theory, MemberData(nameof(Rows))]
    public void Have_a_rule_with_cases_for_every_verified_row_or_say_where_it_is(string row)
    {
        var elsewhere = Coverage.VerifiedRows(Rulebook.ShippedDirectory).Single(r => r.Row == row).Elsewhere;
        if (elsewhere.StartsWith('!')) { Assert.True(elsewhere.Length > 20); return; }
        var table = File.ReadAllLines(Path.Combine(HouseRules.Sources.Root, "docs", "rules-coverage.md"));
        foreach (var rule in elsewhere == "" ? [row] : elsewhere.TrimStart('=').Split(',', StringSplitOptions.TrimEntries))
        {
            var lines = table.Where(l => l.Contains($"| {rule} |", StringComparison.Ordinal) && l.Split('|').Length > 8).ToList();
            Assert.NotEmpty(lines);
            Assert.All(lines, l => Assert.DoesNotContain(l.Split('|')[1..^1], string.IsNullOrWhiteSpace));
            Assert.All(lines, l => Assert.Matches(@"\d+ \w.*, \d+ ", l.Split('|')[^2]));
        }
    }
}
