using Hangji.Modules.Members.Importing;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;

namespace Hangji.Modules.Members;

/// <summary>名册一行 as a list prints it, in the reader's language. Public because a component takes it as a parameter.</summary>
/// <param name="Spells">Marks of what holds for the member that day.</param>
/// <param name="Org">The branch; null where the whole list is of one.</param>
public sealed record MemberRow(long PersonId, string Name, string Sex, string Ethnic, int? BornYear, string Education, string Joined, string Kind, MarkupString Spells, long OrgId, string? Org, string? Phone)
{
    /// <summary>Rows of one page.</summary>
    internal static List<MemberRow> Of(Words t, IReadOnlyList<Listed> members, DateOnly on, bool oneBranch)
    {
        string Said((string Code, string[] Words)[] list, string? code) => MemberChoices.Name(list, code) is { } name ? t[name] : "";
        return [.. members.Select(m => new MemberRow(m.PersonId, m.Name, Said(MemberChoices.SexWords, m.Sex), Said(MemberChoices.EthnicWords, m.Ethnic), m.BornOn?.Year, Said(MemberChoices.EducationWords, m.Education), t.Loose(Person.Loose(m.JoinedOn, m.JoinedTo)),
            m.Probationary(on) ? t["预备党员"] : t["正式党员"], new(string.Concat(m.Running.Select(s => " " + Marks.State(Look(s.Kind), MemberWords.Spells.Said(t, s.Kind)).Value))), m.OrgId, oneBranch ? null : m.Org ?? "", m.PhoneMasked))];
    }

    static Standing Look(string spell) => spell switch { Spell.Infirm => Standing.Exempt, Spell.NoVote or Spell.Stopped => Standing.Wait, _ => Standing.Off };
}
