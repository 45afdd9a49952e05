using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Organizations;

public sealed class Changing_a_body
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory, OnEveryDatabase]
    public async Task A_new_name_holds_from_its_day_and_the_old_one_before(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        Assert.Null(await house.Act<RenameOrganization>(branch, s => s.Run(branch.Id, new RenameOrganization.Form { Name = "中共青石镇竹溪社区支部委员会", ShortName = "竹溪社区党支部" }.With(new(2024, 7, 1)), default)));
        string Name(OrgView? view) => view?.ShortName ?? "-";
        Assert.Equal("竹溪村党支部", Name(await house.Read(branch, t => t.At(branch.Id, new(2024, 6, 30)))));
        Assert.Equal("竹溪社区党支部", Name(await house.Read(branch, t => t.At(branch.Id, new(2024, 7, 1)))));
        Assert.Equal("-", Name(await house.Read(branch, t => t.At(branch.Id, new(2019, 12, 31)))));
        Assert.Equal("竹溪社区党支部", Name(await house.Read(branch, t => t.At(branch.Id, Today))));
    }

    [Theory, OnEveryDatabase]
    public async Task An_act_before_the_last_one_is_refused_and_on_its_day_taken(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        RenameOrganization.Form Form(string name, DateOnly day) => new RenameOrganization.Form { Name = name, ShortName = name }.With(day);
        Assert.Null(await house.Act<RenameOrganization>(branch, s => s.Run(branch.Id, Form("第一", new(2024, 7, 1)), default)));
        Assert.Equal("On", (await house.Act<RenameOrganization>(branch, s => s.Run(branch.Id, Form("第二", new(2024, 6, 30)), default)))?.Field);
        Assert.Null(await house.Act<RenameOrganization>(branch, s => s.Run(branch.Id, Form("第三", new(2024, 7, 1)), default)));
        // Two acts of one day leave one span: what it was before that day.
        Assert.Equal("竹溪村党支部", Assert.Single(await house.Work(s => s.GetRequiredService<AppDb>().OrgSpans.ToListAsync())).Name);
        Assert.Equal("第三", (await house.Read(branch, t => t.At(branch.Id, new(2024, 7, 1))))?.Name);
    }

    [Theory, OnEveryDatabase]
    public async Task A_form_that_somebody_else_overtook_is_told_so(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var stale = ChangeOrganization.Form.Of(branch).With(Today);
        stale.Phone = "0571-88880000";
        var first = ChangeOrganization.Form.Of(branch).With(Today);
        first.Address = "竹溪村1号";
        Assert.Null(await house.Act<ChangeOrganization>(branch, s => s.Run(branch.Id, first, default)));
        Assert.Contains("别人已改动", (await house.Act<ChangeOrganization>(branch, s => s.Run(branch.Id, stale, default)))?.Message);
        Assert.Null((await house.Read(branch, t => t.Find(branch.Id)))?.Phone);
    }

    [Theory, OnEveryDatabase]
    public async Task A_telephone_needs_no_document_and_a_kind_does(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var phone = ChangeOrganization.Form.Of(branch);
        (phone.On, phone.Phone) = (Today, "0571-88880000");
        Assert.Null(await house.Act<ChangeOrganization>(branch, s => s.Run(branch.Id, phone, default)));
        var kind = ChangeOrganization.Form.Of((await house.Read(branch, t => t.Find(branch.Id)))!);
        (kind.On, kind.Kind) = (Today, "general-branch");
        Assert.Equal("DocumentNo", (await house.Act<ChangeOrganization>(branch, s => s.Run(branch.Id, kind, default)))?.Field);
        Assert.Null(await house.Act<ChangeOrganization>(branch, s => s.Run(branch.Id, kind.With(Today), default)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_branch_with_groups_does_not_become_a_committee(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        await house.Body("第一党小组", branch, "group");
        var form = ChangeOrganization.Form.Of((await house.Read(branch, t => t.Find(branch.Id)))!).With(Today);
        form.Kind = "committee";
        Assert.Equal("Kind", (await house.Act<ChangeOrganization>(branch, s => s.Run(branch.Id, form, default)))?.Field);
    }

    [Theory, OnEveryDatabase]
    public async Task An_election_gives_the_day_the_term_ends_and_the_term_before_stays_readable(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        RecordElection.Form Term(DateOnly day) => new() { On = day, TermYears = 5 };
        Assert.Null(await house.Act<RecordElection>(branch, s => s.Run(branch.Id, Term(new(2020, 12, 7)), default)));
        Assert.Null(await house.Act<RecordElection>(branch, s => s.Run(branch.Id, Term(new(2025, 12, 7)), default)));
        Assert.Equal(new DateOnly(2030, 12, 7), (await house.Read(branch, t => t.At(branch.Id, Today)))?.TermEndsOn);
        Assert.Equal(new DateOnly(2025, 12, 7), (await house.Read(branch, t => t.At(branch.Id, new(2025, 12, 6))))?.TermEndsOn);
    }

    [Theory, OnEveryDatabase]
    public async Task With_bodies_below_or_members_it_is_not_dissolved(string on)
    {
        var members = new Followers();
        await using var house = await House.Open(on, s => s.AddSingleton<IFollowOrganizations>(members));
        var town = await house.Body("青石镇党委", kind: "committee");
        var branch = await house.Body("竹溪村党支部", town);
        var group = await house.Body("第一党小组", branch, "group");
        DissolveOrganization.Form Form() => new DissolveOrganization.Form().With(Today);
        Assert.Equal("它之下还有 {0} 个组织，请先撤销或移到别处", (await house.Act<DissolveOrganization>(town, s => s.Run(branch.Id, Form(), default)))?.Message);
        Assert.Null(await house.Act<DissolveOrganization>(town, s => s.Run(group.Id, Form(), default)));
        members.Left = new("还有 {0} 名党员", Args: 12);
        Assert.Equal("还有 {0} 名党员", (await house.Act<DissolveOrganization>(town, s => s.Run(branch.Id, Form(), default)))?.Message);
        members.Left = null;
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            db.Add(new Appointment { Id = Ids.Next(), OrgId = branch.Id, PersonId = 1, Post = "secretary", FromOn = new(2024, 1, 1) });
            db.Facts.Add(Fact.Of("appointment.made", branch.Id));
            await db.SaveChangesAsync();
        });
        Assert.Null(await house.Act<DissolveOrganization>(town, s => s.Run(branch.Id, Form(), default)));
        Assert.Equal(Today, (await house.Work(s => s.GetRequiredService<AppDb>().Appointments.SingleAsync())).ToOn);
        Assert.Empty(await house.Read(town, t => t.Children(town.Id, Today)));
        Assert.Equal(branch.Id, Assert.Single(await house.Read(town, t => t.Children(town.Id, Today.AddDays(-1)))).Id);
    }

    [Theory, OnEveryDatabase]
    public async Task A_doubt_of_the_rulebook_is_answered_by_a_reason(string on)
    {
        await using var house = await House.Open(on, s => s.AddSingleton<IAdviseOnActs>(new FewMembers()));
        var town = await house.Body("青石镇党委", kind: "committee", setUpOn: new(2000, 1, 1));
        var form = Setting_up_a_body.Branch(town.Id);
        var refusal = await house.Act<SetUpOrganization>(town, s => s.Run(form, default));
        Assert.Equal(("Note", "支部工作条例第四条"), (refusal?.Field, refusal?.Article));
        form.Note = "另有两名党员关系在途";
        Assert.Null(await house.Act<SetUpOrganization>(town, s => s.Run(form, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_line_is_a_second_superior_beside_the_tree(string on)
    {
        await using var house = await House.Open(on);
        var (town, bureau) = (await house.Body("青石镇党委", kind: "committee"), await house.Body("县教育局党委", kind: "committee"));
        var school = await house.Body("青石小学党支部", town);
        LinkOrganization.Form Form(string code, DateOnly day) => new LinkOrganization.Form { Hierarchy = "教育系统", SuperiorCode = code }.With(day);
        Assert.Null(await house.Act<LinkOrganization>(town, s => s.Run(school.Id, Form(bureau.Code, new(2023, 9, 1)), default)));
        Assert.Equal("SuperiorCode", (await house.Act<LinkOrganization>(town, s => s.Run(school.Id, Form(bureau.Code, new(2024, 9, 1)), default)))?.Field);
        Assert.Equal("SuperiorCode", (await house.Act<LinkOrganization>(bureau, s => s.Run(bureau.Id, Form(school.Code, new(2024, 9, 1)), default)))?.Field);
        Assert.Null(await house.Act<LinkOrganization>(town, s => s.Run(school.Id, Form("", new(2025, 9, 1)), default)));
        var link = Assert.Single(await house.Work(s => s.GetRequiredService<AppDb>().OrgLinks.ToListAsync()));
        Assert.Equal((bureau.Id, new DateOnly(2023, 9, 1), new DateOnly(2025, 9, 1)), (link.SuperiorId, link.FromOn, link.ToOn!.Value));
    }

    [Theory, OnEveryDatabase]
    public async Task A_stranger_s_body_is_not_there(string on)
    {
        await using var house = await House.Open(on);
        var (mine, other) = (await house.Body("竹溪村党支部"), await house.Body("溪口村党支部"));
        await Assert.ThrowsAsync<OutOfScopeException>(() => house.Act<RenameOrganization>(mine, s => s.Run(other.Id, new RenameOrganization.Form { Name = "改名", ShortName = "改名" }.With(Today), default)));
    }

    private sealed class FewMembers : IAdviseOnActs
    {
        public Task<IReadOnlyList<Refusal>> Doubts(PlannedAct act, CancellationToken stop) =>
            Task.FromResult<IReadOnlyList<Refusal>>([new("正式党员不足 3 人", null, "支部工作条例第四条")]);
    }
}

/// <summary>A room that follows the tree, writing down what it was told.</summary>
internal sealed class Followers : IFollowOrganizations
{
    public Refusal? Left { get; set; }
    public List<(long From, long Into)> Merged { get; } = [];
    public List<(long Org, long? From, long? To)> Came { get; } = [];

    public Task<Refusal?> Remaining(long orgId, DateOnly on, CancellationToken stop) => Task.FromResult(Left);

    public Task Merge(long from, long into, DateOnly on, CancellationToken stop)
    {
        Merged.Add((from, into));
        return Task.CompletedTask;
    }

    public Task Moved(long orgId, long? fromParent, long? toParent, DateOnly on, CancellationToken stop)
    {
        Came.Add((orgId, fromParent, toParent));
        return Task.CompletedTask;
    }
}
