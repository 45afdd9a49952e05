using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>组织的统计维度: field and kind, for the sets of this room and of those above whose rows belong to bodies.</summary>
internal static class OrgDimensions
{
    public static readonly Dimension Field = Dimension.Coded("field", "所属领域", "field", OrgFields.All.Select(f => new DimensionValue(f.Key, f.Name)));

    public static ushort FieldCode(string field) => CodeIn(OrgFields.All, field);

    public static ushort CodeIn(IReadOnlyList<Listed> list, string key)
    {
        for (var i = 0; i < list.Count; i++) if (list[i].Key == key) return (ushort)(i + 1);
        return 0;
    }

    /// <summary>Facts that may put rows of a whole branch elsewhere or into another field.</summary>
    public static bool Rearranges(string kind) =>
        kind is "organization.move" or "organization.merge" or "organization.split" or "organization.change" or "organization.dissolve" or "organization.ceased" or "organizations.imported" or "organizations.import-undone" or "organization.divisions-imported";

    /// <summary>How bodies stand in a list of rows behind a figure, in the order of the tree and within the acting seat's range.</summary>
    /// <param name="href">The page of a body that shows what was counted of it.</param>
    public static async Task<IReadOnlyList<CountedRow>> Rows(AppDb db, IReadOnlyCollection<long> keys, Func<long, string> href, Words t, CancellationToken stop)
    {
        var found = await db.Orgs.AsNoTracking().Where(o => keys.Contains(o.Id)).OrderBy(o => o.Path).ToListAsync(stop);
        var above = found.Select(o => o.ParentId).OfType<long>().Distinct().ToList();
        var names = await db.Orgs.AsNoTracking().Where(o => above.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.ShortName, stop);
        return [.. found.Select(o => new CountedRow(o.Id, o.ShortName, href(o.Id), o.ParentId is { } parent ? names.GetValueOrDefault(parent, "") : "", t[OrgKinds.Name(o.Kind)]))];
    }
}
