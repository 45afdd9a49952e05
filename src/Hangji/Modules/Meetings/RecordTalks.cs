using Hangji.Platform;
using Hangji.Modules.Members.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>One talk: between whom and when.</summary>
internal sealed record TalkRecording(long FromPersonId, long WithPersonId, DateOnly HeldOn);

/// <summary>记谈心谈话: many at once; which kind each was follows from the posts of the two on that day. Nothing is asked about what was said.</summary>
internal sealed class RecordTalks(AppDb db, RollCaller caller, TimeProvider clock)
{
    public const int MostAtOnce = 200;

    public async Task<Refusal?> Run(long orgId, IReadOnlyList<TalkRecording> talks, CancellationToken stop = default)
    {
        if (Check(talks, clock.Today()) is { } refusal) return refusal;
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var day in talks.GroupBy(t => t.HeldOn))
        {
            var call = await caller.Of(orgId, MeetingKinds.General, day.Key, stop);
            if (!call.Org.Exists(day.Key)) return new("{0}在 {1} 还没有成立或已经撤销", "date", null, call.Org.ShortName, day.Key);
            var known = call.Roll.Concat(call.Committee).DistinctBy(e => e.PersonId).ToDictionary(e => e.PersonId);
            var committee = call.Committee.Select(c => c.PersonId).ToHashSet();
            foreach (var talk in day)
            {
                foreach (var id in new[] { talk.FromPersonId, talk.WithPersonId })
                    if (!known.ContainsKey(id)) return await NotYet(orgId, id, day.Key, stop);
                var (from, with) = (known[talk.FromPersonId], known[talk.WithPersonId]);
                db.Add(new Talk
                {
                    Id = Ids.Next(), OrgId = orgId, Kind = KindOf(committee.Contains(from.PersonId), committee.Contains(with.PersonId)), HeldOn = talk.HeldOn, RecordedAt = now,
                    FromPersonId = from.PersonId, FromName = from.Name, WithPersonId = with.PersonId, WithName = with.Name,
                });
            }
        }
        db.Facts.Add(Fact.Of("talk.held", orgId, null, talks.Max(t => t.HeldOn)));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static string KindOf(bool first, bool second) => (first, second) switch
    {
        (true, true) => Talk.CommitteeCommittee,
        (false, false) => Talk.MemberMember,
        _ => Talk.CommitteeMember,
    };

    public static Refusal? Check(IReadOnlyList<TalkRecording> talks, DateOnly today) =>
        talks.Count == 0 ? new("请选择谈话的双方", "with") :
        talks.Count > MostAtOnce ? new("一次最多记 {0} 次谈话", "with", null, MostAtOnce) :
        talks.Any(t => t.FromPersonId == t.WithPersonId) ? new("谈话的双方不能是同一个人", "with") :
        talks.Any(t => t.HeldOn > today) ? new("谈话日期不能晚于今天", "date") :
        talks.Any(t => t.HeldOn < today.AddYears(-10)) ? new("谈话日期太早，请核对年份", "date") : null;

    /// <summary>Somebody of the body as it is today, who was not of it on that day, is told; anybody else is a stranger.</summary>
    async Task<Refusal> NotYet(long orgId, long id, DateOnly on, CancellationToken stop)
    {
        var now = await caller.Of(orgId, MeetingKinds.General, clock.Today(), stop);
        var person = now.Roll.Concat(now.Committee).FirstOrDefault(e => e.PersonId == id) ?? throw new OutOfScopeException($"person {id} is not of organization {orgId}");
        return new("{0}在 {1} 还不在本组织的名册上，请核对日期", "date", null, person.Name, on);
    }
}

/// <summary>撤回: a talk or a yearly act that was entered by mistake; it stays in the book, crossed out, with a reason, and no longer counts.</summary>
internal sealed class WithdrawTalk(AppDb db, TimeProvider clock)
{
    private const int ReasonLength = 200;

    public async Task<Refusal?> Run(long talkId, string reason, CancellationToken stop = default)
    {
        var talk = await db.Talks.SingleOrDefaultAsync(t => t.Id == talkId, stop) ?? throw new OutOfScopeException($"talk {talkId}");
        if (Check(talk.WithdrawnAt, reason) is { } refusal) return refusal;
        (talk.WithdrawnAt, talk.WithdrawnReason) = (clock.GetUtcNow().UtcDateTime, reason.Trim());
        db.Facts.Add(Fact.Of("talk.withdrawn", talk.OrgId, talk.Id, talk.HeldOn, reason.Trim()));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public async Task<Refusal?> RunOnAct(long actId, string reason, CancellationToken stop = default)
    {
        var act = await db.SecretaryActs.SingleOrDefaultAsync(a => a.Id == actId, stop) ?? throw new OutOfScopeException($"secretary's act {actId}");
        if (Check(act.WithdrawnAt, reason) is { } refusal) return refusal;
        (act.WithdrawnAt, act.WithdrawnReason) = (clock.GetUtcNow().UtcDateTime, reason.Trim());
        db.Facts.Add(Fact.Of("secretary.duty-withdrawn", act.OrgId, act.Id, act.HeldOn, reason.Trim()));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? Check(DateTime? withdrawnAt, string reason) =>
        withdrawnAt is not null ? new("这条记录已经撤回") :
        string.IsNullOrWhiteSpace(reason) ? new("请写明撤回的原因", "why") :
        reason.Trim().Length > ReasonLength ? new("撤回原因最多 {0} 字", "why", null, ReasonLength) : null;
}
