using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Log.Audit;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Witnessing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Platform.Log;

/// <summary>What the composition registers of this folder.</summary>
internal static class LogServices
{
    public static IServiceCollection AddLog(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => LogSettings.FromEnvironment());
        return services
            .AddSingleton<IRoomTables, LogDb>()
            .AddSingleton<LogSteps>().AddSingleton<LogFolders>().AddSingleton<LogState>().AddSingleton<Sequencer>()
            .AddScoped<LogKeys>().AddScoped<PublicLog>().AddScoped<Receipts>().AddScoped<Inspection>().AddSingleton<Verifying.DocumentLedger>().AddScoped<Verifying.TextCheck>()
            .AddScoped<Witness>().AddSingleton<AskWitnesses>()
            .AddSealed<Fact>("facts").AddSingleton<Sealer>().AddScoped<AuditCheck>()
            .AddHostedService<LogKeeper>();
    }

    /// <summary>A room's append-only table joins those that the internal log seals.</summary>
    public static IServiceCollection AddSealed<T>(this IServiceCollection services, string table) where T : class, IAppendOnly => services.AddSingleton<ISealedTable>(new SealedTable<T>(table));
}
