using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Regulations;

public class Local_packs
{
    const string Overlay = "overlay:\n  code: here\n  name: {zh: 本地, en: Here}\n  division: \"52\"\n  from: 2024-01-01\n  source: a test\nchanges:\n  - rule: five-chairs\n    set: {require: full_members >= 8}\n";

    [Fact] public void Are_off_until_they_are_named_and_change_a_rule_from_their_day_on()
    {
        using var folder = new PackFolder();
        folder.Write("overlays/here/2024-01-01.yaml", Overlay);
        folder.Write("chairs/cases/old.yaml", PackFolder.Cases.Replace("2026-01-01", "2022-01-01"));
        var (national, none) = folder.Load();
        Assert.Empty(none);
        var (local, errors) = folder.Load("here");
        Assert.Empty(errors);
        var five = local!.Vocabulary.Facts().Set("full_members", 5);
        Assert.Equal(Verdict.Satisfied, national!.Ask("five-chairs", new(2024, 1, 1), five).Verdict);
        Assert.Equal(Verdict.Satisfied, local.Ask("five-chairs", new(2023, 12, 31), five).Verdict);
        var after = local.Ask("five-chairs", new(2024, 1, 1), five);
        Assert.Equal(Verdict.Violated, after.Verdict);
        Assert.Equal("2020-01-01+here", after.Rule.Version);
    }

    [Theory]
    [InlineData("require: full_members >= 8", "requires: full_members >= 8", "requires")]
    [InlineData("rule: five-chairs", "rule: six-chairs", "rule")]
    [InlineData("{require: full_members >= 8}", "{mark: K}", "mark")]
    [InlineData("code: here", "code: there", "code")]
    public void Are_read_as_strictly_as_national_ones(string what, string with, string key)
    {
        using var folder = new PackFolder();
        folder.Write("overlays/here/2024-01-01.yaml", Overlay.Replace(what, with));
        Assert.Contains(folder.Load("here").Errors, e => e.Key!.Contains(key, StringComparison.Ordinal) && e.File == "overlays/here/2024-01-01.yaml");
    }

    [Fact] public void Add_practice_only()
    {
        using var folder = new PackFolder();
        folder.Write("overlays/here/2024-01-01.yaml", Overlay[..Overlay.IndexOf("changes", StringComparison.Ordinal)] + "rules:\n" + PackFolder.Rule.Replace("five-chairs", "six-chairs") + "\n");
        Assert.Contains(folder.Load("here").Errors, e => e.Rule == "six-chairs" && e.Key == "strength");
    }
}
