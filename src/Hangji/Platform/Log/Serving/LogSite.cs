using System.Globalization;
using System.Text;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Witnessing;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Serving;

/// <summary>
/// 公开日志的地址: /log/checkpoint, /log/tile/…, /log/vkey, /log/receipt/N, as C2SP tlog-tiles asks. Plain files for anybody, without sign-in or cookies; what is not
/// there is a plain 404, never a page.
/// </summary>
internal static class LogSite
{
    private const string Text = "text/plain; charset=utf-8", Bytes = "application/octet-stream";
    private const string Seconds = "public, max-age=2", Forever = "public, max-age=31536000, immutable";

    public static void MapLog(this IEndpointRouteBuilder app)
    {
        app.MapGet("/log/checkpoint", (HttpContext http, LogFolders folders) =>
            folders.Of(LogName.Public).ReadCheckpoint() is { } note ? Plain(http, note, Seconds) : None(http)).AllowAnonymous();
        app.MapGet("/log/vkey", async (HttpContext http, AppDb db, CancellationToken stop) =>
            await Keys(db, stop) is [var newest, ..] ? Plain(http, newest + "\n", Seconds) : None(http)).AllowAnonymous();
        app.MapGet("/log/vkeys", async (HttpContext http, AppDb db, CancellationToken stop) =>
            await Keys(db, stop) is { Count: > 0 } all ? Plain(http, string.Concat(all.Select(k => k + "\n")), Seconds) : None(http)).AllowAnonymous();
        app.MapGet("/log/receipt/{index}", Receipt).AllowAnonymous();
        app.MapGet("/log/tile/{**path}", Tile).AllowAnonymous();
        app.MapWitness();
        app.MapGet("/log/{**path}", None).AllowAnonymous();
    }

    /// <summary>Every verifier key of the public log, newest first, those of the second line last.</summary>
    private static Task<List<string>> Keys(AppDb db, CancellationToken stop) => db.LogKeys.AsNoTracking().Where(k => k.Log == LogName.Public)
        .OrderBy(k => k.Kind).ThenByDescending(k => k.FromAt).ThenByDescending(k => k.Id).Select(k => k.Verifier).ToListAsync(stop);

    private static IResult Tile(HttpContext http, string? path, LogFolders folders)
    {
        if (TilePath.Parse("tile/" + path) is not { } tile || folders.Of(LogName.Public).Read(tile) is not { } bytes) return None(http);
        Open(http, Forever);
        return Results.Bytes(bytes, Bytes);
    }

    private static IResult Receipt(HttpContext http, string index, Receipts receipts)
    {
        if (!long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at.ToString(CultureInfo.InvariantCulture) != index || receipts.Of(at) is not { } receipt) return None(http);
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{at}.tlog-proof\"";
        return Plain(http, receipt.ToString(), Seconds);
    }

    internal static IResult Plain(HttpContext http, string text, string cache = "no-store", int status = 200)
    {
        Open(http, cache);
        return Results.Text(text, Text, Encoding.UTF8, status);
    }

    internal static IResult None(HttpContext http) => Plain(http, "not found\n", status: StatusCodes.Status404NotFound);

    private static void Open(HttpContext http, string cache)
    {
        http.Response.Headers.CacheControl = cache;
        // A page kept elsewhere, such as a newspaper's or a resident's own, may compare too.
        http.Response.Headers.AccessControlAllowOrigin = "*";
    }
}
