using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>名册导出: rosters with the columns that the import reads, so that a file goes out here and comes in elsewhere. Rows are streamed by name.</summary>
internal sealed class MemberExport(AppDb db, PersonSecrets secrets)
{
    public static readonly IReadOnlyList<SheetColumn> Columns =
    [
        Of(MemberFields.Name), Of(MemberFields.Sex), Of(MemberFields.Ethnic), Of(MemberFields.Born, ColumnKind.Date), Of(MemberFields.Id, width: 22), Of(MemberFields.NativePlace), Of(MemberFields.Education),
        Of(MemberFields.EducationInService), Of(MemberFields.Degree), Of(MemberFields.Unit, width: 24), Of(MemberFields.UnitPost), Of(MemberFields.JobType), Of(MemberFields.Phone, width: 16), Of(MemberFields.Address, width: 30),
        Of(MemberFields.Joined, ColumnKind.Date), Of(MemberFields.Full, ColumnKind.Date), Of(MemberFields.Kind), Of(MemberFields.Branch, width: 24), Of(MemberFields.BranchCode, width: 16), Of(MemberFields.Group),
        Of(MemberFields.MovedIn, ColumnKind.Date), Of(MemberFields.CameFrom), Of(MemberFields.LetterNo), Of(MemberFields.Introducers), Of(MemberFields.ApplicationNo), Of(MemberFields.Dossier),
        Of(MemberFields.Mobile), Of(MemberFields.MobilePlace), Of(MemberFields.MobileSince, ColumnKind.Date), Of(MemberFields.MobileContact), Of(MemberFields.Abroad), Of(MemberFields.Infirm),
    ];

    static SheetColumn Of(FieldSpec field, ColumnKind kind = ColumnKind.Text, int width = 0) => new(field.Title, kind, width);

    /// <summary>The rows of a selection, in its own order, as they stood on a day.</summary>
    /// <param name="open">Numbers, telephones and addresses in clear; otherwise masked and left out.</param>
    public async IAsyncEnumerable<object?[]> Rows(IQueryable<Membership> selection, DateOnly on, bool open, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var (orgs, chunk) = (new Dictionary<long, OrgNode>(), new List<Membership>(500));
        await foreach (var membership in selection.AsNoTracking().AsAsyncEnumerable().WithCancellation(stop))
        {
            chunk.Add(membership);
            if (chunk.Count < 500) continue;
            foreach (var row in await Filled(chunk, orgs, on, open, stop)) yield return row;
            chunk.Clear();
        }
        foreach (var row in await Filled(chunk, orgs, on, open, stop)) yield return row;
    }

    /// <summary>Persons, spells and bodies of a chunk by one query each.</summary>
    async Task<List<object?[]>> Filled(List<Membership> chunk, Dictionary<long, OrgNode> orgs, DateOnly on, bool open, CancellationToken stop)
    {
        if (chunk.Count == 0) return [];
        var ids = chunk.Select(m => m.PersonId).Distinct().ToList();
        var persons = await db.Persons.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, stop);
        var spells = (await db.SpellsOf(ids, stop)).Where(s => s.Runs(on)).ToLookup(s => s.PersonId);
        var wanted = chunk.SelectMany(m => new[] { m.OrgId, m.GroupId ?? 0 }).Where(id => id > 0 && !orgs.ContainsKey(id)).Distinct().ToList();
        if (wanted.Count > 0) foreach (var org in await db.Orgs.AsNoTracking().Where(o => wanted.Contains(o.Id)).ToListAsync(stop)) orgs[org.Id] = org;
        return [.. chunk.Select(m => Row(m, persons.GetValueOrDefault(m.PersonId), spells[m.PersonId].ToList(), orgs, on, open))];
    }

    object?[] Row(Membership m, Person? p, List<Spell> spells, Dictionary<long, OrgNode> orgs, DateOnly on, bool open)
    {
        var (org, mobile) = (orgs.GetValueOrDefault(m.OrgId), spells.Find(s => s.Kind == Spell.Mobile));
        return
        [
            m.Name, MemberChoices.Name(MemberChoices.SexWords, m.Sex), MemberChoices.Name(MemberChoices.EthnicWords, m.Ethnic), p?.Born, open && p is not null ? secrets.Id(p) : m.IdMasked, p?.NativePlace,
            MemberChoices.Name(MemberChoices.EducationWords, m.Education), MemberChoices.Name(MemberChoices.EducationWords, p?.EducationInService), MemberChoices.Name(MemberChoices.DegreeWords, p?.Degree), p?.Unit, p?.UnitPost, p?.JobType,
            open && p is not null ? secrets.Phone(p) : m.PhoneMasked, open && p is not null ? secrets.Address(p) : null, m.Joined, m.Full, m.Probationary(on) ? "预备党员" : "正式党员", org?.Name, org?.Code,
            m.GroupId is { } group ? orgs.GetValueOrDefault(group)?.ShortName : null, m.FromOn == m.JoinedOn ? null : m.FromOn, m.CameFrom, m.LetterNo, m.Introducers, m.ApplicationNo, m.DossierPlace,
            mobile is not null, mobile?.Place, mobile?.FromOn, open && mobile is not null ? secrets.Contact(mobile) : null, spells.Exists(s => s.Kind == Spell.Abroad), spells.Exists(s => s.Kind == Spell.Infirm),
        ];
    }
}
