using Hangji.Modules.Access.Contract;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>The desk of publication on a day of the past, for whoever publishes, answers or asks there.</summary>
internal sealed class DemoDesk(IServiceScopeFactory scopes, TimeProvider real)
{
    private readonly DemoClock clock = new(real);

    /// <summary>One unit of work of somebody at that hour (Beijing is eight hours ahead).</summary>
    public async Task<T> As<T>(string who, DateOnly on, TimeOnly utc, Func<IServiceProvider, DisclosureDesk, Task<T>> act)
    {
        clock.At = new DateTimeOffset(on, utc, TimeSpan.Zero);
        await using var scope = scopes.CreateAsyncScope();
        var s = scope.ServiceProvider;
        s.GetRequiredService<Acting>().AsProgram(who);
        return await act(s, new(s.GetRequiredService<AppDb>(), s.GetRequiredService<Places>(), s.GetRequiredService<IActing>(), s.GetRequiredService<ActingSeat>(), s.GetRequiredService<RulebookShelf>(), clock));
    }

    public static Task<int> Version(IServiceProvider s, long id, CancellationToken stop) => s.GetRequiredService<AppDb>().Disclosures.Where(d => d.Id == id).Select(d => d.Version).SingleAsync(stop);
}
