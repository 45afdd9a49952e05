using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Tests.Modules.Regulations;

public class The_shipped_regulations
{
    static readonly Lazy<Dictionary<string, Case>> cases = new(() =>
    {
        var errors = new ErrorList();
        var all = PackLoader.CaseFiles(Rulebook.ShippedDirectory).SelectMany(f => CaseFile.Read(f, PackLoader.Name(Rulebook.ShippedDirectory, f), Rulebook.Shipped, errors));
        return all.ToDictionary(c => $"{c.Rule}: {c.Name} ({c.On:yyyy-MM-dd})");
    });

    [Fact]
    public void Load_without_an_error() => Assert.Empty(Rulebook.Load(Rulebook.ShippedDirectory).Errors);

    public static TheoryData<string> Cases => [.. cases.Value.Keys];

    [Theory, MemberData(nameof(Cases))]
    public void Answer_as_their_cases_say(string name) => Assert.Null(cases.Value[name].Fails(Rulebook.Shipped));
}
