using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Hangji.Modules.Access.Contract;

namespace Hangji.Modules.Access.Own;

/// <summary>下载我的数据: the same as the page, for another program to read (PIPL art. 45: copy and hand over).</summary>
internal static class OwnDownload
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/me.json", async (HttpContext http, OwnData own, ActingSeat seat, Audit audit, TimeProvider clock) =>
    {
        var (parts, openings) = (await own.Read(http.RequestAborted), await own.Openings(http.RequestAborted));
        await audit.Record(AuditKinds.Exported, "own record");
        http.Response.Headers.ContentDisposition = "attachment; filename=\"hangji-me.json\"";
        return Results.Json(new { Account = seat.DisplayName, At = clock.GetUtcNow(), Parts = parts, Openings = openings }, Json);
    }).RequireAuthorization();
}
