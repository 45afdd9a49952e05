using System.Collections.Concurrent;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>限频: how often one address may ask for something that costs. Addresses stay in memory for the window and are written nowhere (facts, not traces).</summary>
internal sealed class AddressLimit(TimeProvider clock)
{
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<(string What, string Address), (DateTimeOffset Since, int Count)> seen = new();

    /// <summary>False once <paramref name="most"/> were taken within <paramref name="window"/>.</summary>
    public bool Take(string what, HttpContext http, int most, TimeSpan window)
    {
        var now = clock.GetUtcNow();
        if (seen.Count > Most) foreach (var (key, value) in seen) if (now - value.Since >= window) seen.TryRemove(key, out _);
        if (seen.Count > Most) seen.Clear();
        var (_, count) = seen.AddOrUpdate((what, http.Connection.RemoteIpAddress?.ToString() ?? ""), _ => (now, 1), (_, was) => now - was.Since >= window ? (now, 1) : (was.Since, was.Count + 1));
        return count <= most;
    }
}
