using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Organizations.Divisions;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Hangji.Shell;
using Hangji.Shell.Search;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Modules.Organizations;

/// <summary>The door of the room: the tree of bodies, its dated acts, posts and search.</summary>
internal static class OrganizationsModule
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, OrganizationsDb>();
        services.AddScoped<OrgTree>().AddScoped<OrgPanels>().AddScoped<OrgFrames>().AddScoped<OrgRecords>().AddScoped<ActEntries>();
        services.AddScoped<IFirstBody, SetUpFirstBody>().AddScoped<SetUpOrganization>().AddScoped<SetUpLedBodies>().AddScoped<RenameOrganization>().AddScoped<ChangeOrganization>();
        services.AddScoped<MoveOrganization>().AddScoped<MergeOrganizations>().AddScoped<SplitOrganization>().AddScoped<DissolveOrganization>();
        services.AddScoped<RecordElection>().AddScoped<LinkOrganization>();
        services.AddMenu(new MenuEntry("组织", "building-community", "/orgs", OrganizationVerbs.Read, Order: 20, OnTabbar: true, English: "Bodies"));
        services.AddScoped<ActTargets>().AddScoped<BodyRegister>();
        services.TryAddScoped<BulkInsert>();
        services.AddScoped<ImportDivisions>();
        services.AddScoped<ISearchSource, OrgSearchSource>();
        services.AddSingleton<IColumnSource, OrgColumns>().AddSingleton<IMeasures, OrgMeasures>();
        return services;
    }

    public static void MapOrganizations(this IEndpointRouteBuilder app) => OrgDownloads.Map(app);
}
