using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>更正党员信息: what the register says of a person and his membership is put right, with the reason. Two people who edit at once are told.</summary>
internal sealed class CorrectMember(AppDb db, PersonSecrets secrets, TimeProvider clock)
{
    /// <param name="seen">Version of the person and of the membership that the form was filled from.</param>
    public async Task<Refusal?> Run(long membershipId, MemberEntry entry, (int Person, int Membership) seen, string reason, CancellationToken stop)
    {
        var membership = await db.TakeMembership(membershipId, stop);
        var person = await db.TakePerson(membership.PersonId, stop);
        if (Check(entry, reason, seen, (person.Version, membership.Version), clock.Today()) is { } refusal) return refusal;
        if (entry.IdNumber is not null && secrets.Index(entry.IdNumber) is var index
            && await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).AnyAsync(p => p.IdIndex == index && p.Id != person.Id, stop))
            return new("这个公民身份号码属于名册上的另一个人", nameof(entry.IdNumber));
        entry.Put(person, secrets);
        Clear(person, entry);
        entry.Put(membership);
        foreach (var other in await db.Memberships.Where(m => m.PersonId == person.Id).ToListAsync(stop)) other.Copy(person);
        if (!db.ChangeTracker.HasChanges()) return null;
        db.Facts.Add(Fact.Of("member.corrected", membership.OrgId, person.Id, reason: reason));
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Stale;
        }
    }

    public static Refusal? Check(MemberEntry entry, string reason, (int, int) seen, (int, int) now, DateOnly today) =>
        seen != now ? Stale :
        PersonName.Check(entry.Name, nameof(entry.Name)) ?? MemberRules.Check(entry, today)
        ?? (reason.Trim().Length == 0 ? new("请写明更正的原因", "Reason") : null);

    /// <summary>A form shows every plain field, so an emptied one is meant; the sealed ones are not shown, so an empty one stays as it was.</summary>
    static void Clear(Person person, MemberEntry entry)
    {
        (person.Ethnic, person.NativePlace, person.Education, person.EducationInService) = (entry.Ethnic, entry.NativePlace, entry.Education, entry.EducationInService);
        (person.Degree, person.Unit, person.UnitPost, person.JobType) = (entry.Degree, entry.Unit, entry.UnitPost, entry.JobType);
    }

    static Refusal Stale => new("别人刚刚改过这条记录，您的修改还没有保存，请对照后再提交", "Version");
}
