using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell.Feedback;

/// <summary>Answers a 投诉 or 建议, in public or for the writer alone. The system administrator does; the box holds no business data.</summary>
internal sealed class AnswerFeedback(AppDb db, TimeProvider clock)
{
    /// <summary>Policy of the answering page.</summary>
    public const string Policy = "admin.system";

    public async Task<Refusal?> Run(long id, string? answer, bool openly, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(answer)) return new("请写答复", "Answer");
        if (answer.Length > FeedbackNote.MostText) return new("最多 {0} 个字，现在有 {1} 个", "Answer", null, FeedbackNote.MostText, answer.Length);
        if (await db.Set<FeedbackNote>().SingleOrDefaultAsync(note => note.Id == id, stop) is not { } said) return new("没有这一条");
        (said.Answer, said.AnsweredAt, said.IsPublic) = (answer.Trim(), clock.GetUtcNow().UtcDateTime, openly);
        await db.SaveChangesAsync(stop);
        return null;
    }
}
