using Hangji.Platform.Data;

namespace Hangji.Modules.Organizations;

/// <summary>The door of the room: the tree of bodies, its dated acts, posts and search.</summary>
internal static class OrganizationsModule
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, OrganizationsDb>();
        return services;
    }
}
