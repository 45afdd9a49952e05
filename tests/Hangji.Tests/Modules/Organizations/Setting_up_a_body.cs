using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Organizations;

public sealed class Setting_up_a_body
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    internal static SetUpOrganization.Form Branch(long? parent, string code = "330000-01", string name = "中共青石镇竹溪村支部委员会") => new()
    {
        ParentId = parent, Code = code, Name = name, ShortName = "竹溪村党支部", Kind = "branch", Field = "village", Relation = "own", On = new(2019, 5, 16),
        DocumentNo = "青党发〔2019〕12号", Approver = "中共青石镇委员会",
    };

    [Theory, OnEveryDatabase]
    public async Task It_stands_under_its_superior_and_its_act_is_written_down(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee", setUpOn: new(2000, 1, 1));
        var form = Branch(town.Id);
        Assert.Null(await house.Act<SetUpOrganization>(town, s => s.Run(form, default)));
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var node = await db.Orgs.SingleAsync(o => o.Id == form.Id);
            Assert.StartsWith(town.Path, node.Path);
            Assert.Equal((town.Id, 2, "zxcdzb", new DateOnly(2019, 5, 16)), (node.ParentId, node.Depth, node.Initials, node.Since));
            var act = await db.OrgActs.SingleAsync(a => a.OrgId == form.Id);
            Assert.Equal(("set-up", "青党发〔2019〕12号", node.Path), (act.Act, act.DocumentNo, act.OrgPath));
            Assert.Contains("测试", (await db.Facts.SingleAsync(f => f.SubjectId == form.Id)).Actor);
        });
    }

    [Theory, OnEveryDatabase]
    public async Task A_code_that_a_living_body_has_is_refused_even_when_it_stands_out_of_sight(string on)
    {
        await using var house = await House.Open(on);
        var (mine, other) = (await house.Body("青石镇党委", kind: "committee"), await house.Body("白水镇党委", kind: "committee"));
        var taken = Branch(other.Id);
        taken.On = new(2020, 5, 1);
        Assert.Null(await house.Act<SetUpOrganization>(other, s => s.Run(taken, default)));
        var again = Branch(mine.Id);
        again.On = new(2020, 5, 1);
        Assert.Equal("Code", (await house.Act<SetUpOrganization>(mine, s => s.Run(again, default)))?.Field);
        // Once the other is gone its code is free.
        Assert.Null(await house.Act<DissolveOrganization>(other, s => s.Run(taken.Id, new() { On = Today, DocumentNo = "白党发〔2026〕1号", Approver = "白水镇党委" }, default)));
        Assert.Null(await house.Act<SetUpOrganization>(mine, s => s.Run(again, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_at_once_with_one_code_leave_one_body(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee", setUpOn: new(2000, 1, 1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => house.Act<SetUpOrganization>(town, s => s.Run(Branch(town.Id, name: $"中共竹溪村第{n}支部委员会"), default)))));
        Assert.Single(answers, a => a is null);
        Assert.All(answers.Where(a => a is not null), a => Assert.Equal("Code", a!.Field));
        Assert.Equal(1, await house.Work(s => s.GetRequiredService<AppDb>().Orgs.CountAsync(o => o.ParentId == town.Id)));
    }

    [Theory, OnEveryDatabase]
    public async Task Many_at_once_each_get_a_place_of_their_own(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee", setUpOn: new(2000, 1, 1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => house.Act<SetUpOrganization>(town, s => s.Run(Branch(town.Id, $"C{n}", $"中共竹溪村第{n}支部委员会"), default)))));
        Assert.All(answers, Assert.Null);
        var paths = await house.Work(s => s.GetRequiredService<AppDb>().Orgs.Where(o => o.ParentId == town.Id).Select(o => o.Path).ToListAsync());
        Assert.Equal(8, paths.Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task Under_a_stranger_s_body_it_is_not_there(string on)
    {
        await using var house = await House.Open(on);
        var (mine, other) = (await house.Body("青石镇党委", kind: "committee"), await house.Body("白水镇党委", kind: "committee"));
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Act<SetUpOrganization>(mine, s => s.Run(Branch(other.Id), default)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_village_s_led_bodies_are_set_up_once(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        SetUpLedBodies.Form Form() => new() { Place = "竹溪村", Kinds = [.. SetUpLedBodies.VillageKinds], On = new(2021, 3, 1) };
        Assert.Null(await house.Act<SetUpLedBodies>(branch, s => s.Run(branch.Id, Form(), default)));
        Assert.Equal("Kinds", (await house.Act<SetUpLedBodies>(branch, s => s.Run(branch.Id, Form(), default)))?.Field);
        var names = await house.Work(s => s.GetRequiredService<AppDb>().Orgs.Where(o => o.ParentId == branch.Id).Select(o => o.Name).ToListAsync());
        Assert.Equal(new[] { "竹溪村村民代表会议", "竹溪村村民委员会", "竹溪村村务监督委员会", "竹溪村股份经济合作社" }.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    private static OrgNode Above(string kind = "committee", DateOnly? dissolved = null) => new()
    {
        Id = 1, Path = "10/", Code = "A", Name = "青石镇党委", ShortName = "青石镇党委", Kind = kind, Field = "locality", Relation = "own", SetUpOn = new(2000, 1, 1), Since = new(2000, 1, 1), Initials = "", DissolvedOn = dissolved,
    };

    private static string? FieldOf(Action<SetUpOrganization.Form> change, OrgNode? above = null)
    {
        var form = Branch(1);
        change(form);
        return SetUpOrganization.Check(form, above ?? Above(), Today) is { } refusal ? refusal.Field ?? "?" : null;
    }

    [Fact] public void A_whole_form_passes() => Assert.Null(FieldOf(_ => { }));
    [Fact] public void Today_passes() => Assert.Null(FieldOf(f => f.On = Today));
    [Fact] public void Tomorrow_does_not() => Assert.Equal("On", FieldOf(f => f.On = Today.AddDays(1)));
    [Fact] public void The_day_of_the_superior_s_set_up_passes() => Assert.Null(FieldOf(f => f.On = new(2000, 1, 1)));
    [Fact] public void The_day_before_it_does_not() => Assert.Equal("On", FieldOf(f => f.On = new(1999, 12, 31)));
    [Fact] public void Without_a_day_it_asks() => Assert.Equal("On", FieldOf(f => f.On = null));
    [Fact] public void Without_a_document_it_asks() => Assert.Equal("DocumentNo", FieldOf(f => f.DocumentNo = " "));
    [Fact] public void Without_an_approver_it_asks() => Assert.Equal("Approver", FieldOf(f => f.Approver = ""));
    [Fact] public void A_name_of_80_characters_passes() => Assert.Null(FieldOf(f => f.Name = new('村', 80)));
    [Fact] public void A_name_of_81_does_not() => Assert.Equal("Name", FieldOf(f => f.Name = new('村', 81)));
    [Fact] public void Rare_characters_count_as_one() => Assert.Null(FieldOf(f => f.Name = string.Concat(Enumerable.Repeat("𬍛", 80))));
    [Fact] public void An_emoji_code_is_refused() => Assert.Equal("Code", FieldOf(f => f.Code = "A🙂"));
    [Fact] public void A_full_width_code_is_narrowed() => Assert.Equal("AB-1", OrgAttributes.CodeOf(" ＡＢ－１ "));
    [Fact] public void A_kind_nobody_knows_is_refused() => Assert.Equal("Kind", FieldOf(f => f.Kind = "club"));
    [Fact] public void A_branch_under_a_branch_is_refused() => Assert.Equal("Kind", FieldOf(_ => { }, Above("branch")));
    [Fact] public void A_group_under_a_branch_needs_no_document() => Assert.Null(FieldOf(f => (f.Kind, f.DocumentNo, f.Approver) = ("group", null, null), Above("branch")));
    [Fact] public void A_group_under_a_committee_is_refused() => Assert.Equal("Kind", FieldOf(f => f.Kind = "group"));
    [Fact] public void A_joint_branch_names_its_units() => Assert.Equal("Units", FieldOf(f => f.Kind = "joint-branch"));
    [Fact] public void A_dissolved_superior_takes_nobody() => Assert.Equal("ParentId", FieldOf(_ => { }, Above(dissolved: new(2026, 1, 1))));
    [Fact] public void A_wrong_division_code_is_refused() => Assert.Equal("DivisionCode", FieldOf(f => f.DivisionCode = "12345"));
    [Fact] public void An_unusual_document_number_is_mentioned() => Assert.NotNull(ActRules.Doubtful("青党发[2019]12号"));
    [Fact] public void The_usual_form_is_not() => Assert.Null(ActRules.Doubtful("青党发〔2019〕12号"));
}
