using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Regulations;

public class Loading_a_faulty_pack
{
    const string Pack = "chairs/2020-01-01.yaml";

    /// <summary>Loads the small folder with one thing replaced in its rule; there must be one error, of that rule.</summary>
    static void Refuses(string what, string with, string key, string message)
    {
        using var folder = new PackFolder();
        Assert.Contains(what, PackFolder.Rule);
        folder.Write(Pack, PackFolder.Pack("2020-01-01", null, PackFolder.Rule.Replace(what, with)));
        var (book, errors) = folder.Load();
        Assert.Null(book);
        var error = Assert.Single(errors, e => e.Key == key);
        Assert.Equal((Pack, "five-chairs"), (error.File, error.Rule));
        Assert.Contains(message, error.Message);
    }

    [Fact] public void Unspoilt_it_loads() { using var folder = new PackFolder(); Assert.Empty(folder.Load().Errors); }
    [Fact] public void An_unknown_key_is_refused() => Refuses("mark: V", "mark: V\n    chairs: 5", "chairs", "unknown key");
    [Fact] public void An_unknown_key_deep_inside_is_refused() => Refuses("en: Five chairs}", "en: Five chairs, de: Fünf}", "title.de", "unknown key");
    [Fact] public void A_missing_key_is_refused() => Refuses("strength: must", "subject: body", "strength", "is missing");
    [Fact] public void A_missing_language_is_refused() => Refuses(", en: Five chairs", "", "title.en", "is missing");
    [Fact] public void A_wrong_word_is_refused_with_the_right_ones() => Refuses("strength: must", "strength: should", "strength", "must, normally, practice");
    [Fact] public void An_unknown_fact_is_refused() => Refuses("full_members >= 5", "members_full >= 5", "require", "members_full");
    [Fact] public void Comparing_yes_or_no_with_a_number_is_refused() => Refuses("full_members >= 5", "has_committee >= 5", "require", "cannot be compared");
    [Fact] public void A_number_where_yes_or_no_is_wanted_is_refused() => Refuses("full_members >= 5", "full_members + 5", "require", "yes or no");
    [Fact] public void An_unknown_code_is_refused() => Refuses("full_members >= 5", "org_kind = castle", "require", "castle");
    [Fact] public void A_condition_that_does_not_end_is_refused() => Refuses("full_members >= 5", "(full_members >= 5", "require", "expected ')'");
    [Fact] public void A_shape_with_another_shapes_demand_is_refused() => Refuses("require: full_members >= 5", "vote: {what: quorum, count: present_voters, of: entitled_voters, base: entitled, threshold: at-least 1/2}", "vote", "structural");

    [Fact] public void Two_versions_that_overlap_are_refused()
    {
        using var folder = new PackFolder();
        folder.Write("chairs/2024-01-01.yaml", PackFolder.Pack("2024-01-01", null, PackFolder.Rule));
        var error = Assert.Single(folder.Load().Errors);
        Assert.Equal(("chairs/2024-01-01.yaml", "five-chairs"), (error.File, error.Rule));
        Assert.Contains("overlaps", error.Message);
    }

    [Fact] public void Versions_that_follow_each_other_load_and_the_date_chooses()
    {
        using var folder = new PackFolder();
        folder.Write(Pack, PackFolder.Pack("2020-01-01", "2023-12-31", PackFolder.Rule));
        folder.Write("chairs/2024-01-01.yaml", PackFolder.Pack("2024-01-01", null, PackFolder.Rule.Replace(">= 5", ">= 6")));
        folder.Write("chairs/cases/old.yaml", PackFolder.Cases.Replace("2026-01-01", "2022-01-01"));
        folder.Write("chairs/cases/chairs.yaml", PackFolder.Cases.Replace("full_members: 5", "full_members: 6").Replace("full_members: 4", "full_members: 5"));
        var (book, errors) = folder.Load();
        Assert.Empty(errors);
        var five = book!.Vocabulary.Facts().Set("full_members", 5);
        Assert.Equal(Verdict.NotInForce, book.Ask("five-chairs", new(2019, 12, 31), five).Verdict);
        Assert.Equal(Verdict.Satisfied, book.Ask("five-chairs", new(2023, 12, 31), five).Verdict);
        Assert.Equal(Verdict.Violated, book.Ask("five-chairs", new(2024, 1, 1), five).Verdict);
    }

    [Fact] public void A_rule_with_one_case_is_refused()
    {
        using var folder = new PackFolder();
        folder.Write("chairs/cases/chairs.yaml", string.Join('\n', PackFolder.Cases.Split('\n').Take(2)));
        Assert.Contains("two are the least", folder.Only().Message);
    }

    [Fact] public void A_rule_whose_cases_stand_on_one_side_is_refused()
    {
        using var folder = new PackFolder();
        folder.Write("chairs/cases/chairs.yaml", PackFolder.Cases.Replace("full_members: 4}, expect: {verdict: violated", "full_members: 9}, expect: {verdict: satisfied"));
        Assert.Contains("each side", folder.Only().Message);
    }

    [Fact] public void A_file_named_after_another_day_is_refused()
    {
        using var folder = new PackFolder();
        folder.Write(Pack, PackFolder.Pack("2021-01-01", null, PackFolder.Rule));
        Assert.Contains(folder.Load().Errors, e => e.Key == "regulation.from");
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("regulatoin: {code: CH}\nrules: []")]
    [InlineData("a: [1, 2")]
    [InlineData("a: 1\na: 2")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("- &a [*a]")]
    public void What_is_not_a_pack_is_an_error_of_its_file_and_never_a_stack_trace(string text)
    {
        using var folder = new PackFolder();
        folder.Write("chairs/2022-01-01.yaml", text);
        var (book, errors) = folder.Load();
        Assert.Null(book);
        Assert.All(errors, e => Assert.Equal("chairs/2022-01-01.yaml", e.File));
        Assert.NotEmpty(errors);
    }

    [Fact] public void Every_mistake_is_listed_in_one_go()
    {
        using var folder = new PackFolder();
        folder.Write(Pack, PackFolder.Pack("2020-01-01", null, PackFolder.Rule.Replace("mark: V", "mark: X").Replace("strength: must", "strength: maybe").Replace("full_members", "members")));
        Assert.True(folder.Load().Errors.Count >= 3);
    }
}
