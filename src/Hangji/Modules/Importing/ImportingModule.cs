using Hangji.Modules.Access.Contract;
using Hangji.Modules.Importing.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Jobs;
using Hangji.Shell;

namespace Hangji.Modules.Importing;

/// <summary>The door of the room: spreadsheets of every kind on their way into the records, checked, taken and undone in one place.</summary>
internal static class ImportingModule
{
    public static IServiceCollection AddImporting(this IServiceCollection services) => services
        .AddJobs()
        .AddSingleton<IRoomTables, ImportDb>()
        .AddSingleton<ImportFiles>()
        .AddSingleton<IHousekeeping, ImportHousekeeping>()
        .AddScoped<BulkInsert>()
        .AddScoped<ReceiveFile>()
        .AddScoped<IReceiveFiles>(s => s.GetRequiredService<ReceiveFile>())
        .AddScoped<CheckBatch>()
        .AddScoped<TakeBatch>()
        .AddScoped<IJobWork, CheckBatch>()
        .AddScoped<IJobWork, TakeBatch>()
        .AddScoped<UndoBatch>()
        .AddMenu(new MenuEntry("导入", "table-import", "/import", Verbs.Import, 90));

    public static void MapImporting(this IEndpointRouteBuilder app) => app.MapGet("/import/{id:long}/problems.xlsx", ProblemsDownload.Xlsx).RequireAuthorization(Verbs.Import);
}
