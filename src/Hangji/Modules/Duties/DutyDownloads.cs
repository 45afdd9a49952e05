using System.Globalization;
using System.Text;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Duties;

/// <summary>职责月历 as files: a sheet of one body or of all below, and a calendar that phones and mail programs read (iCalendar).</summary>
internal static class DutyDownloads
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/duties/export", Sheet).RequireAuthorization(Verbs.ReadDuties);
        app.MapGet("/duties/bodies/export", Below).RequireAuthorization(Verbs.ReadDuties);
        app.MapGet("/duties/calendar.ics", Calendar).RequireAuthorization(Verbs.ReadDuties);
    }

    private static async Task<IResult> Sheet(DutyDesk desk, ActingSeat seat, Words t, long? org, int? year, CancellationToken stop)
    {
        if (await desk.Body(org ?? seat.Org, stop) is not { } body) return Results.NotFound();
        var of = Math.Clamp(year ?? desk.Today.Year, 2000, desk.Today.Year);
        var duties = await desk.Of([body], new(of, 1, 1), new(of, 12, 31), desk.Today, stop);
        return await Written($"{body.ShortName}-{t["职责月历"]}-{of}.xlsx", t, duties);
    }

    private static async Task<IResult> Below(DutyDesk desk, ActingSeat seat, Words t, CancellationToken stop)
    {
        if (await desk.Body(seat.Org, stop) is not { } top) return Results.NotFound();
        var lines = await desk.BelowLines(top, stop);
        return await Written($"{top.ShortName}-{t["各组织职责"]}-{desk.Today:yyyyMMdd}.xlsx", t, [.. lines.Select(l => l.Body)]);
    }

    private static Task<IResult> Written(string name, Words t, IReadOnlyList<BodyDuties> bodies) => SheetDownload.Xlsx(name, book =>
    {
        book.Sheet(t["职责"], [new(t["组织代码"]), new(t["组织"], Width: 30), new(t["党小组"]), new(t["规则"], Width: 26), new(t["条文"], Width: 36), new(t["强度"]), new(t["期间"], Width: 16),
            new(t["期限"], ColumnKind.Date), new(t["情况"]), new(t["完成日期"], ColumnKind.Date), new(t["记录日期"], ColumnKind.Date), new(t["写明的情况"], Width: 40)]);
        foreach (var body in bodies)
            foreach (var duty in body.Duties.Where(d => d.State is not (DutyState.NotApplicable or DutyState.Unknown)))
            {
                var reason = body.ReasonFor(duty);
                var record = duty.Records.Count > 0 ? body.Records.GetValueOrDefault(duty.Records[0]) : null;
                book.Row(body.Body.Code, body.Body.ShortName, duty.SubjectName, duty.Rule.Title.In(t.IsEnglish), DutyView.Article(t, duty.Rule), DutyView.Strength(t, duty.Rule),
                    DutyView.Period(t, duty), duty.Period is null ? null : duty.DueDate, DutyView.Word(t, duty, reason), record?.HeldOn, record?.RecordedOn, reason?.Text);
            }
        return Task.CompletedTask;
    });

    private static async Task<IResult> Calendar(DutyDesk desk, ActingSeat seat, Words t, HttpContext http, long? org, CancellationToken stop)
    {
        if (await desk.Body(org ?? seat.Org, stop) is not { } body) return Results.NotFound();
        var duties = (await desk.Of([body], new(desk.Today.Year, 1, 1), new(desk.Today.Year, 12, 31), desk.Today, stop))[0];
        var open = duties.Duties.Where(d => d.Period is not null && d.State is DutyState.Due or DutyState.Overdue or DutyState.NotYet && duties.ReasonFor(d) is null);
        return Results.Text(Feed(t, body, open, desk.Today), "text/calendar; charset=utf-8");
    }

    /// <summary>RFC 5545: one all-day entry on the due date of each open duty; lines end CRLF and are folded at 75 octets.</summary>
    internal static string Feed(Words t, OrgNode body, IEnumerable<Duty> duties, DateOnly today)
    {
        var text = new StringBuilder();
        void Line(string line)
        {
            var width = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (width + rune.Utf8SequenceLength > 74) { text.Append("\r\n "); width = 1; }
                text.Append(rune.ToString());
                width += rune.Utf8SequenceLength;
            }
            text.Append("\r\n");
        }
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Hangji//Duties//ZH");
        Line($"X-WR-CALNAME:{Escape(t["{0}职责", body.ShortName])}");
        foreach (var duty in duties)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{duty.Key.Replace('/', '-')}@hangji");
            Line($"DTSTAMP:{today:yyyyMMdd}T000000Z");
            Line($"DTSTART;VALUE=DATE:{duty.DueDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");
            Line($"SUMMARY:{Escape($"{DutyView.Title(t, duty)}（{DutyView.Period(t, duty)}）")}");
            Line($"DESCRIPTION:{Escape(DutyView.Article(t, duty.Rule) + " " + duty.Rule.Text.In(t.IsEnglish))}");
            Line("END:VEVENT");
        }
        Line("END:VCALENDAR");
        return text.ToString();
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").Replace("\n", "\\n");
}
