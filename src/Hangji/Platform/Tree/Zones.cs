using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hangji.Platform.Tree;

/// <summary>
/// 区段: the first one to four steps of a row's path as columns that the database computes. "Below this body" is then an equality, so an index that begins with
/// it is already in the order of the list, and a page costs the same in a county's data and in the nation's (docs/decisions/0025).
/// </summary>
internal static class Zones
{
    public const int Levels = 4;

    public static string Column(int level) => $"Zone{level}";

    /// <summary>Adds the columns to a table of owned rows; nothing ever writes them.</summary>
    public static void Map<T>(EntityTypeBuilder<T> table, bool postgres) where T : class
    {
        for (var level = 1; level <= Levels; level++)
            table.Property<string?>(Column(level)).HasComputedColumnSql(Sql(level, postgres), stored: postgres);
    }

    /// <summary>Levels of wide zones: what is rare in them has an index of its own. A lower body's rows are looked through.</summary>
    public const int WideLevels = 3;

    /// <summary>Levels of the widest, a province and a city: what is common in them is many.</summary>
    public const int WidestLevels = 2;

    /// <summary>Whether the range is that of one body which stands high enough to have a column.</summary>
    public static bool Has(ScopeRange range, int levels = Levels) => range.From.Length > 0 && range.To == new OrgPath(range.From).End && new OrgPath(range.From).Depth <= levels;

    /// <summary>
    /// Rows of a range of the acting seat that <see cref="Has"/> a column, by equality instead of the range. It stands in the place of the scope filter, because
    /// with both a planner takes the range and sorts; so it is for queries that read this one table.
    /// </summary>
    public static IQueryable<T> InZone<T>(this IQueryable<T> rows, ScopeRange acting, ScopeRange range) where T : class, IOwned
    {
        if (!acting.Covers(range.From) || !Has(range)) throw new OutOfScopeException($"zone {range.From}");
        var (column, value) = (Column(new OrgPath(range.From).Depth), range.From);
        return rows.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(r => EF.Property<string?>(r, column) == value);
    }

    /// <summary>The same for any range: by the zone where there is one, else by the path, said outright in the place of the scope filter.</summary>
    public static IQueryable<T> InRange<T>(this IQueryable<T> rows, ScopeRange acting, ScopeRange range) where T : class, IOwned
    {
        if (Has(range)) return rows.InZone(acting, range);
        if (string.CompareOrdinal(range.From, acting.From) < 0 || string.CompareOrdinal(range.To, acting.To) > 0) throw new OutOfScopeException($"range {range.From}");
        var (from, to) = (range.From, range.To);
        return rows.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(r => string.Compare(r.OrgPath, from) >= 0 && string.Compare(r.OrgPath, to) < 0);
    }

    private static string Sql(int level, bool postgres) => postgres
        ? string.Join(" || ", Enumerable.Range(1, level).Select(n => $"split_part(org_path, '/', {n}) || '/'"))
        : level == 1 ? "substr(org_path, 1, instr(org_path, '/'))"
        : $"zone{level - 1} || substr(substr(org_path, length(zone{level - 1}) + 1), 1, instr(substr(org_path, length(zone{level - 1}) + 1), '/'))";
}
