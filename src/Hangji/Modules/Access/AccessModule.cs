using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Auditing;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Explaining;
using Hangji.Modules.Access.FirstVisit;
using Hangji.Modules.Access.Own;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Shell;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Hangji.Modules.Access;

/// <summary>The door of the room: sign-in, seats, policies, the three administrators, audit.</summary>
internal static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<IRoomTables, AccessDb>().AddSingleton<IHousekeeping, AccessHousekeeping>().AddSealed<AuditEntry>("audit_entries");
        services.AddHttpContextAccessor();
        services.AddScoped<ILookupNormalizer, NamesOfAccounts>();
        services.AddIdentityCore<Account>(Rules);
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, AppDb, long>>();
        services.AddScoped<ActingSeat>().AddSingleton<SeatCache>();
        services.AddScoped<Shell.Backups.IBackupNotice, BackupTrail>();
        services.AddScoped<Audit>().AddSingleton<CodeKeys>();
        services.AddScoped<AttemptLimit>().AddScoped<Sessions>().AddScoped<EnterByPassword>().AddScoped<EnterByCode>().AddScoped<SetUpCode>().AddScoped<DemandCode>().AddScoped<ChangePassword>();
        services.AddScoped<Entrance>().AddSingleton<PendingCode>().AddScoped<ISeatMenu, SeatMenuReader>();
        services.AddScoped<HeldSeats>().AddScoped<TakeSeat>().AddScoped<GrantSeat>().AddScoped<EndSeat>();
        services.AddScoped<SeatList>().AddScoped<SeatSomebody>().AddScoped<ResetBelow>();
        services.AddScoped<WhyAccess>().AddScoped<OwnData>();
        services.AddSingleton<IStartNotice, FirstVisitNotice>().AddSingleton<SetUpToken>().AddSingleton<DemoLoad>().AddScoped<SetUpHouse>();
        services.AddScoped<AccountList>().AddScoped<AuditList>();
        services.AddScoped<OpenAccount>().AddScoped<KeepAccounts>().AddScoped<Administrators>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Cookie);
        services.AddMenu(
            new MenuEntry("席位和账号", "users", "/access/seats", Verbs.GrantSeats, 150),
            new MenuEntry("系统运行", "database", "/admin/system", Verbs.RunSystem, 200),
            new MenuEntry("账号安全", "shield-lock", "/admin/security", Verbs.RunSecurity, 200),
            new MenuEntry("审计", "shield-check", "/admin/audit", Verbs.RunAudit, 200));
        services.AddSingleton<IAuthorizationPolicyProvider, VerbPolicies>();
        services.AddScoped<IAuthorizationHandler, VerbCheck>();
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        return services;
    }

    /// <summary>Addresses of the room that are no pages.</summary>
    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        AuditDownload.Map(app);
        OwnDownload.Map(app);
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "hangji";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        (cookie.LoginPath, cookie.AccessDeniedPath, cookie.ReturnUrlParameter) = ("/sign-in", "/denied", "back");
        // Sliding while it is used; the session itself ends after Sessions.Longest, whatever the cookie says.
        (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (Sessions.Idle, true);
    }

    private static void Rules(IdentityOptions options)
    {
        // Length and obvious words are judged by PasswordRules, which says why in both languages.
        options.Password.RequiredLength = 1;
        options.Password.RequireNonAlphanumeric = options.Password.RequireUppercase = options.Password.RequireLowercase = options.Password.RequireDigit = false;
        options.User.AllowedUserNameCharacters = null!;
        options.Lockout.AllowedForNewUsers = false;
    }
}
