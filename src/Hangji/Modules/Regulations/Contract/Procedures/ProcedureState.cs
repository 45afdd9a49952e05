using Hangji.Platform;

namespace Hangji.Modules.Regulations.Contract.Procedures;

/// <summary>步骤的情况.</summary>
internal enum StepStanding { Done, Now, Later }

/// <summary>程序的情况.</summary>
internal enum Course { Running, Ended, Withdrawn }

/// <summary>要件: one thing that a step asks, met or not, by which article, and until when one has to wait for it.</summary>
internal sealed record Obstacle(Refusal What, Citation? By, DateOnly? Until, bool Met)
{
    /// <summary>Stands in the way whatever reason is given.</summary>
    public bool Blocks => !Met && (By is null || By.Binds);
    /// <summary>The refusal with its article, as pages and interfaces print it.</summary>
    public Refusal Refusal => What with { Article = By?.Words.Zh };
}

/// <summary>办结: what completed a step, with the numbers that were asked.</summary>
/// <param name="Deviations">Demands that do not bind and were not met; the record gives the reason.</param>
internal sealed record Completion(ProcedureEvent By, Way? Way, int? QuorumNeeded, int? VotesNeeded, int? VotesOf, Citation? QuorumBy, Citation? MajorityBy, IReadOnlyList<Obstacle> Deviations, string? MergedWith = null);

/// <summary>A way of the step that is now due, with what it asks and from which day it could be taken.</summary>
internal sealed record WayState(Way Way, IReadOnlyList<Obstacle> Asked, DateOnly? Earliest)
{
    public bool Open => Asked.All(o => !o.Blocks);
}

/// <summary>One step as it stands.</summary>
/// <param name="Earliest">From which day it may be taken, when only time stands in the way; null otherwise.</param>
/// <param name="DueBy">The last day of the longest wait, when one is set.</param>
internal sealed record StepState(Step Step, StepStanding Standing, Completion? Completion, IReadOnlyList<Obstacle> Asked, IReadOnlyList<WayState> Ways, DateOnly? Earliest, DateOnly? DueBy, Citation By)
{
    public bool Open => Standing == StepStanding.Now && Asked.All(o => !o.Blocks) && (Ways.Count == 0 || Ways.Any(w => w.Open));
}

/// <summary>A record that the procedure does not count, and why; it stays where it is recorded.</summary>
internal sealed record SetAside(ProcedureEvent Event, Obstacle Why);

/// <summary>以前的一轮: why an instance was led back, and what had been done until then.</summary>
internal sealed record PastRound(int Number, EventKind Cause, ProcedureEvent By, string BackTo, IReadOnlyList<(Step Step, Completion Completion)> Done, Completion? FailedVote);

/// <summary>程序现状: what is done, what may be done now and by whom, what stands in the way until when.</summary>
internal sealed record ProcedureState(Procedure Procedure, IReadOnlySet<string> Traits, Course Course, int Round, IReadOnlyList<StepState> Steps, IReadOnlyList<PastRound> Past,
    IReadOnlyList<ProcedureEvent> OpenObjections, ProcedureEvent? OpenContest, IReadOnlyList<ProcedureEvent> Notices, IReadOnlyList<ProcedureEvent> Papers, IReadOnlyList<SetAside> Aside)
{
    /// <summary>更正: what took the place of an earlier vote, or struck it out; each in the order of entry.</summary>
    public IReadOnlyList<ProcedureEvent> Corrections { get; init; } = [];
    public StepState? Now => Steps.FirstOrDefault(s => s.Standing == StepStanding.Now);
    public Completion? Done(string step) => Steps.FirstOrDefault(s => s.Step.Id == step)?.Completion;
}
