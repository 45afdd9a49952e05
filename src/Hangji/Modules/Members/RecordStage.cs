using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>登记发展阶段: somebody applied, became an activist, became a candidate for development. A new stage ends the one before; nobody skips one.</summary>
internal sealed class RecordStage(AppDb db, PersonSecrets secrets, TimeProvider clock)
{
    /// <summary>The stages in their order (发展党员工作细则 chapters 2 and 3).</summary>
    public static readonly IReadOnlyList<string> Order = ["applicant", "activist", "candidate"];

    /// <summary>A person who is not in the register yet, as he applies.</summary>
    public sealed record Newcomer(string Name, string Sex, string IdNumber);

    public async Task<Refusal?> Apply(long orgId, Newcomer who, DateOnly on, CancellationToken stop)
    {
        var org = await db.TakeOrg(orgId, stop);
        var today = clock.Today();
        if (PersonName.Read(who.Name, out var name, nameof(who.Name)) is { } wrongName) return wrongName;
        if (Platform.Codes.IdentityNumber.Read(who.IdNumber, today, out var id, nameof(who.IdNumber)) is { } wrongId) return wrongId;
        if (CheckApplicant(org, id.BirthDate, on, today) is { } refusal) return refusal;
        if (await db.FindByNumber(secrets.Index(id.Value), today, stop) is not null) return new("这个公民身份号码已经登记", nameof(who.IdNumber));
        var person = new Person { Id = Ids.Next(), OrgId = orgId, Name = name, SortKey = Pinyin.SortKey(name), Initials = Pinyin.NameInitials(name), Sex = id.Sex, BornOn = id.BirthDate, BornTo = DatePrecision.Day };
        secrets.SetId(person, id.Value);
        db.Add(person);
        Enter(person, Order[0], on);
        await db.SaveChangesAsync(stop);
        return null;
    }

    public async Task<Refusal?> Advance(long personId, string stage, DateOnly on, CancellationToken stop)
    {
        var person = await db.TakePerson(personId, stop);
        var now = await db.Stages.Where(s => s.PersonId == personId && s.ToOn == null).SingleOrDefaultAsync(stop);
        if (CheckAdvance(now, stage, on, clock.Today()) is { } refusal) return refusal;
        (now!.ToOn, now.Ended) = (on, "next");
        Enter(person, stage, on);
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? CheckApplicant(OrgNode org, DateOnly born, DateOnly on, DateOnly today) =>
        !org.TakesMembers() ? new("“{0}”不是党支部，党员要登记到党支部", "OrgId", "支部工作条例 第四条", org.ShortName) :
        on > today ? new("日期不能晚于今天", nameof(on)) :
        on < born.AddYears(18) ? new("年满十八岁才能申请入党，{0}满十八岁", nameof(on), "党章 第一条", born.AddYears(18)) : null;

    public static Refusal? CheckAdvance(Stage? now, string stage, DateOnly on, DateOnly today) =>
        now is null ? new("还没有登记为入党申请人", "Stage") :
        Order.ToList().IndexOf(stage) != Order.ToList().IndexOf(now.Reached) + 1 ? new("发展阶段要逐步进入：申请人、积极分子、发展对象", "Stage", "发展党员工作细则 第二章") :
        on < now.FromOn ? new("日期早于上一阶段的开始日期 {0}", nameof(on), null, now.FromOn) :
        on > today ? new("日期不能晚于今天", nameof(on)) :
        stage == "candidate" && on < now.FromOn.AddYears(1) ? new("入党积极分子培养教育考察一年以上才能列为发展对象，{0}才满一年", nameof(on), "发展党员工作细则 第十三条", now.FromOn.AddYears(1)) : null;

    void Enter(Person person, string stage, DateOnly on)
    {
        db.Add(new Stage { Id = Ids.Next(), OrgId = person.OrgId, PersonId = person.Id, Reached = stage, FromOn = on });
        db.Facts.Add(Fact.Of("member.stage-entered", person.OrgId, person.Id, on, data: $$"""{"stage":"{{stage}}"}"""));
    }
}
