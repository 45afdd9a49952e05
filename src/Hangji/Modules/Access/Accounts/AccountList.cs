using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.SignIns;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Accounts;

/// <summary>An account as the security administrator sees it: name, state and the titles of its seats; nothing of what is done from them.</summary>
internal sealed record AccountRow(Account Account, DateTime? LockedUntil, IReadOnlyList<(string Org, Role? Role, string? OnBehalfOf)> Seats);

/// <summary>账号清单: for the security administrator, who has no scope; reads account names and seat titles past the scope filter, and nothing else.</summary>
internal sealed class AccountList(AppDb db, AttemptLimit limit, ILookupNormalizer names, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="after">Normalized user name of the last row of the page before.</param>
    /// <param name="only">locked, disabled, admin, unused (no seat), or null.</param>
    public async Task<List<AccountRow>> Page(string? q, string? only, string? after, CancellationToken stop)
    {
        var locked = await limit.LockedNow(stop);
        var today = clock.Today();
        var accounts = db.Accounts.AsNoTracking().AsQueryable();
        if (!string.IsNullOrWhiteSpace(q))
        {
            var (name, text) = (names.NormalizeName(q.Trim()), q.Trim());
            accounts = accounts.Where(a => a.NormalizedUserName!.Contains(name) || a.DisplayName.Contains(text));
        }
        var lockedNames = locked.Keys.ToList();
        var seats = db.Seats.IgnoreQueryFilters([AppDb.ScopeFilter]);
        accounts = only switch
        {
            "locked" => accounts.Where(a => lockedNames.Contains(a.NormalizedUserName!)),
            "disabled" => accounts.Where(a => a.DisabledAt != null),
            "admin" => accounts.Where(a => a.AdminKind != null || a.ProposedKind != null),
            "unused" => accounts.Where(a => a.AdminKind == null && !seats.Any(s => s.AccountId == a.Id && (s.ToOn == null || s.ToOn > today))),
            _ => accounts,
        };
        if (!string.IsNullOrEmpty(after)) accounts = accounts.Where(a => string.Compare(a.NormalizedUserName, after) > 0);
        return await Rows(await accounts.OrderBy(a => a.NormalizedUserName).Take(PageSize + 1).ToListAsync(stop), locked, stop);
    }

    public async Task<AccountRow?> One(long id, CancellationToken stop) =>
        await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, stop) is { } account ? (await Rows([account], await limit.LockedNow(stop), stop))[0] : null;

    /// <summary>Accounts put forward as administrators, for the second person.</summary>
    public Task<List<Account>> Proposed(CancellationToken stop) => db.Accounts.AsNoTracking().Where(a => a.ProposedKind != null).OrderBy(a => a.UserName).ToListAsync(stop);

    private async Task<List<AccountRow>> Rows(List<Account> accounts, Dictionary<string, DateTime> locked, CancellationToken stop)
    {
        var (ids, today) = (accounts.Select(a => a.Id).ToList(), clock.Today());
        var seats = (await (from seat in db.Seats.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
                            join org in db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]) on seat.OrgId equals org.Id
                            where ids.Contains(seat.AccountId) && seat.FromOn <= today && (seat.ToOn == null || seat.ToOn > today)
                            orderby seat.OrgPath
                            select new { seat.AccountId, org.ShortName, seat.Role, seat.OnBehalfOf }).ToListAsync(stop)).ToLookup(s => s.AccountId);
        return [.. accounts.Select(a => new AccountRow(a, locked.TryGetValue(a.NormalizedUserName!, out var until) ? until : null,
            [.. seats[a.Id].Select(s => (s.ShortName, Roles.All.GetValueOrDefault(s.Role), s.OnBehalfOf))]))];
    }
}
