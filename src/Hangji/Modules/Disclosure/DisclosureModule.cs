using Hangji.Modules.Access.Contract;
using Hangji.Modules.Disclosure.Pages;
using Hangji.Modules.Disclosure.Site;
using Hangji.Modules.Disclosure.Sources;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Modules.Duties.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Log.Keeping;
using Hangji.Shell;
using Hangji.Shell.Search;

namespace Hangji.Modules.Disclosure;

/// <summary>The door of the room: what must be published, its way to the public, and what the public says to it.</summary>
internal static class DisclosureModule
{
    public static IServiceCollection AddDisclosure(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, DisclosureDb>();
        services.AddScoped<Places>().AddScoped<DisclosureDesk>().AddScoped<MissingList>();
        services.AddScoped<DraftItem>().AddScoped<ReviewItem>().AddScoped<ReleaseItem>().AddScoped<WithdrawCopy>().AddScoped<PostOnBoard>().AddScoped<KeepFile>();
        services.AddScoped<RaiseVoice>().AddScoped<AnswerVoice>();
        services.AddScoped<IDraftSource, FromMatter>().AddScoped<IDraftSource, FromAccounts>().AddScoped<MatterSteps>().AddScoped<ICompleteSteps>(s => s.GetRequiredService<MatterSteps>()).AddScoped<IFollowVoices>(s => s.GetRequiredService<MatterSteps>());
        services.AddScoped<Deliberation.Contract.IDraftsToReview, DraftsOnTheDesk>().AddScoped<Deliberation.Contract.IPublicVoices, AnsweredAtTheMatter>();
        services.AddScoped<IDutyEvidence, ReleaseEvidence>().AddScoped<ILoggedCopies, LoggedCopies>();
        services.AddScoped<ItemFiles>().AddScoped<DisclosureLists>();
        services.AddScoped<TodayDisclosure>().AddScoped<ITodayAside>(s => s.GetRequiredService<TodayDisclosure>()).AddScoped<IOrganizationPanel, DisclosurePanel>().AddScoped<ISearchSource, DisclosureSearch>();
        services.AddMenu(new MenuEntry("信息公开", "speakerphone", "/disclosure", Verbs.ReadDisclosures, Order: 50));
        return services.AddPublicSite();
    }

    public static void MapDisclosure(this IEndpointRouteBuilder app) => SiteEndpoints.Map(app);
}
