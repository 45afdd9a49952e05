using Hangji.Platform.Data;

namespace Hangji.Shell.Feedback;

/// <summary>投诉与建议: what somebody said about the program or about a demand made through it (N10). Anybody may say it, without a name.</summary>
internal sealed class FeedbackNote : IUnrecorded
{
    public const int MostText = 2000, MostContact = 60, MostPage = 300;

    public required long Id { get; init; }
    public required DateTime SaidAt { get; init; }
    /// <summary>complaint, suggestion or fault.</summary>
    public required string Kind { get; init; }
    public required string Text { get; init; }
    /// <summary>The page it is about, as a path of this site.</summary>
    public string? Page { get; init; }
    /// <summary>How to answer in private, if the writer left it. Never shown in public.</summary>
    public string? Contact { get; init; }
    public string? Answer { get; set; }
    public DateTime? AnsweredAt { get; set; }
    /// <summary>Whether text and answer stand on the page for everybody; otherwise only the number of answers does.</summary>
    public bool IsPublic { get; set; }
}

internal sealed class FeedbackTables : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var note = tables.Table<FeedbackNote>("feedback_notes");
        note.HasKey(n => n.Id);
        note.Property(n => n.Id).ValueGeneratedNever();
        note.HasIndex(n => n.SaidAt);
    }
}
