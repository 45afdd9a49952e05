using Hangji.Modules.Access.Contract;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Text;
using Hangji.Shell;

namespace Hangji.Modules.Statistics;

/// <summary>The door of the room: forms of the year, free statistics, the overview of any level.</summary>
internal static class StatisticsModule
{
    public static IServiceCollection AddStatistics(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, StatisticsDb>();
        services.AddSingleton<SnapshotShelf>().AddSingleton<Counting>();
        services.AddSingleton(s => new TableBook(TableBook.ShippedFolder, s.GetServices<IColumnSource>()));
        services.AddScoped<StatDesk>().AddScoped<FileReport>().AddScoped<OverviewDesk>().AddScoped<ILoggedCopies, LoggedFilings>();
        services.AddMenu(
            new MenuEntry("总览", "chart-bar", "/overview", Verbs.ReadStatistics, Order: 15),
            new MenuEntry("年度统计", "file-text", "/statistics", Verbs.ReadStatistics, Order: 80));
        return services;
    }

    public static void MapStatistics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/statistics/{year:int}/{no}/export", Form).RequireAuthorization(Verbs.ReadStatistics);
        app.MapGet("/overview/export", Overview).RequireAuthorization(Verbs.ReadStatistics);
    }

    private static async Task<IResult> Form(StatDesk desk, Words t, int year, string no, long? org, DateOnly? asof, CancellationToken stop)
    {
        if (await desk.Frame(org, year, asof, stop) is not { } frame || desk.Book.Find(year, no) is not { IsComputed: true } table) return Results.NotFound();
        if (await desk.Count(table, frame, stop) is not { } counted) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        var file = new MemoryStream();
        FormSheet.Write(counted, frame.Org.ShortName, t, file, await desk.Gaps(table, frame, stop));
        file.Position = 0;
        return Results.Stream(file, SheetDownload.XlsxType, $"{frame.Org.ShortName}-{year}-{no}-{t.Either(table.Title.Zh, table.Title.En)}.xlsx");
    }

    private static async Task<IResult> Overview(OverviewDesk desk, Words t, long? org, DateOnly? asof, string? field, CancellationToken stop)
    {
        if (await desk.Read(org, asof, field, stop) is not { } view) return Results.NotFound();
        return await SheetDownload.Xlsx($"{view.Org.ShortName}-{t["总览"]}-{view.Month}.xlsx", book =>
        {
            book.Sheet(t["总览"], [new(t["组织代码"]), new(t["组织"], Width: 30), .. view.Columns.Select(c => new SheetColumn(t[c.Name], ColumnKind.Number))]);
            foreach (var line in view.Lines) book.Row([line.Code, line.Name, .. view.Columns.Select(c => (object?)line.Figure(c))]);
            return Task.CompletedTask;
        });
    }
}
