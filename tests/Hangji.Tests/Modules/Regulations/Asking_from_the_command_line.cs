using System.Text.Json;
using Hangji.Modules.Regulations;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Regulations;

public class Asking_from_the_command_line
{
    static (int Code, string Out, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (RulesCommand.Run(args, output, error), output.ToString(), error.ToString());
    }

    static (int Code, JsonElement Json) Ask(string facts, params string[] more)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, facts);
            var (code, text, _) = Run(["ask", "--on", "2026-05-20", "--facts", file, "--json", .. more]);
            return (code, JsonDocument.Parse(text).RootElement);
        }
        finally { File.Delete(file); }
    }

    [Fact] public void One_rule_gives_one_object_with_what_was_computed()
    {
        var (code, answer) = Ask("""{"entitled_voters": 10, "present_voters": 9, "yes_votes": 5}""", "--rule", "general-meeting-pass");
        Assert.Equal(0, code);
        Assert.Equal("violated", answer.GetProperty("verdict").GetString());
        Assert.Equal(6, answer.GetProperty("values").GetProperty("needed_votes").GetInt32());
        Assert.Equal("must", answer.GetProperty("strength").GetString());
        Assert.True(answer.GetProperty("inForce").GetBoolean());
        Assert.True(answer.GetProperty("applies").GetBoolean());
        Assert.Equal(11, answer.GetProperty("article").GetProperty("number").GetInt32());
        Assert.Contains("6", answer.GetProperty("explanation").GetProperty("zh").GetString());
    }

    [Fact] public void Without_a_rule_every_rule_answers_once()
    {
        var (code, answers) = Ask("""{"org_kind": "branch"}""");
        Assert.Equal(0, code);
        var ids = answers.EnumerateArray().Select(a => a.GetProperty("rule").GetString()!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(Rulebook.Shipped.All.Select(r => r.Id).Distinct().Order(), ids.Order());
    }

    [Fact] public void Missing_facts_are_named()
    {
        var (_, answer) = Ask("{}", "--rule", "general-meeting-pass");
        Assert.Equal("unknown", answer.GetProperty("verdict").GetString());
        Assert.Equal(["entitled_voters", "yes_votes"], answer.GetProperty("missing").EnumerateArray().Select(m => m.GetString()!).Order());
    }

    [Fact] public void Who_does_not_show_an_exemption_does_not_get_it_but_is_told_what_would_matter()
    {
        var (_, answer) = Ask("""{"training_hours": 31, "period_date": "2025-06-01"}""", "--rule", "edu-32");
        Assert.Equal("violated", answer.GetProperty("verdict").GetString());
        Assert.Equal("infirm", Assert.Single(answer.GetProperty("missing").EnumerateArray()).GetString());
        Assert.Equal("exempt", Ask("""{"training_hours": 31, "period_date": "2025-06-01", "infirm": true}""", "--rule", "edu-32").Json.GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("""{"entitled": 10}""", "entitled", "no fact")]
    [InlineData("""{"present_voters": "five"}""", "present_voters", "whole number")]
    [InlineData("""{"present_voters": 5.5}""", "present_voters", "whole number")]
    [InlineData("""{"present_voters": -1}""", "present_voters", "below zero")]
    [InlineData("""{"present_voters": 99999999999999999999999999999999}""", "present_voters", "whole number")]
    [InlineData("""{"present_voters": null}""", "present_voters", "whole number")]
    [InlineData("""{"present_voters": [1]}""", "present_voters", "whole number")]
    [InlineData("""{"present_voters": 1, "present_voters": 2}""", "present_voters", "twice")]
    [InlineData("""{"elected_on": "2026-02-30"}""", "elected_on", "date")]
    [InlineData("""{"elected_on": 20260101}""", "elected_on", "date")]
    [InlineData("""{"has_committee": "true"}""", "has_committee", "true or false")]
    [InlineData("""{"org_kind": "castle"}""", "org_kind", "base_committee")]
    [InlineData("""{"today": "2026-01-01"}""", "today", "no fact")]
    [InlineData("""[1]""", null, "object")]
    [InlineData("""{""", null, "not JSON")]
    [InlineData("", null, "not JSON")]
    public void Facts_that_cannot_be_used_are_refused_by_name(string facts, string? name, string message)
    {
        var (code, json) = Ask(facts);
        Assert.Equal(2, code);
        var problem = Assert.Single(json.GetProperty("problems").EnumerateArray());
        if (name is not null) Assert.Equal(name, problem.GetProperty("fact").GetString());
        Assert.Contains(message, problem.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("ask --on 2026-13-01 --facts x")]
    [InlineData("ask --on 2026-01-01")]
    [InlineData("ask --on 2026-01-01 --facts /no/such/file")]
    [InlineData("explain no-such-rule")]
    [InlineData("check /no/such/folder")]
    [InlineData("vocabulary --nonsense 1")]
    [InlineData("nonsense")]
    [InlineData("ask --on")]
    [InlineData("vocabulary --regulations /no/such/folder")]
    [InlineData("vocabulary --overlay nowhere")]
    public void Wrong_usage_ends_with_2_and_a_sentence(string line)
    {
        var (code, _, error) = Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact] public void The_vocabulary_alone_is_enough_to_write_facts()
    {
        var (code, text, _) = Run("vocabulary", "--json");
        Assert.Equal(0, code);
        var facts = JsonDocument.Parse(text).RootElement.GetProperty("facts").EnumerateArray().ToList();
        foreach (var fact in facts)
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", fact.GetProperty("name").GetString()!);
            Assert.NotEmpty(fact.GetProperty("meaning").GetProperty("en").GetString()!);
            Assert.NotEmpty(fact.GetProperty("meaning").GetProperty("zh").GetString()!);
            if (fact.GetProperty("type").GetString() == "code") Assert.NotEmpty(fact.GetProperty("codes").EnumerateArray());
            if (fact.GetProperty("type").GetString() is "int" or "decimal") Assert.NotEmpty(fact.GetProperty("unit").GetString()!);
        }
    }

    [Fact] public void Every_fact_name_is_used_by_a_rule()
    {
        var offered = Hangji.Modules.Regulations.Packs.Overlays.Offered(Rulebook.ShippedDirectory).ToArray();
        var used = Rulebook.Load(Rulebook.ShippedDirectory, offered).Book!.All.SelectMany(r => r.FactNames()).Append("period_date").ToHashSet();
        Assert.Empty(Rulebook.Shipped.Vocabulary.All.Skip(1).Select(f => f.Name).Except(used));
    }

    [Fact] public void Check_runs_the_shipped_cases_and_a_folder_of_foreign_ones()
    {
        var (code, text, _) = Run("check", Rulebook.ShippedDirectory);
        Assert.Equal(0, code);
        Assert.Contains(" passed, 0 failed", text);

        var dir = Directory.CreateTempSubdirectory("hangji-cases").FullName;
        try
        {
            const string good = "cases:\n  - {rule: general-meeting-pass, name: six of ten, on: 2026-01-01, facts: {entitled_voters: 10, yes_votes: 6}, expect: {verdict: satisfied}}\n";
            File.WriteAllText(Path.Combine(dir, "mine.yaml"), good);
            Assert.Equal(0, Run("check", dir).Code);
            File.WriteAllText(Path.Combine(dir, "mine.yaml"), good.Replace("yes_votes: 6", "yes_votes: 5"));
            var (failed, output, _) = Run("check", dir);
            Assert.Equal(1, failed);
            Assert.Contains("FAIL", output);
            File.WriteAllText(Path.Combine(dir, "mine.yaml"), good.Replace("yes_votes", "yes_vote"));
            var (refused, _, error) = Run("check", dir);
            Assert.Equal(2, refused);
            Assert.Contains("yes_vote", error);
            File.Delete(Path.Combine(dir, "mine.yaml"));
            Assert.Equal(2, Run("check", dir).Code);
        }
        finally { Directory.Delete(dir, true); }
    }

    [Fact] public void Check_takes_a_folder_of_packs_of_its_own()
    {
        using var folder = new PackFolder();
        Assert.Equal(0, Run("check", folder.Dir).Code);
        folder.Write("chairs/2020-01-01.yaml", PackFolder.Pack("2020-01-01", null, PackFolder.Rule + "\n    nonsense: 1"));
        Assert.Equal(2, Run("check", folder.Dir).Code);
    }

    [Fact] public void A_rule_of_a_local_pack_is_found_by_its_id_and_left_out_otherwise()
    {
        Assert.Equal(0, Run("explain", "edu-hour-count").Code);
        var (code, answer) = Ask("""{"hours_counted_for_half_day": 5}""", "--rule", "edu-hour-count");
        Assert.Equal((0, "violated", "practice"), (code, answer.GetProperty("verdict").GetString(), answer.GetProperty("strength").GetString()));
        Assert.DoesNotContain("edu-hour-count", Run("explain").Out);
        Assert.Contains("edu-hour-count", Run("explain", "--overlay", "school-hours").Out);
    }

    [Fact] public void A_mistaken_name_is_answered_with_near_ones()
    {
        var (_, json) = Ask("""{"entitled_members": 10}""");
        Assert.Contains("entitled_voters", json.GetProperty("problems")[0].GetProperty("message").GetString());
    }

    [Fact] public void Explain_names_article_dates_and_facts()
    {
        var (code, text, _) = Run("explain", "dev-quorum", "--lang", "en");
        Assert.Equal(0, code);
        Assert.Contains("2014-05-28 .. 2026-05-10", text);
        Assert.Contains("entitled_voters", text);
        Assert.DoesNotContain("2014-05-28", Run("explain", "dev-quorum", "--on", "2026-05-11").Out);
    }
}
