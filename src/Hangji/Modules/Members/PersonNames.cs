using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>姓名: who the holders of posts and accounts are, for pages of the rooms below. The name stays readable after a transfer; the record opens only within the seat's range.</summary>
internal sealed class PersonNames(AppDb db, IActing acting, ActingSeat seat) : IPersonNames
{
    public async Task<IReadOnlyDictionary<long, PersonShown>> Of(IReadOnlyCollection<long> personIds, CancellationToken stop)
    {
        var reads = seat.May(Verbs.ReadMembers);
        return (await Known(personIds, stop)).ToDictionary(p => p.Id, p => reads && acting.Range.Covers(p.OrgPath) ? new PersonShown(p.Name, $"/members/{p.Id}", p.PhoneMasked) : new PersonShown(p.Name));
    }

    async Task<IReadOnlyList<Bearer>> Known(IReadOnlyCollection<long> ids, CancellationToken stop) => ids.Count == 0 ? [] :
        await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new Bearer(p.Id, p.Name, p.OrgPath, p.PhoneMasked)).ToListAsync(stop);

    sealed record Bearer(long Id, string Name, string OrgPath, string? PhoneMasked);
}
