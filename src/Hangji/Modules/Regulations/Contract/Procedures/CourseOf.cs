using Hangji.Platform;

namespace Hangji.Modules.Regulations.Contract.Procedures;

/// <summary>经过: an instance while its records are counted one by one. Used by <see cref="ProcedureEngine"/> alone.</summary>
internal sealed partial class CourseOf(Pinned pinned)
{
    private Procedure procedure = pinned.Procedure;
    private readonly Dictionary<string, Completion> done = [];
    private readonly List<ProcedureEvent> notices = [], papers = [], objections = [];
    private readonly List<SetAside> aside = [];
    private readonly List<PastRound> past = [];
    private ProcedureEvent? contest;
    private Course course = Course.Running;
    private DateOnly notBefore = DateOnly.MinValue;

    private IEnumerable<Step> Steps => procedure.Steps.Where(s => s.Only.For(pinned.Traits));
    private Step? Now => course == Course.Running ? Steps.FirstOrDefault(s => !done.ContainsKey(s.Id)) : null;

    public void Take(ProcedureEvent e)
    {
        if (Refuses(e) is { } obstacle) aside.Add(new(e, obstacle));
        else Apply(e);
    }

    /// <summary>What stands in the way of counting this record; null when nothing does.</summary>
    public Obstacle? Refuses(ProcedureEvent e) => course != Course.Running ? No("程序已经结束，不再变动") : e.Kind switch
    {
        EventKind.Meeting => Meeting(e),
        EventKind.Publication => AtStep(e, StepBy.Publication) ?? Posting(e),
        EventKind.Document => Document(e),
        EventKind.Notice => Find(e.Step) is null ? No("程序里没有这一步") : done.ContainsKey(e.Step) ? No("这一步已经办完") : e.On < notBefore ? No("早于上一轮结束的日期 {0}", notBefore) : null,
        EventKind.Objection => Completed(e.Step) is { } posted && Find(e.Step)!.By == StepBy.Publication ? e.On < posted.By.On ? No("异议早于公布的日期 {0}", posted.By.On) : null : No("还没有公布，不能提出异议"),
        EventKind.Answer => objections.Find(o => o.RecordId == e.RecordId) is not { } asked ? No("没有找到这条异议") : e.On < asked.On ? No("答复早于异议的日期 {0}", asked.On) : NeedsReason(e),
        EventKind.Contest => contest is not null ? No("已经有一件撤销申请在办") : !done.ContainsKey(procedure.Returns.WithdrawBefore) ? No("还没有作出决定") : null,
        EventKind.Ruling => contest?.RecordId != e.RecordId ? No("没有找到这件撤销申请") : e.On < contest.On ? No("裁定早于申请的日期 {0}", contest.On) : NeedsReason(e),
        EventKind.Return => Back(e),
        EventKind.Change => !done.ContainsKey(procedure.Returns.Changed) ? No("还没有作出决定，直接改方案就可以") : NeedsReason(e),
        EventKind.Move => pinned.Book.Version(procedure.Code, e.Code ?? "") is null ? No("没有这个版本：{0}", e.Code) : NeedsReason(e),
        EventKind.Withdraw => done.ContainsKey(procedure.Returns.WithdrawBefore) ? No("已经作出决定，不能撤回；要改变须重新表决") : NeedsReason(e),
        EventKind.Drop => No("没有找到被更正的记录"),
        _ => No("程序里没有这一步"),
    };

    void Apply(ProcedureEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.Meeting: Vote(e); break;
            case EventKind.Publication: done[e.Step] = Plain(e); break;
            case EventKind.Document:
                papers.Add(e);
                if (Now is { By: StepBy.Document } step && step.Document == e.Code && e.Step == step.Id) done[step.Id] = Plain(e);
                break;
            case EventKind.Notice: notices.Add(e); break;
            case EventKind.Objection: objections.Add(e); break;
            case EventKind.Answer:
                var asked = objections.Find(o => o.RecordId == e.RecordId)!;
                objections.Remove(asked);
                if (e.Upheld && Find(asked.Step)?.UpheldTo is { } to) LeadBack(e, to);
                break;
            case EventKind.Contest: contest = e; break;
            case EventKind.Ruling:
                contest = null;
                if (e.Upheld) LeadBack(e, procedure.Returns.Annulled);
                break;
            case EventKind.Return: LeadBack(e, e.Code!); break;
            case EventKind.Change: LeadBack(e, procedure.Returns.Changed); break;
            case EventKind.Move: procedure = pinned.Book.Version(procedure.Code, e.Code!)!; break;
            case EventKind.Withdraw: course = Course.Withdrawn; return;
        }
        if (Now is null) course = Course.Ended;
    }

    void Vote(ProcedureEvent e)
    {
        var step = Find(e.Step)!;
        var (way, merged) = WayOf(step, e)!.Value;
        var completion = Measured(e, way, merged is null ? null : merged[^1]);
        if (!Carried(e, way))
        {
            LeadBack(e, merged is null ? step.FailTo ?? step.Id : merged[0], completion);
            return;
        }
        foreach (var id in merged ?? [step.Id]) done[id] = completion;
    }

    void LeadBack(ProcedureEvent e, string to, Completion? failed = null)
    {
        var from = procedure.Place(to);
        var lost = Steps.Where(s => procedure.Place(s.Id) >= from && done.ContainsKey(s.Id)).ToList();
        past.Add(new(past.Count + 1, e.Kind, e, to, [.. lost.Select(s => (s, done[s.Id]))], failed));
        foreach (var step in lost) done.Remove(step.Id);
        notices.RemoveAll(n => procedure.Place(n.Step) >= from);
        papers.RemoveAll(p => p.Step.Length > 0 && procedure.Place(p.Step) >= from && !IsLasting(p.Code));
        objections.Clear();
        contest = null;
        notBefore = e.On;
    }

    bool IsLasting(string? kind) => procedure.Steps.SelectMany(s => s.Papers.Concat(s.Ways.SelectMany(w => w.Papers))).Any(p => p.Kind == kind && p.Lasting);

    Step? Find(string id) => Steps.FirstOrDefault(s => s.Id == id);
    Completion? Completed(string id) => done.GetValueOrDefault(id);

    Completion Plain(ProcedureEvent e) => new(e, null, null, null, null, null, null, [.. Soft(Find(e.Step)!, null, e)]);

    /// <summary>The last day on which something this step follows was done.</summary>
    DateOnly After => done.Values.Select(c => c.By.On).Append(notBefore).Max();

    static Obstacle No(string message, params object?[] args) => new(new(message, null, null, args), null, null, false);
    static Obstacle? NeedsReason(ProcedureEvent e) => string.IsNullOrWhiteSpace(e.Reason) ? new(new("请写明理由", "reason"), null, null, false) : null;
}
