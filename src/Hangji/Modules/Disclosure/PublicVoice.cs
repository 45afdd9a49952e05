using Hangji.Platform.Data;

namespace Hangji.Modules.Disclosure;

/// <summary>意见: a question or an objection of the public, said on the site or taken down by a clerk. No account; a name is optional and only its surname is kept.</summary>
internal sealed class PublicVoice : IOwned, IVersioned
{
    public const string Question = "question", Objection = "objection";

    public required long Id { get; init; }
    /// <summary>The Party body that leads the place.</summary>
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>The copy it is about; null for a question to the place.</summary>
    public long? CopyId { get; init; }
    public string? Doc { get; init; }
    public required string Kind { get; init; }
    /// <summary>回执码: random, told once; who has it sees the answer. Kept as it is: it opens nothing but this row.</summary>
    public required string Code { get; init; }
    public required string Text { get; init; }
    /// <summary>张*; empty where nobody wished to be named.</summary>
    public required string Who { get; init; }
    /// <summary>A telephone number for the answer, encrypted; never public, deleted with the answer's release.</summary>
    public byte[]? ContactCipher { get; set; }
    /// <summary>Taken down by a clerk: said in the office or on paper.</summary>
    public bool Offline { get; init; }
    public required DateOnly SaidOn { get; init; }
    public required DateOnly DueOn { get; init; }
    public DateOnly? AnsweredOn { get; set; }
    public string? Answer { get; set; }
    public string AnsweredName { get; set; } = "";
    /// <summary>An objection that was right.</summary>
    public bool Upheld { get; set; }
    /// <summary>提请上级: not satisfied, or not answered in time; from then on the township or county answers.</summary>
    public DateOnly? EscalatedOn { get; set; }
    public DateOnly? EscalatedDueOn { get; set; }
    public string EscalatedWhy { get; set; } = "";
    public DateOnly? DecidedOn { get; set; }
    public string? Decision { get; set; }
    public string DecidedName { get; set; } = "";
    /// <summary>Question and answer are on the public page.</summary>
    public bool Shown { get; set; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }

    /// <summary>Answered: from now on question and answer are public, and the telephone number is not needed any more.</summary>
    public void Close(DateOnly on, string answer, string by, bool upheld) =>
        (AnsweredOn, Answer, AnsweredName, Upheld, Shown, ContactCipher) = (on, answer, by, upheld && Kind == Objection, true, null);
}
