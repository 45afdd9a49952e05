using Hangji.Platform;

namespace Hangji.Modules.Regulations.Contract.Procedures;

/// <summary>What each step asks before it may be taken, and whether a record meets it.</summary>
internal sealed partial class CourseOf
{
    Obstacle? AtStep(ProcedureEvent e, StepBy by)
    {
        if (Find(e.Step) is not { } step) return No("程序里没有这一步");
        if (done.ContainsKey(step.Id)) return No("这一步已经办完");
        if (Now?.Id != step.Id) return new(new("先办“{0}”，再办“{1}”", "step", null, Now!.Title, step.Title), Now.Basis.On(pinned.Rules, e.On), null, false);
        if (step.By != by) return No("“{0}”不是这样办完的", step.Title);
        if (e.On < After) return No("早于前一步的日期 {0}", After);
        return Asked(step, null, e.On).FirstOrDefault(o => o.Blocks) ?? Reasoned(e, Asked(step, null, e.On));
    }

    Obstacle? Meeting(ProcedureEvent e)
    {
        if (AtStep(e, StepBy.Meeting) is { } early) return early;
        var step = Find(e.Step)!;
        if (WayOf(step, e) is not { } found) return No("“{0}”不能由这种会议或按这种基数决定", step.Title);
        var way = found.Way;
        if (e.Entitled < 1 || e.Present < 0 || e.Present > e.Entitled || e.Yes < 0 || e.No < 0 || e.Abstain < 0 || e.Yes + e.No + e.Abstain > e.Present) return No("到会人数和票数对不上");
        var asked = WayAsked(way, step, e).ToList();
        if (asked.FirstOrDefault(o => o.Blocks) is { } blocked) return blocked;
        if (Quorum(e, way) is { Blocks: true } absent) return absent;
        return Reasoned(e, [.. asked, .. Numbers(e, way)]);
    }

    Obstacle? Posting(ProcedureEvent e) => e.Until is { } until && until < e.On.AddDays(Find(e.Step)!.PostedDays)
        ? new(new("张贴不足 {0} 日，至少到 {1}", "until", null, Find(e.Step)!.PostedDays, e.On.AddDays(Find(e.Step)!.PostedDays)), Find(e.Step)!.Basis.On(pinned.Rules, e.On), e.On.AddDays(Find(e.Step)!.PostedDays), false) : null;

    Obstacle? Document(ProcedureEvent e)
    {
        if (string.IsNullOrEmpty(e.Code)) return No("请选择材料的种类");
        if (e.Step.Length > 0 && Find(e.Step) is null) return No("程序里没有这一步");
        if (e.Step.Length > 0 && Find(e.Step) is { By: StepBy.Document } step && step.Document == e.Code) return AtStep(e, StepBy.Document);
        return null;
    }

    Obstacle? Back(ProcedureEvent e)
    {
        if (e.Code is null || Find(e.Code) is not { } to) return No("程序里没有这一步");
        if (!done.ContainsKey(to.Id) && Now?.Id != to.Id) return No("还没有办到“{0}”，不能退回到那里", to.Title);
        return e.On < After ? No("早于前一步的日期 {0}", After) : NeedsReason(e);
    }

    /// <summary>A demand that does not bind still asks why it was not met.</summary>
    static Obstacle? Reasoned(ProcedureEvent e, IEnumerable<Obstacle> asked) => !string.IsNullOrWhiteSpace(e.Reason) ? null
        : asked.FirstOrDefault(o => !o.Met) is { } unmet ? unmet with { What = new("{0}；确实如此的，请写明原因", "reason", null, unmet.What) } : null;

    /// <summary>The way that a record took, and the merged steps when it was several at once.</summary>
    (Way Way, IReadOnlyList<string>? Merged)? WayOf(Step step, ProcedureEvent e)
    {
        bool Fits(Way w) => w.Only.For(pinned.Traits) && w.Only.At(e.On) && w.Meetings.Contains(e.Code ?? "") && (w.Counted is null || w.Counted == e.Counted) && (e.Way is null || e.Way == w.Id);
        var merge = procedure.Merges.FirstOrDefault(m => pinned.Traits.Contains(m.Trait) && m.Steps[0] == step.Id);
        if (merge is not null && Find(merge.Steps[^1])?.Ways.FirstOrDefault(Fits) is { } joint) return (joint, merge.Steps);
        return step.Ways.FirstOrDefault(Fits) is { } own ? (own, null) : null;
    }

