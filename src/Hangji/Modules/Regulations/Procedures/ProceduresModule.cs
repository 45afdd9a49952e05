using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Modules.Regulations.Procedures;

/// <summary>The door of the running procedures: the book, the desk and the group commit.</summary>
internal static class ProceduresModule
{
    public static IServiceCollection AddProcedures(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, ProceduresDb>();
        services.TryAddSingleton(_ => Rulebook.Shipped);
        services.TryAddSingleton(_ => ProcedureBook.Shipped);
        services.TryAddSingleton(s => RulebookShelf.Shipped(s.GetRequiredService<Store>().Folder));
        services.Replace(ServiceDescriptor.Singleton(s => Citations.Into(Platform.Text.WordBook.Embedded, s.GetRequiredService<RulebookShelf>, s.GetRequiredService<ProcedureBook>)));
        services.AddScoped<LocalRules>().AddScoped<ProcedureDesk>();
        services.AddSingleton<TransitionBulk>();
        return services;
    }
}
