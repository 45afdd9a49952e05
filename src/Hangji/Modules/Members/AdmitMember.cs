using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>登记党员: puts one member on the roll of a branch — newly joined, moved in, or found missing from the register.</summary>
internal sealed class AdmitMember(AppDb db, IActing acting, PersonSecrets secrets, TimeProvider clock)
{
    /// <summary>The new membership's id, when it was done.</summary>
    public long Admitted { get; private set; }

    /// <param name="entry">Code of list membership-entry: joined, moved-in, restored, registered.</param>
    public async Task<Refusal?> Run(long orgId, MemberEntry member, string entry, CancellationToken stop)
    {
        var org = await db.TakeOrg(orgId, stop);
        var today = clock.Today();
        var known = member.IdNumber is null ? null : await db.FindByNumber(secrets.Index(member.IdNumber), today, stop);
        var running = known?.Running is not { } one ? null : new Standing(one.OrgId == orgId, acting.Range.Covers(one.OrgPath) ? await NameOf(one.OrgId, stop) : null);
        if (Check(member, org, running, today) is { } refusal) return refusal;

        var person = known?.Person;
        if (person is null) db.Add(person = member.ToPerson(Ids.Next(), orgId, secrets));
        else await TakeOver(person, org, stop);
        member.Put(person, secrets);
        var membership = member.ToMembership(Ids.Next(), orgId, person, entry);
        db.Add(membership);
        db.AddRange(member.ToSpells(orgId, person.Id, today, secrets));
        foreach (var stage in await db.Stages.Where(s => s.PersonId == person.Id && s.ToOn == null).ToListAsync(stop)) (stage.ToOn, stage.Ended) = (membership.FromOn, "next");
        db.Facts.Add(Fact.Of("member.admitted", orgId, person.Id, membership.FromOn));
        await db.SaveChangesAsync(stop);
        Admitted = membership.Id;
        return null;
    }

    /// <summary>Where the person with the same number belongs now.</summary>
    /// <param name="Here">In the very branch.</param>
    /// <param name="OrgName">The branch, if the asking seat may know it.</param>
    public sealed record Standing(bool Here, string? OrgName);

    /// <summary>The rules alone: the first obstacle, or null.</summary>
    public static Refusal? Check(MemberEntry member, OrgNode org, Standing? running, DateOnly today) =>
        PersonName.Check(member.Name, nameof(member.Name)) ?? MemberRules.Check(member, today)
        ?? (!org.TakesMembers() ? new("“{0}”不是党支部，党员要登记到党支部", "OrgId", "支部工作条例 第四条", org.ShortName) :
            org.DissolvedOn is { } gone && gone <= today ? new("{0}已经撤销", "OrgId", null, org.ShortName) :
            org.Kind == "temporary-branch" ? new("临时党支部一般不接转组织关系，请登记到党员原来的支部", "OrgId", "支部工作条例 第八条") :
            running is null ? null :
            running.Here ? new("这个公民身份号码已经在本支部名册上", nameof(member.IdNumber)) :
            running.OrgName is { } name ? new("这个公民身份号码已经在{0}名册上，请先办理组织关系转接", nameof(member.IdNumber), null, name) :
            new("这个公民身份号码已经在其他党组织名册上，请先办理组织关系转接", nameof(member.IdNumber)));

    /// <summary>
    /// The record of a person without a running membership comes to the branch that takes him in. The rows lie outside the seat's range until then, so this
    /// is the one statement that reaches beyond it; the saved fact tells of it.
    /// </summary>
    async Task TakeOver(Person person, OrgNode org, CancellationToken stop)
    {
        if (person.OrgId == org.Id) return;
        await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(p => p.Id == person.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.OrgId, org.Id).SetProperty(p => p.OrgPath, org.Path), stop);
        await db.Entry(person).ReloadAsync(stop);
    }

    async Task<string?> NameOf(long orgId, CancellationToken stop) => await db.Orgs.Where(o => o.Id == orgId).Select(o => o.ShortName).SingleOrDefaultAsync(stop);
}
