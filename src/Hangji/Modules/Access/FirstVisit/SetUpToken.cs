using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Hangji.Modules.Access.FirstVisit;

/// <summary>设置口令: who sets an empty installation up from another machine proves that the server's console is his; made anew at every start, worth nothing once there is an account.</summary>
internal sealed class SetUpToken
{
    private readonly string token = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);

    /// <summary>For the console, and nowhere else.</summary>
    public string Printed => string.Join('-', token.Chunk(4).Select(part => new string(part)));

    /// <summary>Not asked of somebody at the machine itself. A forwarded request comes from elsewhere, whatever its last step was.</summary>
    public static bool IsNeeded(HttpContext http) =>
        http.Request.Headers.ContainsKey("X-Forwarded-For") || http.Request.Headers.ContainsKey("Forwarded") || http.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from);

    public bool IsRight(string? typed) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(string.Concat((typed ?? "").ToLowerInvariant().Where(char.IsAsciiLetterOrDigit))), Encoding.UTF8.GetBytes(token));
}
