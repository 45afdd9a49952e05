using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Members.Contract;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Hangji.Shell.Search;
using Hangji.Shell;

namespace Hangji.Modules.Members;

/// <summary>The door of the room: persons, memberships, rolls, and the import of rosters.</summary>
internal static class MembersModule
{
    public static IServiceCollection AddMembers(this IServiceCollection services) => services
        .AddSingleton<IRoomTables, MembersDb>()
        .AddSingleton<PersonSecrets>()
        .AddScoped<IMemberRoll, MemberRoll>()
        .AddScoped<Organizations.Contract.IPersonNames, PersonNames>()
        .AddScoped<IFollowOrganizations, FollowMembers>()
        .AddScoped<IMemberSpans, MemberSpans>()
        .AddScoped<AdmitMember>()
        .AddScoped<CorrectMember>()
        .AddScoped<ConvertToFull>()
        .AddScoped<MoveBetweenGroups>()
        .AddScoped<EndMembership>()
        .AddScoped<BeginSpell>()
        .AddScoped<RevealField>()
        .AddScoped<RecordStage>()
        .AddScoped<MemberExport>()
        .AddScoped<MemberHistory>()
        .AddScoped<IOrganizationPanel, MembersPanel>()
        .AddMenu(new MenuEntry("党员", "users", "/members", Access.Contract.Verbs.ReadMembers, 30, English: "Members"))
        .AddScoped<AppointOfficer>()
        .AddScoped<ISearchSource, MemberSearchSource>()
        .AddScoped<Access.Contract.IOwnRecord, OwnMembership>()
        .AddSingleton<IColumnSource, MemberColumns>()
        .AddSingleton<IColumnSource, StageColumns>()
        .AddSingleton<IColumnSource, SpellColumns>()
        .AddSingleton<IMeasures, MemberMeasures>()
        .AddImports();

    static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddScoped<TakeMembers>()
        .AddScoped<UndoMembers>()
        .AddScoped<IImportKind, MembersImport>()
        .AddScoped<IImportKind, OrganizationsImport>()
        .AddScoped<IImportKind, AppointmentsImport>();
}
