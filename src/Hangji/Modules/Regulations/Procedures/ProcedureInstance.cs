using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Data;

namespace Hangji.Modules.Regulations.Procedures;

/// <summary>程序实例: one procedure that runs for one subject, pinned to the version it began under. What it says beyond that follows from its events.</summary>
/// <remarks>Without a fact of its own: the room whose act it is writes that, and the events are the history.</remarks>
internal sealed class ProcedureInstance : IOwned, IVersioned, IUnrecorded
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required string Code { get; init; }
    /// <summary>The version it began under; a <see cref="EventKind.Move"/> says where it went.</summary>
    public required string Pinned { get; init; }
    /// <summary>Space-separated.</summary>
    public required string Traits { get; init; }
    /// <summary>The record of the room above: a matter.</summary>
    public required long SubjectId { get; init; }
    public required DateOnly BegunOn { get; init; }
    /// <summary>The step that is due, "" when the course is over: a copy for lists, computed at every event.</summary>
    public required string Step { get; set; }
    public required string Course { get; set; }
    public int Round { get; set; } = 1;
    public int Events { get; set; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }

    public void Stand(ProcedureState state, int events) =>
        (Step, Course, Round, Events) = (state.Now?.Step.Id ?? "", state.Course.ToString().ToLowerInvariant(), state.Round, events);
}

/// <summary>程序记录: one <see cref="ProcedureEvent"/> of one instance as it is stored; written once.</summary>
internal sealed class ProcedureEntry : IOwned, IAppendOnly, IUnrecorded
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long InstanceId { get; init; }
    /// <summary>From 1, in the order of entry.</summary>
    public required int Number { get; init; }
    public required string Kind { get; init; }
    public required long RecordId { get; init; }
    public required DateOnly HeldOn { get; init; }
    public string Step { get; init; } = "";
    public string? Way { get; init; }
    public string? Code { get; init; }
    public DateOnly? UntilOn { get; init; }
    public string? Counted { get; init; }
    public int Entitled { get; init; }
    public int Present { get; init; }
    public int Yes { get; init; }
    public int No { get; init; }
    public int Abstain { get; init; }
    public bool Upheld { get; init; }
    public string? Reason { get; init; }
    public long? Replaces { get; init; }
    public required DateTime RecordedAt { get; init; }
    public long? SeatId { get; init; }
    /// <summary>Who entered it, in words.</summary>
    public string Actor { get; init; } = "";

    public static ProcedureEntry Of(ProcedureInstance instance, int number, ProcedureEvent e, DateTime now, long? seat, string actor, long? id = null) => new()
    {
        Id = id ?? Ids.Next(), OrgId = instance.OrgId, OrgPath = instance.OrgPath, InstanceId = instance.Id, Number = number, Kind = e.Kind.ToString(), RecordId = e.RecordId, HeldOn = e.On,
        Step = e.Step, Way = e.Way, Code = e.Code, UntilOn = e.Until, Counted = e.Counted, Entitled = e.Entitled, Present = e.Present, Yes = e.Yes, No = e.No, Abstain = e.Abstain,
        Upheld = e.Upheld, Reason = e.Reason, Replaces = e.Replaces, RecordedAt = now, SeatId = seat, Actor = actor,
    };

    public ProcedureEvent Event() => new()
    {
        Kind = Enum.Parse<EventKind>(Kind), RecordId = RecordId, On = HeldOn, Step = Step, Way = Way, Code = Code, Until = UntilOn, Counted = Counted, Entitled = Entitled, Present = Present,
        Yes = Yes, No = No, Abstain = Abstain, Upheld = Upheld, Reason = Reason, Replaces = Replaces,
    };
}
