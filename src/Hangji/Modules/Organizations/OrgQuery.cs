using System.Globalization;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Scope;

namespace Hangji.Modules.Organizations;

/// <summary>组织列表的条件: what the address of a list of bodies says, for the page and for its export alike.</summary>
internal static class OrgQuery
{
    /// <summary>Beyond this many a list does not count what it could show.</summary>
    public const int MostCounted = 1_000;

    /// <summary>The chosen day; today when none or a later one is asked for.</summary>
    public static DateOnly Day(string? asof, DateOnly today) =>
        DateOnly.TryParseExact(asof, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && on < today ? on : today;

    public static async Task<IQueryable<OrgView>> Bodies(OrgTree tree, string? q, string? kind, string? field, long? below, DateOnly on, CancellationToken stop)
    {
        var bodies = tree.On(on, OrgSearch.Typed(q));
        if (below is { } id) bodies = await tree.Subtree(await tree.Find(id, stop) ?? throw new OutOfScopeException($"organization {id}"), on, stop);
        if (!string.IsNullOrEmpty(kind)) bodies = bodies.Where(o => o.Kind == kind);
        if (!string.IsNullOrEmpty(field)) bodies = bodies.Where(o => o.Field == field);
        return OrgSearch.Matching(bodies, q);
    }

    public static IEnumerable<KeyValuePair<string, string>> Pairs(string? q, string? kind, string? field, string? view, long? below) =>
        new (string Name, string? Value)[] { ("q", q), ("kind", kind), ("field", field), ("view", view), ("below", below?.ToString(CultureInfo.InvariantCulture)) }
            .Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => KeyValuePair.Create(p.Name, p.Value!));

    public static string Address(string page, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var query = string.Join('&', pairs.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        return query.Length == 0 ? page : $"{page}?{query}";
    }
}
