using System.Globalization;
using Hangji.Modules.Access.Contract;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Access.Auditing;

/// <summary>导出审计记录: the list with its filter as a sheet; that it was taken is itself audited.</summary>
internal static class AuditDownload
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/admin/audit.xlsx", async (HttpContext http, AuditList list, Audit audit, Words words, string? kind, string? q, string? from, string? to) =>
    {
        await audit.Record(AuditKinds.Exported, "audit " + http.Request.QueryString);
        return await SheetDownload.Xlsx(words["审计记录"] + ".xlsx", book => list.Write(book, Filter(kind, q, from, to), words, http.RequestAborted));
    }).RequireAuthorization(Verbs.RunAudit);

    /// <summary>What an address says; a day that is none is no condition.</summary>
    public static AuditFilter Filter(string? kind, string? q, string? from, string? to) => new(kind, q, Day(from), Day(to));

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 3000 ? day : null;
}
