using System.Text.Json;
using Hangji.Modules.Regulations;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Tests.Modules.Regulations;

public class Comparing_versions
{
    static (int Code, string Out, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (RulesCommand.Run(args, output, error), output.ToString(), error.ToString());
    }

    [Fact] public void The_two_texts_on_recruiting_differ_in_what_was_added_and_in_the_steps_to_an_object()
    {
        var (code, text, _) = Run("diff", "FZ14", "FZ26", "--json");
        var found = JsonDocument.Parse(text).RootElement;
        Assert.Equal(0, code);
        var added = found.GetProperty("added").EnumerateArray().Select(r => r.GetProperty("rule").GetString()).ToList();
        Assert.Contains("dev-meeting-1-month", added);
        Assert.Contains("dev-oath", added);
        var change = found.GetProperty("changed").EnumerateArray().Single(c => c.GetProperty("rule").GetString() == "dev-object");
        Assert.Contains(change.GetProperty("parts").EnumerateArray(), p => p.GetProperty("part").GetString() == "require");
        Assert.Equal(Run("diff", "recruiting/2014-05-28", "recruiting/2026-05-11", "--json").Out.Length, text.Length + "recruiting/2014-05-28recruiting/2026-05-11".Length - "FZ14FZ26".Length);
    }

    [Fact] public void The_village_law_of_2026_adds_the_yearly_assembly_and_drops_the_list_of_2018()
    {
        var (_, text, _) = Run("diff", "2025-12-31", "2026-01-01");
        Assert.Contains("+ va-yearly", text);
        Assert.Contains("- va-reserved-matters-2018", text);
        Assert.Contains("~ va-quorum ", text);
        Assert.Contains("article: 第二十二条 -> 第二十六条", text);
        Assert.DoesNotContain("general-meeting-quorum", text);
    }

    [Fact] public void A_day_against_itself_has_no_difference() =>
        Assert.Equal(0, RuleChanges.Between(Rulebook.Shipped.InForce(new(2026, 5, 20)), Rulebook.Shipped.InForce(new(2026, 5, 20))) is var c ? c.Added.Count + c.Dropped.Count + c.Changed.Count : -1);

    [Fact] public void What_is_neither_a_day_nor_a_pack_is_refused_with_the_packs_there_are()
    {
        var (code, _, error) = Run("diff", "FZ14", "FZ15");
        Assert.Equal(2, code);
        Assert.Contains("'FZ15'", error);
        Assert.Contains("FZ26 (recruiting/2026-05-11)", error);
    }

    [Fact] public void A_changed_parameter_strength_and_text_are_each_named()
    {
        using var folder = new PackFolder();
        folder.Write("overlays/here/2024-01-01.yaml", "overlay:\n  code: here\n  name: {zh: 本地, en: Here}\n  division: \"52\"\n  from: 2024-01-01\n  source: a test\nchanges:\n  - rule: five-chairs\n    set: {require: full_members >= 8, strength: normally}\n");
        folder.Write("chairs/cases/old.yaml", PackFolder.Cases.Replace("2026-01-01", "2022-01-01"));
        var (before, after) = (folder.Load().Item1!.Find("five-chairs", new(2026, 1, 1))!, folder.Load("here").Item1!.Find("five-chairs", new(2026, 1, 1))!);
        Assert.Equal(["strength", "require"], RuleChanges.Parts(before, after).Select(p => p.Part));
        Assert.Equal("full_members >= 8", RuleChanges.Parts(before, after)[1].After);
    }
}

public class Local_packs_by_place
{
    static RulebookShelf Shelf(params string[] codes) => new(Rulebook.Shipped, Rulebook.ShippedDirectory, codes);

    [Fact] public void A_pack_concerns_places_whose_code_begins_with_its_own()
    {
        var shelf = Shelf("zhejiang", "shandong");
        Assert.True(shelf.For("330106").Has("ov-notice-vr-zhejiang"));
        Assert.False(shelf.For("330106").Has("ov-notice-vr-shandong"));
        Assert.True(shelf.For("370000000000").Has("ov-notice-vr-shandong"));
        Assert.Same(shelf.National, shelf.For("110101"));
        Assert.Same(shelf.National, shelf.For(null));
        Assert.Same(shelf.For("330106"), shelf.For("331002"));
    }

    [Fact] public void None_is_on_unless_named_and_a_pack_for_every_place_concerns_a_place_without_code()
    {
        Assert.Same(Rulebook.Shipped, Shelf().For("330106"));
        Assert.True(Shelf("quarterly-class").For(null).Has("party-class-quarterly"));
    }

    [Fact] public void A_mistyped_name_stops_the_start_and_lists_the_packs() =>
        Assert.Contains("zhejiang", Assert.Throws<InvalidOperationException>(() => Shelf("zejiang")).Message);

    [Fact] public void The_file_in_the_data_folder_names_them_one_a_line()
    {
        var folder = Directory.CreateTempSubdirectory("hangji-shelf-").FullName;
        try
        {
            Assert.Empty(RulebookShelf.Shipped(folder).Enabled);
            File.WriteAllText(Path.Combine(folder, RulebookShelf.FileName), "# ours\nchongqing   # the city\n\n");
            Assert.Equal(["chongqing"], RulebookShelf.Shipped(folder).Enabled.Select(p => p.Code));
        }
        finally { Directory.Delete(folder, true); }
    }

    [Fact] public void Village_packs_of_provinces_say_that_the_law_of_2026_came_after_them()
    {
        var heads = Overlays.Heads(Rulebook.ShippedDirectory);
        Assert.All(heads.Where(h => h.Code is "zhejiang" or "shandong" or "chongqing" or "shanghai"), h => Assert.Equal(new DateOnly(2026, 1, 1), h.ReviewFrom));
        Assert.Equal(4, heads.Count(h => h.ReviewFrom is not null));
    }
}
