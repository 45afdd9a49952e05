using Hangji.Platform.Data;

namespace Hangji.Modules.Members;

/// <summary>
/// 发展阶段: how far a person has come before membership, dated: 入党申请人, 入党积极分子, 发展对象. From 预备党员 on the dates of the membership are the
/// record (one owner for each fact, product-rules N4).
/// </summary>
internal sealed class Stage : IOwned, IOfPerson
{
    public required long Id { get; init; }
    public required long OrgId { get; set; }
    public string OrgPath { get; set; } = "";
    public required long PersonId { get; init; }
    /// <summary>Code of list stage: applicant, activist, candidate.</summary>
    public required string Reached { get; init; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? ToOn { get; set; }
    /// <summary>Why it ended: next (the following stage or membership), withdrawn, stopped.</summary>
    public string? Ended { get; set; }

    public bool Runs(DateOnly on) => FromOn <= on && (ToOn is null || on < ToOn);
}
