using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.SignIns;

/// <summary>
/// 锁定: five failures under one name, then a quarter of an hour of nothing. An attempt is booked before the secret is looked at, so that many at once
/// cannot be more than five; names without an account are counted alike, so that the answer does not tell which names exist.
/// </summary>
internal sealed class AttemptLimit(AppDb db, TimeProvider clock)
{
    public const int Most = 5;
    /// <summary>Failures from one network address under whatever names: an office behind one address mistypes now and then, a list of names does so all the time.</summary>
    public const int MostFromOnePlace = 50;
    public static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    /// <summary>Books an attempt.</summary>
    /// <returns>How many are left after this one, or until when none is taken.</returns>
    public Task<(int Left, DateTime? LockedUntil)> Book(string name, CancellationToken stop) => Book(name, Most, stop);

    /// <summary>Books a failure that came from a network address.</summary>
    public Task FailedFrom(string address, CancellationToken stop) => Book(Place(address), MostFromOnePlace, stop);

    /// <summary>Until when nothing is taken from this address; null while it is open.</summary>
    public async Task<DateTime?> ClosedTo(string address, CancellationToken stop)
    {
        var (place, lapsed) = (Place(address), clock.GetUtcNow().UtcDateTime - Locked);
        return await db.SignInAttempts.AsNoTracking().Where(a => a.Name == place && a.Failures >= MostFromOnePlace && a.LastAt > lapsed).Select(a => (DateTime?)a.LastAt).SingleOrDefaultAsync(stop) + Locked;
    }

    /// <summary>No name begins with a space: they are trimmed.</summary>
    private static string Place(string address) => " " + address;

    private async Task<(int Left, DateTime? LockedUntil)> Book(string name, int most, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var lapsed = now - Locked;
        var here = db.SignInAttempts.Where(a => a.Name == name);
        if (await here.Where(a => a.LastAt <= lapsed).ExecuteUpdateAsync(s => s.SetProperty(a => a.Failures, 1).SetProperty(a => a.LastAt, now), stop) == 1) return (most - 1, null);
        if (await here.Where(a => a.Failures < most).ExecuteUpdateAsync(s => s.SetProperty(a => a.Failures, a => a.Failures + 1).SetProperty(a => a.LastAt, now), stop) == 0)
        {
            if (await here.AsNoTracking().SingleOrDefaultAsync(stop) is { } locked) return (0, locked.LastAt + Locked);
            var first = new SignInAttempt { Name = name, Failures = 1, LastAt = now };
            db.Add(first);
            try
            {
                await db.SaveChangesAsync(stop);
                return (most - 1, null);
            }
            catch (DbUpdateException)
            {
                // Two first attempts at once: the other one made the row, and may have taken it away again by now; ours must not stand in the way of a second try.
                db.Entry(first).State = EntityState.Detached;
                return await Book(name, most, stop);
            }
            finally
            {
                db.Entry(first).State = EntityState.Detached;
            }
        }
        // Another sign-in under this name may have succeeded in between and taken the row away: then the count starts anew.
        return (most - await here.Select(a => a.Failures).SingleOrDefaultAsync(stop), null);
    }

    /// <summary>A success, or an administrator who unlocks: the count starts anew.</summary>
    public async Task<bool> Clear(string name, CancellationToken stop) => await db.SignInAttempts.Where(a => a.Name == name).ExecuteDeleteAsync(stop) > 0;

    /// <summary>Names that are locked now, with the instant until which.</summary>
    public async Task<Dictionary<string, DateTime>> LockedNow(CancellationToken stop)
    {
        var lapsed = clock.GetUtcNow().UtcDateTime - Locked;
        return await db.SignInAttempts.AsNoTracking().Where(a => a.Failures >= Most && a.LastAt > lapsed && !a.Name.StartsWith(" ")).ToDictionaryAsync(a => a.Name, a => a.LastAt + Locked, stop);
    }
}
