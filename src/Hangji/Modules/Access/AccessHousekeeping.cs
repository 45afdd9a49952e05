using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access;

/// <summary>Sessions are kept half a year after their end (Cybersecurity Law art. 23: at least six months), failed names a day; the audit record stays.</summary>
internal sealed class AccessHousekeeping : IHousekeeping
{
    private static readonly TimeSpan Sessions = TimeSpan.FromDays(190), Attempts = TimeSpan.FromDays(1);

    public async Task Tidy(AppDb db, DateTime now, CancellationToken stop)
    {
        var (sessions, attempts) = (now - Sessions, now - Attempts);
        await db.SignIns.Where(s => s.ExpiresAt < sessions).ExecuteDeleteAsync(stop);
        await db.SignInAttempts.Where(a => a.LastAt < attempts).ExecuteDeleteAsync(stop);
    }
}
