using Hangji.Modules.Access.Contract;
using Hangji.Modules.Duties.Contract;
using Hangji.Modules.Meetings.Contract;
using Hangji.Modules.Meetings.Pages;
using Hangji.Modules.Meetings.Voting;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Hangji.Shell;
using Hangji.Shell.Search;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hangji.Modules.Meetings;

/// <summary>The door of the room: meetings of every body, their votes, minutes and tasks; talks; what all of that proves.</summary>
internal static class MeetingsModule
{
    public static IServiceCollection AddMeetings(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, MeetingsDb>();
        services.TryAddSingleton(_ => Rulebook.Shipped);
        services.AddScoped<RollCaller>().AddScoped<MinuteBook>().AddScoped<FormFilling>();
        services.AddScoped<ConveneMeeting>().AddScoped<RecordMeeting>().AddScoped<CorrectMeeting>().AddScoped<CancelMeeting>().AddScoped<CompleteTask>();
        services.AddScoped<IOrganizationPanel, OrganizationPanel>().AddScoped<ITodayAside, TasksAside>().AddScoped<IOwnRecord, OwnMeetings>().AddScoped<ISearchSource, MeetingSearch>();
        services.AddScoped<EnterTally>().AddScoped<RescheduleMeeting>().AddScoped<Members.Contract.IUsesPersons, PersonsInMeetings>();
        services.AddScoped<RecordingDesk>().AddScoped<DossierReader>().AddScoped<FileKeeper>();
        services.AddScoped<IMeetingOutcomes, ItemOutcomes>().AddScoped<IMeetingNotices, MeetingNotices>();
        services.AddSingleton<IColumnSource, MeetingColumns>().AddSingleton<IMeasures, MeetingMeasures>();
        services.AddScoped<RecordTalks>().AddScoped<WithdrawTalk>().AddScoped<RecordSecretaryDuty>();
        services.AddScoped<IMeetingEvidence, MeetingEvidenceReader>().AddScoped<IDutyEvidence, MeetingEvidenceReader>().AddScoped<IMeetingTasks, MeetingTaskReader>();
        services.AddMenu(new MenuEntry("会议", "calendar-event", "/meetings", Verbs.ReadMeetings, Order: 40, OnTabbar: true));
        return services;
    }

    public static void MapMeetings(this IEndpointRouteBuilder app) => MeetingEndpoints.Map(app);
}