    /// <summary>What the step asks on a day, met or not: waits, papers, open objections.</summary>
    IEnumerable<Obstacle> Asked(Step step, Way? way, DateOnly on)
    {
        foreach (var wait in step.Waits.Where(w => !w.Longest && done.ContainsKey(w.After)))
        {
            var until = Counted(done[wait.After].By.On, wait.Days, wait.Count);
            yield return new(new("“{0}”后满 {1} 日：{2} 起", "on", null, Find(wait.After)!.Title, wait.Days, until), wait.Basis.On(pinned.Rules, on), until, on >= until);
        }
        foreach (var paper in step.Papers.Concat(way?.Papers ?? []))
        {
            var filed = papers.Exists(p => p.Code == paper.Kind && p.On <= on && (!paper.Lasting || p.Until is null || p.Until >= on));
            yield return new(new(paper.Lasting ? "有效的{0}" : "{0}已归卷", "paper", null, paper.Title), paper.Basis.On(pinned.Rules, on), null, filed);
        }
        if (!step.Held) yield break;
        // A pending annulment stops the carrying out; an objection has to be answered within days, and whoever goes on before that says why.
        yield return new(new("没有在办的撤销申请", "contest"), procedure.Returns.AnnulledBasis.On(pinned.Rules, on) with { Strength = Strength.Must }, null, contest is null);
        yield return new(new("异议都已答复", "objection"), step.Basis.On(pinned.Rules, on) with { Strength = Strength.Normally }, null, objections.Count == 0);
    }

    IEnumerable<Obstacle> WayAsked(Way way, Step step, ProcedureEvent e)
    {
        foreach (var paper in way.Papers)
            yield return new(new(paper.Lasting ? "有效的{0}" : "{0}已归卷", "paper", null, paper.Title), paper.Basis.On(pinned.Rules, e.On), null,
                papers.Exists(p => p.Code == paper.Kind && p.On <= e.On && (!paper.Lasting || p.Until is null || p.Until >= e.On)));
        if (Told(way, step, e.On) is { } told) yield return told.Met || !(way.Notice!.Waivable && !string.IsNullOrWhiteSpace(e.Reason)) ? told : told with { By = told.By! with { Strength = Strength.Normally } };
    }

    Obstacle? Told(Way way, Step step, DateOnly on)
    {
        if (way.Notice is not { } notice) return null;
        var (days, by) = notice.On(pinned.Rules, on);
        if (notices.FindLast(n => n.Step == step.Id && (n.Way is null || n.Way == way.Id)) is not { } given) return new(new("会议通知：提前 {0} 日发出", "notice", null, days), by, null, false);
        var until = Counted(given.On, days, notice.Count);
        return new(new("会前通知满 {0} 日：{1} 发出，{2} 起可以开会", "on", null, days, given.On, until), by, until, on >= until);
    }

    DateOnly Counted(DateOnly from, int days, DayCount count) => count switch
    {
        DayCount.WorkingDays => pinned.Days.Add(from, days).Day,
        DayCount.CivilDays => pinned.Days.CivilDeadline(from, days).Day,
        _ => from.AddDays(days),
    };

    Obstacle? Quorum(ProcedureEvent e, Way way)
    {
        if (way.Quorum is not { } need) return null;
        if (need.On(pinned.Rules, e.On) is not { } share) return new(new("会议当天没有生效的到会规则", "on"), need.Basis.On(pinned.Rules, e.On), null, false);
        var least = share.Share.Needed(e.Entitled);
        return new(new("到会 {0} 人，至少要 {1} 人", "present", null, e.Present, least), need.Basis.On(pinned.Rules, e.On), null, e.Present >= least);
    }

    Obstacle? Majority(ProcedureEvent e, Way way)
    {
        if (way.Majority is not { } need) return null;
        if (need.On(pinned.Rules, e.On) is not { } share) return new(new("会议当天没有生效的表决规则", "on"), need.Basis.On(pinned.Rules, e.On), null, false);
        var votes = share.Share.Needed(BaseOf(share.Base, e));
        return new(new("赞成 {0} 票，至少要 {1} 票", "yes", null, e.Yes, votes), need.Basis.On(pinned.Rules, e.On), null, e.Yes >= votes);
    }

