using System.Text.Json;
using Hangji.Modules.Duties;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Duties;

public sealed class Asking_what_if
{
    static readonly DateOnly Old = new(2025, 12, 31), New = new(2026, 1, 1);

    static async Task<House> County(string on)
    {
        var house = await House.Open(on);
        var county = await house.Body("安澜县委", kind: "committee");
        for (var i = 1; i <= 3; i++) await house.Body($"第{i}村村民委员会", await house.Body($"第{i}村党支部", county), "villagers-committee");
        return house;
    }

    [Theory, OnEveryDatabase]
    public async Task The_village_law_of_2026_gives_each_committee_one_duty_more_a_year(string on)
    {
        await using var house = await County(on);
        var answer = await house.Work(s => s.GetRequiredService<WhatIf>().Ask(null, Old, New, [], default));
        Assert.Equal(7, answer.Bodies);
        var assembly = answer.Rules.Single(r => r.RuleId == "va-yearly");
        Assert.Equal((0, 3, 0, 3), (assembly.BodiesBefore, assembly.BodiesAfter, assembly.DutiesBefore, assembly.DutiesAfter));
        Assert.Equal(3, answer.Touched.Count);
        Assert.All(answer.Touched, t => Assert.Equal(1, t.After - t.Before));
        Assert.Equal(3, answer.DutiesAfter - answer.DutiesBefore);
        var quarterly = answer.Rules.Single(r => r.RuleId == "vd-general");
        Assert.Equal((12, 12), (quarterly.DutiesBefore, quarterly.DutiesAfter));
        Assert.Contains(quarterly.Parts, p => p.Part == "article");
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_day_changes_nothing_and_a_local_pack_adds_its_own(string on)
    {
        await using var house = await County(on);
        Assert.Empty((await house.Work(s => s.GetRequiredService<WhatIf>().Ask(null, New, New, [], default))).Different);
        var local = await house.Work(s => s.GetRequiredService<WhatIf>().Ask(null, New, New, ["quarterly-class"], default));
        var one = Assert.Single(local.Different);
        Assert.Equal(("party-class-quarterly", 3, 12), (one.RuleId, one.BodiesAfter, one.DutiesAfter));
    }

    [Fact]
    public async Task The_command_line_tells_it_as_json_and_refuses_what_it_cannot_read()
    {
        await using var house = await County("sqlite");
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(Command.Done, await WhatIfCommand.Run(new(["whatif", "--on", "2026-01-01", "--json"], output, error), house.Services));
        var told = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal("2025-12-31", told.GetProperty("before").GetString());
        Assert.Contains(told.GetProperty("rules").EnumerateArray(), r => r.GetProperty("rule").GetString() == "va-yearly" && r.GetProperty("dutiesAfter").GetInt32() == 3);
        foreach (var wrong in new[] { new[] { "whatif" }, ["whatif", "--on", "soon"], ["whatif", "--on", "2026-01-01", "--overlay", "nowhere"], ["whatif", "--on", "2026-01-01", "--org", "NONE"] })
            Assert.Equal(Command.Refused, await WhatIfCommand.Run(new(wrong, output, error), house.Services));
    }
}
