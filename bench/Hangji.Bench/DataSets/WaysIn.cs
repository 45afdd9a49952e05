using Hangji.Modules.Access;
using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Bench.DataSets;

/// <summary>进门的账号: accounts of a loaded store by the product's own slices, so that somebody can look around in it. Those that are there already stay as they are.</summary>
internal sealed class WaysIn(IServiceScopeFactory scopes)
{
    private static readonly (string User, string Kind)[] Trusted = [("xitong", "system"), ("anquan", "security"), ("shenji", "audit")];

    /// <returns>Why not, or null.</returns>
    public async Task<string?> Open(string password, Action<string> say)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("造数");
        var (db, open, grant, make) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<OpenAccount>(), scope.ServiceProvider.GetRequiredService<GrantSeat>(), scope.ServiceProvider.GetRequiredService<Administrators>());
        // The first village of one branch that has a supervision committee, and those above it.
        var village = await (from o in db.Set<OrgNode>().AsNoTracking()
                             where o.Kind == OrgKinds.Branch && o.Field == "village" && db.Set<OrgNode>().Any(l => l.ParentId == o.Id && l.Kind == OrgKinds.SupervisionCommittee)
                             orderby o.Path
                             select o).FirstOrDefaultAsync();
        if (village is null) return "There is no village with members to open accounts for.";
        var supervision = await db.Set<OrgNode>().AsNoTracking().SingleAsync(o => o.ParentId == village.Id && o.Kind == OrgKinds.SupervisionCommittee);
        var township = await db.Set<OrgNode>().AsNoTracking().SingleAsync(o => o.Id == village.ParentId);
        var county = await db.Set<OrgNode>().AsNoTracking().SingleAsync(o => o.Id == township.ParentId);
        foreach (var (user, body, post, role) in new[] { ("cun", village, "secretary", "secretary"), ("jiandu", supervision, "chair", "chair"), ("zhen", township, "deputy-secretary", "superior-officer"), ("xian", county, "organization-member", "superior-officer") })
        {
            if (await db.Accounts.AnyAsync(a => a.UserName == user)) continue;
            var person = await db.Set<Appointment>().AsNoTracking().Where(a => a.OrgId == body.Id && a.Post == post).Select(a => a.PersonId).FirstAsync();
            var (account, _, refusal) = await open.Run(new() { UserName = user, DisplayName = await db.Set<Person>().Where(p => p.Id == person).Select(p => p.Name).SingleAsync(), PersonId = person, Password = password, KeepPassword = true }, default);
            if ((refusal ?? await grant.Run(new() { AccountId = account!.Id, OrgId = body.Id, Role = role }, default)) is { } no) return $"{user}: {no.Message}";
            say($"{user}\t{body.ShortName}{(body == village ? $"\t/v/{village.DivisionCode}" : "")}");
        }
        foreach (var (user, kind) in Trusted)
        {
            if (await db.Accounts.AnyAsync(a => a.UserName == user)) continue;
            var (account, _, refusal) = await open.Run(new() { UserName = user, DisplayName = user, Password = password, KeepPassword = true }, default);
            if ((refusal ?? await make.Make(account!.Id, kind, default)) is { } no) return $"{user}: {no.Message}";
            say($"{user}\t{kind}");
        }
        return null;
    }
}
