namespace Hangji.Modules.Regulations.Contract.Procedures;

/// <summary>程序里发生的事. A change here is a change of stored data: values are kept as their names.</summary>
internal enum EventKind
{
    /// <summary>会议对一个议题的表决</summary>
    Meeting,
    /// <summary>会议通知</summary>
    Notice,
    /// <summary>公布</summary>
    Publication,
    /// <summary>材料</summary>
    Document,
    /// <summary>异议</summary>
    Objection,
    /// <summary>对异议的答复</summary>
    Answer,
    /// <summary>申请撤销</summary>
    Contest,
    /// <summary>对撤销申请的裁定</summary>
    Ruling,
    /// <summary>退回</summary>
    Return,
    /// <summary>决定后变更</summary>
    Change,
    /// <summary>改用另一版本</summary>
    Move,
    /// <summary>撤回</summary>
    Withdraw,
    /// <summary>作废: a corrected record that no longer says anything about this; <see cref="ProcedureEvent.Replaces"/> is the vote that falls away.</summary>
    Drop,
}

/// <summary>一条真实记录: something that was held, posted or written, as far as a procedure looks at it. The same record twice is one.</summary>
internal sealed record ProcedureEvent
{
    public required EventKind Kind { get; init; }
    /// <summary>The record in its own room: the item of a meeting, the publication, the document. With <see cref="Kind"/> it is the identity.</summary>
    public required long RecordId { get; init; }
    /// <summary>The legal day of the act, not the day it was typed.</summary>
    public required DateOnly On { get; init; }
    public string Step { get; init; } = "";
    public string? Way { get; init; }
    /// <summary>Kind of meeting, kind of document, the step returned to, or the version moved to.</summary>
    public string? Code { get; init; }
    /// <summary>Taken down on (a posting), valid to (a document).</summary>
    public DateOnly? Until { get; init; }
    /// <summary>Whom the room was counted in: adults, households, members.</summary>
    public string? Counted { get; init; }
    public int Entitled { get; init; }
    public int Present { get; init; }
    public int Yes { get; init; }
    public int No { get; init; }
    public int Abstain { get; init; }
    /// <summary>An upheld objection, a granted annulment.</summary>
    public bool Upheld { get; init; }
    /// <summary>Why: of a return, a change, a deviation from what is not binding, a short notice.</summary>
    public string? Reason { get; init; }
    /// <summary>更正: the record of the same kind that this one corrects; it takes that one's place.</summary>
    public long? Replaces { get; init; }
}
