using Hangji.Modules.Members.Contract;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>记录里的人: who stands on a roll, was left out of a count, talked or reported; an import that brought them is not undone under them.</summary>
internal sealed class PersonsInMeetings(AppDb db) : IUsesPersons
{
    public async Task<IReadOnlyCollection<long>> UsedAmong(IReadOnlyCollection<long> personIds, CancellationToken stop)
    {
        // Records of any body: a person who moved on stands in the minutes of the old one, which the undoing seat need not see.
        var used = await Of<Attendance>().Where(a => a.PersonId != null && personIds.Contains(a.PersonId.Value)).Select(a => a.PersonId!.Value).Distinct().ToListAsync(stop);
        used.AddRange(await Of<Exclusion>().Where(e => personIds.Contains(e.PersonId)).Select(e => e.PersonId).Distinct().ToListAsync(stop));
        used.AddRange(await Of<Talk>().Where(t => personIds.Contains(t.FromPersonId)).Select(t => t.FromPersonId).Distinct().ToListAsync(stop));
        used.AddRange(await Of<Talk>().Where(t => personIds.Contains(t.WithPersonId)).Select(t => t.WithPersonId).Distinct().ToListAsync(stop));
        used.AddRange(await Of<SecretaryAct>().Where(a => personIds.Contains(a.PersonId)).Select(a => a.PersonId).Distinct().ToListAsync(stop));
        return used.ToHashSet();
    }

    IQueryable<T> Of<T>() where T : class, IOwned => db.Set<T>().IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking();
}
