using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>名册下载: the list of a page as a spreadsheet, masked as the page is. Files with numbers in clear come from the command line alone.</summary>
internal static class MemberDownloads
{
    public static void MapMembers(this IEndpointRouteBuilder app)
    {
        app.MapGet("/members/export.xlsx", Xlsx).RequireAuthorization(Verbs.Export);
    }

    static async Task<IResult> Xlsx(HttpContext http, AppDb db, PersonSecrets secrets, MemberExport export, TimeProvider clock, Audit audit)
    {
        var (today, stop) = (clock.Today(), http.RequestAborted);
        var choice = MemberSelection.From(http.Request.Query, today);
        var rows = choice.Ordered((await choice.Of(db, secrets, stop, whole: true)).Rows);
        await audit.Record(AuditKinds.Exported, "members");
        return await SheetDownload.Xlsx($"members-{choice.On:yyyyMMdd}.xlsx", async book =>
        {
            book.Sheet("党员名册", MemberExport.Columns);
            await foreach (var row in export.Rows(rows, choice.On, open: false, stop)) book.Row(row);
        });
    }
}
