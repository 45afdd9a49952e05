using System.Globalization;
using Microsoft.AspNetCore.DataProtection;

namespace Hangji.Modules.Access.SignIns;

/// <summary>等待第二步: that the password was right is carried for five minutes in a sealed cookie; until the code follows nobody is signed in.</summary>
internal sealed class PendingCode(IDataProtectionProvider protection)
{
    private const string Name = "hangji-step";
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("hangji.step").ToTimeLimitedDataProtector();

    public void Begin(HttpContext http, long accountId) => http.Response.Cookies.Append(Name, protector.Protect(accountId.ToString(CultureInfo.InvariantCulture), Keep),
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, IsEssential = true, MaxAge = Keep, Path = "/sign-in" });

    /// <summary>The account that has given its password, or null when the cookie is old, missing or not ours.</summary>
    public long? Read(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 } sealedId) return null;
        try { return long.Parse(protector.Unprotect(sealedId), CultureInfo.InvariantCulture); }
        catch (System.Security.Cryptography.CryptographicException) { return null; }
    }

    public void End(HttpContext http) => http.Response.Cookies.Delete(Name, new() { Path = "/sign-in" });
}
