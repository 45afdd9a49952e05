using Hangji.Modules.Access.Contract;
using Hangji.Modules.Meetings.Pages;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>Addresses of this room that are no pages: the minutes as a document, files, exports, the completion of tasks.</summary>
internal static class MeetingEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/meetings/{id:long}/minutes.docx", Minutes).RequireAuthorization(Verbs.ReadMeetings);
        app.MapGet("/meetings/files/{id:long}", Kept).RequireAuthorization(Verbs.ReadMeetings);
        app.MapGet("/meetings/export", Export).RequireAuthorization(Verbs.Export);
        app.MapPost("/tasks/{id:long}/done", Done).RequireAuthorization(Verbs.RecordMeetings);
    }

    static async Task<IResult> Minutes(long id, int? edition, DossierReader dossiers, Rulebook book, Words t, CancellationToken stop)
    {
        var file = await dossiers.Open(id, edition, stop);
        if (file.Meeting.State != Meeting.Held) return Results.NotFound();
        return SheetDownload.Docx($"{file.Org.ShortName}-{t["会议记录"]}-{file.Meeting.Day:yyyyMMdd}-{file.Meeting.Code}.docx", MinuteText.Of(t, file, book).Document(t));
    }

    /// <summary>A file is always handed out as a download, never shown inside the site.</summary>
    static async Task<IResult> Kept(long id, AppDb db, FileKeeper keeper, HttpContext http, CancellationToken stop)
    {
        var file = await db.MeetingFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, stop) ?? throw new OutOfScopeException($"meeting file {id}");
        var path = keeper.PathOf(file.Hash);
        if (!File.Exists(path)) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(path, file.Type, file.Name);
    }

    static async Task<IResult> Done(long id, IFormCollection posted, CompleteTask complete, Words t, HttpContext http, CancellationToken stop)
    {
        var on = LooseDate.Parse(posted["done"].ToString(), out var day) is null ? day.Exact : null;
        var refusal = on is null ? new("请填写完成日期", "done") : await complete.Run(id, int.TryParse(posted["version"], out var version) ? version : -1, on.Value, posted["note"].ToString(), stop);
        Flash.Say(http, refusal is null ? t["已办结"] : t[refusal], kind: refusal is null ? "ok" : "stop");
        return Results.LocalRedirect(Back.Local(posted["back"], "/tasks"));
    }

    static Task<IResult> Export(AppDb db, OrgTree tree, Words t, [AsParameters] MeetingFilter filter, CancellationToken stop) => SheetDownload.Xlsx(t["会议"] + ".xlsx", async book =>
    {
        book.Sheet(t["会议"], [new(t["编号"], Width: 18), new(t["组织"], Width: 24), new(t["种类"], Width: 20), new(t["次数"], ColumnKind.Number), new(t["主题"], Width: 36), new(t["开会日期"], ColumnKind.Date), new(t["记录时间"], ColumnKind.DateTime),
            new(t["地点"], Width: 20), new(t["主持"]), new(t["应到"], ColumnKind.Number), new(t["实到"], ColumnKind.Number), new(t["状态"])]);
        var found = await (await MeetingList.Query(db, tree, filter, stop)).ToListAsync(stop);
        var names = await tree.Names([.. found.Select(m => m.OrgId).Distinct()], stop);
        foreach (var m in found)
            book.Row(m.Code, names[m.OrgId].ShortName, string.Join(t["、"], m.Kinds.Select(k => t[MeetingKinds.Name(k)])), m.Number, m.Theme, m.HeldOn ?? m.PlannedOn, m.RecordedAt is { } at ? at.AddHours(8) : null,
                m.Place, m.Chair, m.State == Meeting.Held ? m.Due : null, m.State == Meeting.Held ? m.Present : null, t[MeetingList.StateName(m)]);
    });
}
