using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell.Feedback;

/// <summary>Puts a 投诉 or 建议 into the box, or says what is missing.</summary>
internal sealed class SayFeedback(AppDb db, IActing acting, TimeProvider clock)
{
    public static readonly string[] Kinds = ["complaint", "suggestion", "fault"];
    const int MostPerHour = 200;

    public sealed class Form
    {
        public string? Kind { get; set; }
        public string? Text { get; set; }
        public string? Contact { get; set; }
        public string? Page { get; set; }
    }

    public async Task<Refusal?> Run(Form form, CancellationToken stop)
    {
        if (Check(form) is { } refusal) return refusal;
        var now = clock.GetUtcNow().UtcDateTime;
        // The box is open to the street: a flood is refused before it fills the disk.
        if (await db.Set<FeedbackNote>().CountAsync(note => note.SaidAt > now.AddHours(-1), stop) >= MostPerHour) return new("这一小时收到的太多了，请过一会儿再送");
        db.Add(new FeedbackNote { Id = Ids.Next(), SaidAt = now, Kind = form.Kind!, Text = form.Text!.Trim(), Contact = Blank(form.Contact), Page = form.Page is null ? null : Back.Local(form.Page) });
        // The box keeps no facts, so it leaves the receipt by itself: pressed twice is said once.
        if (acting.FormKey is { } key && acting.TakeFormKey()) db.Add(new FormReceipt { FormKey = key, AccountId = acting.AccountId, TakenAt = now });
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>The first thing wrong with the form, or null.</summary>
    public static Refusal? Check(Form form) =>
        form.Kind is null || !Kinds.Contains(form.Kind) ? new("请选一种", nameof(form.Kind)) :
        string.IsNullOrWhiteSpace(form.Text) ? new("请写下想说的话", nameof(form.Text)) :
        form.Text.Length > FeedbackNote.MostText ? new("最多 {0} 个字，现在有 {1} 个", nameof(form.Text), null, FeedbackNote.MostText, form.Text.Length) :
        form.Contact?.Length > FeedbackNote.MostContact ? new("联系方式最多 {0} 个字", nameof(form.Contact), null, FeedbackNote.MostContact) :
        form.Page?.Length > FeedbackNote.MostPage ? new("页面地址太长", nameof(form.Page)) : null;

    static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