    /// <summary>Demands on the numbers that do not bind: only these ask a reason; a binding majority that fails is a failed vote, no refusal.</summary>
    IEnumerable<Obstacle> Numbers(ProcedureEvent e, Way way)
    {
        if (Quorum(e, way) is { } quorum) yield return quorum;
        if (Majority(e, way) is { } majority && !majority.Blocks && e.Yes > e.No) yield return majority;
    }

    /// <summary>Carried: the majority is reached; or it does not bind, a reason is given and yes outweighs no.</summary>
    bool Carried(ProcedureEvent e, Way way) => Majority(e, way) is not { Met: false } short_ || (!short_.Blocks && e.Yes > e.No && !string.IsNullOrWhiteSpace(e.Reason));

    IEnumerable<Obstacle> Soft(Step step, Way? way, ProcedureEvent e) => Asked(step, way, e.On).Where(o => !o.Met);

    Completion Measured(ProcedureEvent e, Way way, string? mergedWith)
    {
        var (quorum, majority) = (way.Quorum?.On(pinned.Rules, e.On), way.Majority?.On(pinned.Rules, e.On));
        var of = majority is { } m ? BaseOf(m.Base, e) : (int?)null;
        return new(e, way, quorum?.Share.Needed(e.Entitled), of is { } n ? majority!.Value.Share.Needed(n) : null, of, way.Quorum?.Basis.On(pinned.Rules, e.On), way.Majority?.Basis.On(pinned.Rules, e.On),
            [.. WayAsked(way, Find(e.Step)!, e).Concat(Asked(Find(e.Step)!, null, e.On)).Concat(Numbers(e, way)).Where(o => !o.Met)], mergedWith);
    }

    static int BaseOf(VoteBase of, ProcedureEvent e) => of switch { VoteBase.Present => e.Present, VoteBase.Voted => e.Yes + e.No + e.Abstain, _ => e.Entitled };

    public ProcedureState State(DateOnly on) => new(procedure, pinned.Traits, course, past.Count + 1, [.. Steps.Select(s => Of(s, on))], past, objections, contest, notices, papers, aside);

    StepState Of(Step step, DateOnly on)
    {
        var by = step.Basis.On(pinned.Rules, on);
        if (done.TryGetValue(step.Id, out var completion)) return new(step, StepStanding.Done, completion, [], [], null, null, by);
        if (course != Course.Running || Now?.Id != step.Id) return new(step, StepStanding.Later, null, [], [.. Ways(step).Select(w => new WayState(w, [], null))], null, null, by);
        var asked = Asked(step, null, on).ToList();
        var ways = Ways(step).Select(w =>
        {
            var own = w.Papers.Select(p => new Obstacle(new(p.Lasting ? "有效的{0}" : "{0}已归卷", "paper", null, p.Title), p.Basis.On(pinned.Rules, on), null,
                papers.Exists(q => q.Code == p.Kind && (!p.Lasting || q.Until is null || q.Until >= on)))).ToList();
            if (Told(w, step, on) is { } told) own.Add(told);
            return new WayState(w, own, When(asked.Concat(own), on));
        }).ToList();
        var last = step.Waits.Where(w => w.Longest && done.ContainsKey(w.After)).Select(w => (DateOnly?)Counted(done[w.After].By.On, w.Days, w.Count)).Min();
        return new(step, StepStanding.Now, null, asked, ways, ways.Count == 0 ? When(asked, on) : ways.Select(w => w.Earliest).Where(d => d is not null).Min(), last, by);
    }

    IEnumerable<Way> Ways(Step step)
    {
        var merge = procedure.Merges.FirstOrDefault(m => pinned.Traits.Contains(m.Trait) && m.Steps[0] == step.Id);
        return step.Ways.Concat(merge is null ? [] : Find(merge.Steps[^1])?.Ways ?? []).Where(w => w.Only.For(pinned.Traits));
    }

    /// <summary>The first day when only time stands in the way; null when something else does. A wait that does not bind is waited for all the same: whoever goes first says why.</summary>
    DateOnly? When(IEnumerable<Obstacle> asked, DateOnly on)
    {
        var open = asked.Where(o => !o.Met && (o.Blocks || o.Until is not null)).ToList();
        if (open.Exists(o => o.Until is null)) return null;
        return open.Select(o => o.Until!.Value).Append(After > on ? After : on).Max();
    }
}
