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
}
