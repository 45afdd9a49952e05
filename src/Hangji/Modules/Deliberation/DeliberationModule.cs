using Hangji.Modules.Access.Contract;
using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Deliberation.Pages;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Modules.Duties.Contract;
using Hangji.Modules.Meetings.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Shell;
using Hangji.Shell.Search;

namespace Hangji.Modules.Deliberation;

/// <summary>The door of the room: matters, their votes, postings, objections, contracts and payments, and the supervision desk.</summary>
internal static class DeliberationModule
{
    public static IServiceCollection AddDeliberation(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, DeliberationDb>().AddSingleton<IColumnSource, MatterColumns>();
        services.AddScoped<MatterBook>().AddScoped<MatterReader>().AddScoped<OwnVillage>().AddScoped<IMatterReading, MatterViews>();
        services.AddScoped<RaiseMatter>().AddScoped<AmendMatter>().AddScoped<CountVote>().AddScoped<PostMatter>().AddScoped<IPostings>(s => s.GetRequiredService<PostMatter>()).AddScoped<FilePaper>();
        services.AddScoped<RaiseObjection>().AddScoped<AnswerObjection>().AddScoped<IObjections, PublicObjections>().AddScoped<LeadMatter>();
        services.AddScoped<SignContract>().AddScoped<PayForMatter>().AddScoped<SupervisionDesk>();
        services.AddScoped<IFollowMeetings, FollowMeetings>().AddScoped<Regulations.Contract.IDutyEvidence, SupervisionEvidence>();
        services.AddScoped<MatterList>().AddScoped<MatterActs>();
        services.AddScoped<TodayMatters>().AddScoped<ITodayAside>(s => s.GetRequiredService<TodayMatters>()).AddScoped<IOrganizationPanel, OrganizationPanel>().AddScoped<ISearchSource, MatterSearchSource>();
        services.AddMenu(new MenuEntry("议事", "route", "/matters", Verbs.ReadMatters, Order: 45));
        return services;
    }

    public static void MapDeliberation(this IEndpointRouteBuilder app) => MatterEndpoints.Map(app);
}
