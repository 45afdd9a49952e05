using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.AspNetCore.Antiforgery;

namespace Hangji.Modules.Handover;

/// <summary>The door of the room: everything a seat may read, to take along.</summary>
internal static class HandoverModule
{
    public static IServiceCollection AddHandover(this IServiceCollection services) => services.AddScoped<EverythingZip>();

    public static void MapHandover(this IEndpointRouteBuilder app) =>
        app.MapPost("/export/all.zip", Everything).RequireAuthorization(Verbs.Export).WithMetadata(new RequireAntiforgeryTokenAttribute());

    static async Task<IResult> Everything(EverythingZip zip, ActingSeat seat, AppDb db, TimeProvider clock, CancellationToken stop)
    {
        // To disk first: the fact is kept before the first byte leaves, and a slow line holds no database connection.
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var written = await zip.Write(file, stop);
            db.Facts.Add(Fact.Of("records.exported", seat.Org, data: $$"""{"tables":{{written.Count}},"rows":{{written.Sum(table => table.Rows)}}}"""));
            await db.SaveChangesAsync(stop);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        file.Position = 0;
        return Results.Stream(file, "application/zip", $"hangji-{seat.OrgId}-{clock.Today():yyyy-MM-dd}.zip");
    }
}
