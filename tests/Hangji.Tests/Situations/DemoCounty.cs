using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Situations;

/// <summary>The demo county on the running program, loaded once for all tests that look at it; today is 20 November 2026.</summary>
public sealed class DemoCounty : IAsyncLifetime
{
    private RunningHouse? running;

    internal RunningHouse Running => running!;

    public async ValueTask InitializeAsync()
    {
        running = await RunningHouse.Open();
        Assert.Null(await running.House.Work(s => s.GetRequiredService<IDemoData>().Load(_ => { }, default)));
    }

    internal Task<Account> Account(string userName) => Running.House.Work(s => s.GetRequiredService<AppDb>().Set<Account>().SingleAsync(a => a.UserName == userName));

    /// <summary>The seat of the account whose organization has this short name.</summary>
    internal async Task<long> Seat(Account account, string orgName) => await Running.House.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        return await (from seat in db.Set<Seat>() join org in db.Set<Hangji.Modules.Organizations.Contract.OrgNode>() on seat.OrgId equals org.Id
                      where seat.AccountId == account.Id && org.ShortName == orgName select seat.Id).SingleAsync();
    });

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await running.DisposeAsync();
    }
}
