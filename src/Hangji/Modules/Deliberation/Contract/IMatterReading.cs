using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Deliberation.Contract;

/// <summary>一次表决, flat: who could, who was there, the count, and what the rule of that day asked.</summary>
/// <param name="QuorumNeeded">Least number present; null where no rule is known.</param>
/// <param name="VotesNeeded">Least yes votes, of <paramref name="VotesOf"/> people.</param>
internal sealed record MatterVote(string Step, Bilingual StepTitle, Bilingual Body, DateOnly On, int Entitled, int Present, int For, int Against, int Abstain, bool Passed, int? QuorumNeeded, int? VotesNeeded, int? VotesOf, Bilingual? Rule, long RecordId);

/// <summary>一步 as it stands: done, now or later.</summary>
internal sealed record MatterStepView(string Id, Bilingual Title, Bilingual Actor, string Standing, DateOnly? DoneOn, bool IsPublication, int PostedDays, Bilingual Basis);

/// <summary>合同, the other party masked where it is a person.</summary>
internal sealed record MatterContractView(long Id, Bilingual Kind, string Object, string Party, DateOnly SignedOn, DateOnly? From, DateOnly? To, long AmountFen, bool Decided);

/// <summary>付款.</summary>
internal sealed record MatterPaymentView(long Id, long? ContractId, DateOnly PaidOn, string Purpose, long AmountFen, string Voucher, bool Decided);

/// <summary>验收、公布 and other papers of a matter: what and when, no contents.</summary>
internal sealed record MatterPaperView(long Id, string Kind, string Title, string Text, DateOnly On);

/// <summary>以前一轮: why the matter was led back, with the vote that failed if one did.</summary>
internal sealed record MatterRound(int Number, string Cause, DateOnly On, Bilingual BackTo, string? Reason, MatterVote? FailedVote);

/// <summary>一件事, flat, for whoever publishes it or books its money. Names of people are kept masked in this room already.</summary>
/// <param name="DueStep">The step that is due; null when the course is over.</param>
/// <param name="Irregular">Chinese sentences of what does not fit between decision, contract and payment; never published, for the checks of the rooms above.</param>
internal sealed record MatterView(long Id, long OrgId, string Sign, string Title, string Body, Bilingual Kind, Bilingual Procedure, string ProcedureVersion, string Source, int Signed, int SignedOf, long? AmountFen, string Funding,
    DateOnly RaisedOn, DateOnly? DecidedOn, string Course, MatterStepView? DueStep, IReadOnlyList<MatterStepView> Steps, IReadOnlyList<MatterVote> Votes, IReadOnlyList<MatterRound> Rounds,
    IReadOnlyList<MatterContractView> Contracts, IReadOnlyList<MatterPaymentView> Payments, IReadOnlyList<MatterPaperView> Papers, IReadOnlyList<Platform.Refusal> Irregular);

/// <summary>读议事: matters that the acting seat may see; a led body (villagers' committee, supervision committee) those of its own place.</summary>
internal interface IMatterReading
{
    /// <exception cref="Platform.Scope.OutOfScopeException">The acting seat does not see it.</exception>
    Task<MatterView> Read(long matterId, CancellationToken stop = default);

    /// <summary>Matters of a place whose next step is a publication, with the title of that step: what is to be made public now.</summary>
    Task<IReadOnlyList<(long MatterId, string Title, MatterStepView Step)>> ToPublish(long placeId, CancellationToken stop = default);

    /// <summary>Matters of a place on which nothing is decided yet, with the step that is due.</summary>
    Task<IReadOnlyList<(long MatterId, string Title, MatterStepView Step)>> Undecided(long placeId, CancellationToken stop = default);

    /// <summary>Payments of a place's matters between two days, for the books.</summary>
    Task<IReadOnlyList<(long MatterId, string Title, MatterPaymentView Payment)>> Payments(long placeId, DateOnly from, DateOnly to, CancellationToken stop = default);
}
