using System.Text;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Serving;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Witnessing;

/// <summary>见证的地址: where other logs ask for a cosignature, and where anybody reads what was seen last.</summary>
internal static class WitnessSite
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapWitness(this IEndpointRouteBuilder app)
    {
        app.MapPost("/log/witness/add-checkpoint", Add).AllowAnonymous().DisableAntiforgery();
        app.MapMethods("/log/witness/{origin}/checkpoint", Reading, async (HttpContext http, string origin, Witness witness, CancellationToken stop) =>
            await witness.Latest(origin, stop) is { } note ? LogSite.Plain(http, note) : LogSite.None(http)).AllowAnonymous();
        app.MapMethods("/log/witness/vkey", Reading, async (HttpContext http, AppDb db, CancellationToken stop) =>
            await db.LogKeys.AsNoTracking().Where(k => k.Log == LogName.Witness).Select(k => k.Verifier).FirstOrDefaultAsync(stop) is { } key ? LogSite.Plain(http, key + "\n") : LogSite.None(http)).AllowAnonymous();
    }

    private static async Task<IResult> Add(HttpContext http, Witness witness, CancellationToken stop)
    {
        var body = new byte[Witness.MostBytes + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, stop);
        if (length > Witness.MostBytes) return LogSite.Plain(http, "malformed\n", status: StatusCodes.Status400BadRequest);
        var answer = await witness.Add(Encoding.UTF8.GetString(body, 0, length), stop);
        if (!answer.IsSize) return LogSite.Plain(http, answer.Text, status: answer.Status);
        return Results.Text(answer.Text, "text/x.tlog.size", Encoding.ASCII, answer.Status);
    }
}
