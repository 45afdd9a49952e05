using System.Globalization;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Log;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Statistics;

/// <summary>上报: keeps the figures of a form as they are now, for good. A form that was filed before is filed again with a reason.</summary>
internal sealed class FileReport(AppDb db, StatDesk desk, PublicLog log, IActing acting, TimeProvider clock)
{
    public sealed class Form
    {
        /// <summary>The filing that the form was filled beside; 0 where there was none.</summary>
        public long Before { get; set; }
        public string? Reason { get; set; }
    }

    public async Task<Refusal?> Run(ReportFrame frame, StatTable table, Form form, CancellationToken stop)
    {
        var before = (await desk.Filings(frame, table.No, stop)).FirstOrDefault();
        if (Check(frame, table, form, before, clock.Today()) is { } refusal) return refusal;
        if (await desk.Count(table, frame, stop) is not { } counted) return new("数字还在准备，请稍后再报");
        var report = FiledReport.Of(counted, frame.Org.Id, acting.Name, clock.GetUtcNow().UtcDateTime, before, Plain.Line(form.Reason) is { Length: > 0 } reason ? reason : null);
        report.LogEntryId = log.Append(db, LogLeaf.FiledReport(frame.Org.Id.ToString(CultureInfo.InvariantCulture), LeafDoc.Of(report.Id), report.Rev, Convert.FromHexString(report.Statement()), report.AsOf, clock.GetUtcNow()));
        db.Add(report);
        db.Facts.Add(Fact.Of("report.filed", frame.Org.Id, report.Id, clock.Today(), report.Reason, $$"""{"form":"{{table.No}}","year":{{frame.Year}},"sha256":"{{report.Sha256}}"}"""));
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException fault) when (Taken.By(fault, "filed_reports", "org_id", "year", "form", "rev"))
        {
            db.ChangeTracker.Clear();
            return Between;
        }
    }

    /// <summary>The rules alone. Figures are of 31 December (统计 cut-off), so a year is filed when it is over.</summary>
    public static Refusal? Check(ReportFrame frame, StatTable table, Form form, FiledReport? before, DateOnly today) =>
        !table.IsComputed ? new("这张表要用的记录本系统还没有，不能上报") :
        WrongDay(frame, today) is { } wrong ? wrong :
        before is not null && form.Before != before.Id ? Between :
        before is not null && string.IsNullOrWhiteSpace(form.Reason) ? new("这张表已经上报过；重报请写明原因", nameof(form.Reason)) :
        form.Reason?.Trim().Length > FiledReport.MostReason ? new("原因最多 {0} 个字", nameof(form.Reason), null, FiledReport.MostReason) : null;

    /// <summary>Why the figures on the page are not those of a year's end; the page says it in place of the button.</summary>
    public static Refusal? WrongDay(ReportFrame frame, DateOnly today) =>
        frame.Year >= today.Year ? new("{0} 年还没有结束，年报的时点是 12月31日", null, null, frame.Year) :
        !frame.IsFinal ? new("年报的时点是 12月31日，请按这一天上报") : null;

    private static Refusal Between => new("您打开这一页之后已经有人上报过，请看过再决定是否重报");
}
