using Hangji.Modules.Access.Contract;
using Hangji.Modules.Disclosure.Site;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Hangji.Shell;

namespace Hangji.Modules.Disclosure;

/// <summary>The door of the room: what must be published, its way to the public, and what the public says to it.</summary>
internal static class DisclosureModule
{
    public static IServiceCollection AddDisclosure(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, DisclosureDb>();
        services.AddScoped<Places>().AddScoped<DisclosureDesk>().AddScoped<MissingList>();
        services.AddScoped<DraftItem>().AddScoped<ReviewItem>().AddScoped<ReleaseItem>().AddScoped<WithdrawCopy>().AddScoped<PostOnBoard>();
        services.AddScoped<RaiseVoice>().AddScoped<AnswerVoice>();
        services.AddScoped<IDutyEvidence, ReleaseEvidence>().AddScoped<ILoggedCopies, LoggedCopies>();
        services.AddScoped<IDraftSource, Sources.FromAccounts>();
        return services.AddPublicSite();
    }

    public static void MapDisclosure(this IEndpointRouteBuilder app) => SiteEndpoints.Map(app);
}
