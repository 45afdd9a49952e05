using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Modules.Regulations.Procedures;

namespace Hangji.Tests.Modules.Regulations.Procedures;

public sealed class The_shipped_procedures
{
    static readonly string Folder = Path.Combine(Rulebook.ShippedDirectory, "procedures");
    public static TheoryData<string> Cases => [.. ProcedureLoader.Cases(Folder, ProcedureBook.Shipped).Select(c => $"{c.File}: {c.Name}")];

    [Fact]
    public void Load_without_a_complaint()
    {
        var (book, errors) = ProcedureBook.Load(Folder, Rulebook.Shipped);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        Assert.Equal(["community-matters", "four-and-two", "pre-study", "study-then-decide"], book!.Codes);
    }

    [Theory, MemberData(nameof(Cases))]
    public void End_as_the_case_says(string name) =>
        Assert.Null(ProcedureLoader.Cases(Folder, ProcedureBook.Shipped).Single(c => $"{c.File}: {c.Name}" == name).Fails());

    [Fact]
    public void Change_their_version_with_the_law()
    {
        Assert.Equal("2018-12-29", ProcedureBook.Shipped.Find("four-and-two", new(2025, 12, 31))!.Version);
        Assert.Equal("2026-01-01", ProcedureBook.Shipped.Find("four-and-two", new(2026, 1, 1))!.Version);
        Assert.Null(ProcedureBook.Shipped.Find("four-and-two", new(2018, 12, 28)));
    }
}
