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
                var (from, with) = (On(known, talk.FromPersonId, orgId), On(known, talk.WithPersonId, orgId));
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

    static RollEntry On(Dictionary<long, RollEntry> known, long id, long orgId) =>
        known.GetValueOrDefault(id) ?? throw new OutOfScopeException($"person {id} is not of organization {orgId}");
}

/// <summary>撤回谈话记录: a talk that was entered by mistake; it stays in the book, crossed out, with a reason.</summary>
internal sealed class WithdrawTalk(AppDb db, TimeProvider clock)
{
    public async Task<Refusal?> Run(long talkId, string reason, CancellationToken stop = default)
    {
        var talk = await db.Talks.SingleOrDefaultAsync(t => t.Id == talkId, stop) ?? throw new OutOfScopeException($"talk {talkId}");
        if (talk.WithdrawnAt is not null) return new("这条记录已经撤回");
        if (string.IsNullOrWhiteSpace(reason)) return new("请写明撤回的原因", "why");
        if (reason.Trim().Length > 200) return new("撤回原因最多 {0} 字", "why", null, 200);
        (talk.WithdrawnAt, talk.WithdrawnReason) = (clock.GetUtcNow().UtcDateTime, reason.Trim());
        db.Facts.Add(Fact.Of("talk.withdrawn", talk.OrgId, talk.Id, talk.HeldOn, reason.Trim()));
        await db.SaveChangesAsync(stop);
        return null;
    }
}
