using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>查找: what people type into the one search box — a part of a name, the beginning of a code, initials of the pinyin — and one page of the answer.</summary>
/// <remarks>On PostgreSQL an index of pairs of characters stands behind it (docs/decisions/0027); on SQLite "contains" scans the names in scope, 10 ms on the nation's 44,703 places.</remarks>
internal static class OrgSearch
{
    public const int MostText = 60;

    /// <summary>What was typed, as it is searched; empty for nothing.</summary>
    public static string Typed(string? text)
    {
        var typed = Plain.Line(text);
        return typed.Length > MostText ? typed[..MostText] : typed;
    }

    /// <summary>The bodies whose name contains the text, whose code begins with it or whose initials contain it.</summary>
    public static IQueryable<OrgView> Matching(IQueryable<OrgView> bodies, string? text)
    {
        var typed = Typed(text);
        if (typed.Length == 0) return bodies;
        var code = OrgAttributes.CodeOf(typed);
        if (!code.All(char.IsAsciiLetterOrDigit)) return bodies.Where(o => o.Name.Contains(typed) || o.ShortName.Contains(typed) || o.Code.StartsWith(code));
        var initials = code.ToLowerInvariant();
        var upper = code.ToUpperInvariant();
        return bodies.Where(o => o.Initials.Contains(initials) || o.Code.StartsWith(code) || o.Code.StartsWith(upper) || o.Name.Contains(typed));
    }

    /// <summary>One page in the order of the tree, after the path of the last row seen.</summary>
    public static IQueryable<OrgView> Page(IQueryable<OrgView> bodies, string? after, int size)
    {
        if (!string.IsNullOrEmpty(after)) bodies = bodies.Where(o => string.Compare(o.Path, after) > 0);
        return bodies.OrderBy(o => o.Path).Take(size + 1);
    }
}
