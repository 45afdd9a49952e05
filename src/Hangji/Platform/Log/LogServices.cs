using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
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
            .AddScoped<LogKeys>().AddScoped<PublicLog>().AddScoped<Receipts>().AddScoped<Inspection>()
            .AddHostedService<LogKeeper>();
    }
}
