using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Hangji.Shell;

namespace Hangji.Modules.Duties;

/// <summary>The door of the room: what is due, why, and what was done about it — for one body, for a township, for today.</summary>
internal static class DutiesModule
{
    public static IServiceCollection AddDuties(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, DutiesDb>();
        services.AddMemoryCache();
        services.AddScoped<DutyDesk>();
        services.AddSingleton<DutySweep>().AddSingleton<DutyShelf>();
        services.AddScoped<GiveReason>();
        services.AddScoped<IOrganizationPanel, StructurePanel>();
        services.AddScoped<WhatIf>();
        services.AddSingleton<IMeasures, DutyMeasures>();
        services.AddMenu(
            new("今日", "home", "/", Verbs.ReadDuties, Order: 10, OnTabbar: true),
            new("职责月历", "list-details", "/duties", Verbs.ReadDuties, Order: 60, OnTabbar: true),
            new("规则", "book-2", "/rules", Verbs.ExplainDuties, Order: 65, English: "Rules"));
        return services;
    }

    public static void MapDuties(this IEndpointRouteBuilder app) => DutyDownloads.Map(app);
}
