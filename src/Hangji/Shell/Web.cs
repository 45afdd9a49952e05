using Hangji.Demo;
using Hangji.Modules.Access;
using Hangji.Modules.CollectiveEconomy;
using Hangji.Modules.Deliberation;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Duties;
using Hangji.Modules.Meetings;
using Hangji.Modules.Handover;
using Hangji.Modules.Importing;
using Hangji.Modules.Members;
using Hangji.Modules.Organizations;
using Hangji.Modules.Regulations.Procedures;
using Hangji.Modules.Statistics;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Serving;
using Hangji.Platform.Measures;
using Hangji.Platform.Text;
using Hangji.Shell.Feedback;

namespace Hangji.Shell;

/// <summary>The composition of the program: which rooms there are and what every request passes.</summary>
internal static class Web
{
    /// <summary>All rooms on one store; used by the web program, the command line and the tests alike.</summary>
    public static IServiceCollection AddHangji(this IServiceCollection services, Store store) => services
        .AddStore(store)
        .AddMeasures()
        .AddScoped<Drafts>()
        .AddScoped<ShownOnce>()
        .AddText()
        .AddCrypto()
        .AddLog()
        .AddOrganizations()
        .AddAccess()
        .AddDuties()
        .AddProcedures()
        .AddMeetings()
        .AddDeliberation()
        .AddDisclosure()
        .AddStatistics()
        .AddHandover()
        .AddImporting()
        .AddMembers()
        .AddCollectiveEconomy()
        .AddDemo()
        .AddFeedback();

    public static WebApplication Build(string[] args, Store store, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddHangji(store);
        builder.AddShell();
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.UseShell();
        app.UseAuthentication();
        app.UseMiddleware<SeatGate>();
        app.UseMiddleware<Modules.Access.Auditing.RefusalTrail>();
        app.UseAuthorization();
        app.MapShell();
        app.MapOrganizations();
        app.MapAccess();
        app.MapDuties();
        app.MapImporting();
        app.MapMembers();
        app.MapCollectiveEconomy();
        app.MapDeliberation();
        app.MapStatistics();
        app.MapHandover();
        app.MapMeetings();
        app.MapDisclosure();
        app.MapLog();
        app.MapHealth();
        return app;
    }
}
