using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>查名册: the reads that several slices begin with. What is outside the seat's range is as good as absent: 404.</summary>
internal static class Registers
{
    extension(AppDb db)
    {
        public async Task<Membership> TakeMembership(long id, CancellationToken stop) =>
            await db.Memberships.SingleOrDefaultAsync(m => m.Id == id, stop) ?? throw new OutOfScopeException($"membership {id}");

        public async Task<Person> TakePerson(long id, CancellationToken stop) =>
            await db.Persons.SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw new OutOfScopeException($"person {id}");

        /// <summary>Spells of the persons, newest first.</summary>
        public Task<List<Spell>> SpellsOf(IReadOnlyCollection<long> persons, CancellationToken stop) =>
            db.Spells.AsNoTracking().Where(s => persons.Contains(s.PersonId)).OrderByDescending(s => s.FromOn).ToListAsync(stop);

        /// <summary>
        /// The person with this number and where he belongs now, anywhere in the register: a number must not be registered twice, whoever asks.
        /// The caller tells a stranger no more than that it is taken.
        /// </summary>
        public async Task<(Person Person, Membership? Running)?> FindByNumber(byte[] index, DateOnly on, CancellationToken stop)
        {
            if (await db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]).SingleOrDefaultAsync(p => p.IdIndex == index, stop) is not { } person) return null;
            var running = await db.Memberships.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
                .Where(m => m.PersonId == person.Id && (m.ToOn == null || m.ToOn > on)).OrderByDescending(m => m.FromOn).FirstOrDefaultAsync(stop);
            return (person, running);
        }
    }

    /// <summary>Bodies that members belong to directly: 党支部 of every kind. Committees and general branches have members through theirs.</summary>
    public static bool TakesMembers(this OrgNode org) => OrgKinds.IsBranch(org.Kind);
}
