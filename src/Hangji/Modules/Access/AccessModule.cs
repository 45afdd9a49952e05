using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
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
        services.AddSingleton<IRoomTables, AccessDb>();
        services.AddSingleton<SeatCache>();
        services.AddScoped<ActingSeat>();
        services.AddIdentityCore<Account>(Rules).AddDefaultTokenProviders();
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, AppDb, long>>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "hangji";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/denied";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
        });
        services.AddSingleton<IAuthorizationPolicyProvider, VerbPolicies>();
        services.AddScoped<IAuthorizationHandler, VerbCheck>();
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        return services;
    }

    private static void Rules(IdentityOptions options)
    {
        options.Password.RequiredLength = 10;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireDigit = false;
        options.Password.RequiredUniqueChars = 5;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.User.AllowedUserNameCharacters = null!;
    }
}
