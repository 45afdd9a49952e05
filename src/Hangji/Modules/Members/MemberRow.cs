using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>名册一行 as a list prints it, in the reader's language. Public because a component takes it as a parameter.</summary>
/// <param name="Spells">Marks of what holds for the member that day.</param>
/// <param name="Org">The branch; null where the whole list is of one.</param>
public sealed record MemberRow(long PersonId, string Name, string Sex, string Ethnic, int? BornYear, string Education, string Joined, string Kind, MarkupString Spells, long OrgId, string? Org, string? Phone)
{
    /// <summary>Rows of one page: two queries whatever their number.</summary>
    internal static async Task<List<MemberRow>> Of(AppDb db, Words t, IReadOnlyList<Membership> members, DateOnly on, bool oneBranch, CancellationToken stop)
    {
        if (members.Count == 0) return [];
        var (persons, bodies) = (members.Select(m => m.PersonId).ToList(), members.Select(m => m.OrgId).Distinct().ToList());
        var spells = (await db.SpellsOf(persons, stop)).Where(s => s.Runs(on)).ToLookup(s => s.PersonId);
        var orgs = oneBranch ? [] : await db.Orgs.AsNoTracking().Where(o => bodies.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.ShortName, stop);
        string Said((string Code, string[] Words)[] list, string? code) => MemberChoices.Name(list, code) is { } name ? t[name] : "";
        return [.. members.Select(m => new MemberRow(m.PersonId, m.Name, Said(MemberChoices.SexWords, m.Sex), Said(MemberChoices.EthnicWords, m.Ethnic), m.BornOn?.Year, Said(MemberChoices.EducationWords, m.Education), t.Loose(m.Joined),
            m.Probationary(on) ? t["预备党员"] : t["正式党员"], new(string.Concat(spells[m.PersonId].Select(s => " " + Marks.State(Look(s.Kind), MemberWords.Spells.Said(t, s.Kind)).Value))), m.OrgId, oneBranch ? null : orgs.GetValueOrDefault(m.OrgId, ""), m.PhoneMasked))];
    }

    static Standing Look(string spell) => spell switch { Spell.Infirm => Standing.Exempt, Spell.NoVote or Spell.Stopped => Standing.Wait, _ => Standing.Off };
}
