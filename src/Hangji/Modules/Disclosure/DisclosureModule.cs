using Hangji.Platform.Data;

namespace Hangji.Modules.Disclosure;

/// <summary>The door of the room: what must be published, its way to the public, and what the public says to it.</summary>
internal static class DisclosureModule
{
    public static IServiceCollection AddDisclosure(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, DisclosureDb>();
        services.AddScoped<Places>();
        return services;
    }
}
