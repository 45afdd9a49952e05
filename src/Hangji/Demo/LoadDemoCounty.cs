using Hangji.Modules.Access;
using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Access.SignIns;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>示例县: fills an empty database with 安澜县, which does not exist — through the slices of the product, so that it is as sound as what people type.</summary>
internal sealed class LoadDemoCounty(IServiceScopeFactory scopes, TimeProvider clock) : IDemoData
{
    public const string Password = "anlan-demo-2026";

    private static readonly (string User, string Name, string Body, string Post, string Role, string What)[] People =
    [
        ("zhuxi", "", CountyPlan.KnownVillage, "secretary", "secretary", "竹溪村党支部书记"),
        ("hemin", "", CountyPlan.KnownVillage, "organization-member", "clerk", "竹溪村组织委员兼文书"),
        ("jianwei", "", CountyPlan.KnownVillage + "-supervision", "chair", "chair", "竹溪村务监督委员会主任"),
        ("qingshi", "", CountyPlan.KnownTown, "organization-member", "superior-officer", "青石镇党委组织委员"),
        ("xianwei", "", CountyPlan.CountyKey, "organizer", "superior-officer", "安澜县委组织员"),
    ];

    private static readonly (string User, string Name, string Kind, string What)[] Administrators =
        [("xitong", "示例系统管理员", "system", "系统管理员"), ("anquan", "示例安全管理员", "security", "安全管理员"), ("shenji", "示例审计管理员", "audit", "审计管理员")];

    public bool Begun { get; private set; }

    public IReadOnlyList<(string UserName, string Password, string What)> SignIns { get; } =
        [.. People.Select(p => (p.User, Password, p.What)), .. Administrators.Select(a => (a.User, Password, a.What))];

    public async Task<Refusal?> Load(Action<string> say, CancellationToken stop)
    {
        if (await Occupied(stop)) return new("数据库里已有组织，示例县只装进空的数据库");
        Begun = true;
        var bodies = CountyPlan.Bodies();
        say($"组织 {bodies.Count}");
        var tree = new DemoTree(scopes);
        if (await tree.Run(bodies, stop) is { } unplanted) return unplanted;
        say($"党员 {bodies.Sum(b => b.Members)}");
        if (await new DemoRoster(scopes, clock).Run(bodies, tree.Ids[CountyPlan.CountyKey], stop) is { } untaken) return untaken;
        say("任职");
        var officers = new DemoOfficers(scopes);
        if (await officers.Run(bodies, tree.Ids, stop) is { } vacant) return vacant;
        say("会议");
        if (await new DemoLife(scopes, clock).Run(bodies, tree.Ids, say, stop) is { } unheld) return unheld;
        say("议事");
        if (await new DemoMatters(scopes, tree.Ids, clock).Run(stop) is { } undecided) return undecided;
        say("账目");
        if (await new DemoBooks(scopes, clock).Run(tree.Ids, stop) is { } unbooked) return unbooked;
        say("公开");
        if (await new DemoDisclosures(scopes, tree.Ids, clock).Run(stop) is { } unpublished) return unpublished;
        say("账号");
        return await Accounts(officers, tree.Ids, stop);
    }

    private async Task<bool> Occupied(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<OrgNode>().AnyAsync(stop);
    }

    private async Task<Refusal?> Accounts(DemoOfficers officers, IReadOnlyDictionary<string, long> ids, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
        var (open, grant, make) = (scope.ServiceProvider.GetRequiredService<OpenAccount>(), scope.ServiceProvider.GetRequiredService<GrantSeat>(), scope.ServiceProvider.GetRequiredService<Administrators>());
        foreach (var (user, _, body, post, role, _) in People)
        {
            var (personId, name) = officers.Held[(body, post)];
            var (account, _, refusal) = await open.Run(new() { UserName = user, DisplayName = name, PersonId = personId, Password = Password, KeepPassword = true }, stop);
            if (refusal is not null) return refusal;
            if (await grant.Run(new() { AccountId = account!.Id, OrgId = ids[body], Role = role }, stop) is { } ungranted) return ungranted;
            if (user != "zhuxi") continue;
            // One person, several posts: the village committee and the collective are seats of their own.
            foreach (var (led, ledRole) in new[] { ("committee", "chair"), ("collective", "chair") })
                if (await grant.Run(new() { AccountId = account.Id, OrgId = ids[$"{body}-{led}"], Role = ledRole }, stop) is { } also) return also;
        }
        // Its passwords are printed for everybody: a second step would guard nothing, and nobody could look at the consoles.
        if (await scope.ServiceProvider.GetRequiredService<DemandCode>().Run(DemandCode.OfNobody, "示例数据", stop) is { } asked) return asked;
        foreach (var (user, name, kind, _) in LoadDemoCounty.Administrators)
        {
            var (account, _, refusal) = await open.Run(new() { UserName = user, DisplayName = name, Password = Password, KeepPassword = true }, stop);
            if (refusal is not null) return refusal;
            if (await make.Make(account!.Id, kind, stop) is { } unmade) return unmade;
        }
        return null;
    }
}
