namespace Hangji.Modules.Regulations.Contract;

/// <summary>任务状态: how a duty stands today.</summary>
internal enum DutyState : byte
{
    /// <summary>不适用: the rule does not concern this body, or it did not exist in the middle of the period.</summary>
    NotApplicable,
    /// <summary>未施行: no version of the rule was in force in the middle of the period.</summary>
    NotInForce,
    /// <summary>未到期间: the period has not begun.</summary>
    NotYet,
    /// <summary>待办: the period is open and the duty not yet met.</summary>
    Due,
    /// <summary>逾期: the due date has passed without it.</summary>
    Overdue,
    /// <summary>已完成: held and recorded in time.</summary>
    Satisfied,
    /// <summary>补办: met, but held or recorded after the due date.</summary>
    Late,
    /// <summary>免除: an exception applies.</summary>
    Exempt,
    /// <summary>缺少事实: it cannot be told whether the rule applies; the missing facts are named.</summary>
    Unknown,
}

/// <summary>任务主体: a body whose duties are computed.</summary>
/// <param name="Facts">The facts as they stood on a day. Return the same object for days between which nothing changed.</param>
internal sealed record DutyBody(long OrgId, DateOnly SetUpOn, DateOnly? DissolvedOn, Func<DateOnly, KnownFacts> Facts,
    IReadOnlyList<DutyGroup> Groups, IReadOnlyList<DutyMember> Members)
{
    public DutyBody(long orgId, DateOnly setUpOn, KnownFacts facts) : this(orgId, setUpOn, null, _ => facts, [], []) { }
    public bool Exists(DateOnly on) => on >= SetUpOn && (DissolvedOn is null || on < DissolvedOn);
}

/// <summary>党小组: a group owes its own monthly meeting. <paramref name="Facts"/> are laid over the branch's.</summary>
internal sealed record DutyGroup(long Id, string Name, DateOnly SetUpOn, DateOnly? DissolvedOn = null, KnownFacts? Facts = null)
{
    public bool Exists(DateOnly on) => on >= SetUpOn && (DissolvedOn is null || on < DissolvedOn);
}

/// <summary>党员: a member with duties of his own (hours of study), from joining the body to leaving it.</summary>
internal sealed record DutyMember(long Id, string Name, DateOnly From, DateOnly? To = null, KnownFacts? Facts = null)
{
    public bool Exists(DateOnly on) => on >= From && (To is null || on < To);
}

/// <summary>任务: one rule, one body (or group, or member), one period: how it stands, by which records, and why.</summary>
internal sealed class Duty(Rule rule, long orgId, long? groupId, long? personId, string? subjectName, DateOnly start, DateOnly end, DateOnly dueDate,
    DutyState state, Period? period, IReadOnlyList<long> records, Bilingual? reason, Func<Duty, Why> why)
{
    Why? told;
    public Rule Rule => rule;
    public long OrgId => orgId;
    public long? GroupId => groupId;
    public long? PersonId => personId;
    /// <summary>The group's or member's name; null for the body itself.</summary>
    public string? SubjectName => subjectName;
    public DateOnly Start => start;
    public DateOnly End => end;
    public DateOnly DueDate => dueDate;
    public DutyState State => state;
    /// <summary>Null for a standing duty (structure, term).</summary>
    public Period? Period => period;
    /// <summary>The records that were counted.</summary>
    public IReadOnlyList<long> Records => records;
    /// <summary>Why exempt, not applicable or unknown; null otherwise.</summary>
    public Bilingual? Reason => reason;
    /// <summary>一般 rules and unverified ones warn and take a reason; they never stand in the way.</summary>
    public bool IsWarning => !rule.Blocks;
    /// <summary>A stable key: rule, body, group or member, period.</summary>
    public string Key => $"{rule.Id}/{orgId}/{(groupId is { } g ? $"g{g}" : personId is { } p ? $"p{p}" : "-")}/{start:yyyyMMdd}";
    /// <summary>为什么: built when first read.</summary>
    public Why Why => told ??= why(this);
}

/// <summary>为什么: the whole answer to "why do I see this duty".</summary>
/// <param name="Facts">The facts that made it apply, with their values on the day that decided.</param>
/// <param name="AsOf">The day whose facts and rule version decided.</param>
internal sealed record Why(Bilingual PlainWords, Bilingual Cited, string Version, DateOnly AsOf, IReadOnlyList<WhyFact> Facts,
    Bilingual Wanted, Bilingual Counted, Bilingual Outcome);

internal sealed record WhyFact(string Name, Bilingual Meaning, Bilingual Value);
