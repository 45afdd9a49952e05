using System.Text.RegularExpressions;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members.Importing;

/// <summary>找组织: which body a cell means — by code, full name, short name, or what people write instead of them. Only bodies in the seat's range are known.</summary>
internal sealed partial class OrgFinder
{
    readonly List<OrgNode> bodies;
    readonly Dictionary<string, List<OrgNode>> exact = new(StringComparer.Ordinal), loose = new(StringComparer.Ordinal);
    readonly Dictionary<long, OrgNode> byId;

    OrgFinder(List<OrgNode> bodies)
    {
        this.bodies = bodies;
        byId = bodies.ToDictionary(b => b.Id);
        foreach (var body in bodies)
        {
            foreach (var name in new[] { body.Code, body.Name, body.ShortName }.Select(Plain).Distinct()) Know(exact, name, body);
            foreach (var name in new[] { Loose(body.Name), Loose(body.ShortName) }.Distinct()) Know(loose, name, body);
        }
    }

    /// <summary>Every body at or below <paramref name="root"/> that exists today.</summary>
    public static async Task<OrgFinder> Below(AppDb db, OrgNode root, DateOnly today, CancellationToken stop) =>
        new(await db.Orgs.AsNoTracking().Where(o => string.Compare(o.Path, root.Path) >= 0 && string.Compare(o.Path, root.Place.End) < 0 && (o.DissolvedOn == null || o.DissolvedOn > today)).OrderBy(o => o.Path).ToListAsync(stop));

    public OrgNode? ByCode(string code) => bodies.FirstOrDefault(b => b.Code == code);

    /// <param name="fits">Which bodies can be meant at all, such as branches for a member.</param>
    public Refusal? Find(string text, Func<OrgNode, bool> fits, out OrgNode body)
    {
        body = null!;
        var plain = Plain(text);
        foreach (var found in new[] { exact.GetValueOrDefault(plain), loose.GetValueOrDefault(Loose(text)), Longer(text) })
        {
            if (found?.Where(fits).Distinct().ToList() is not { Count: > 0 } fitting) continue;
            if (fitting.Count > 1) return new("有 {0} 个组织叫“{1}”：{2}，请写全称或代码", "branch", null, fitting.Count, CellText.Shown(text, 30), Listed(fitting));
            body = fitting[0];
            return null;
        }
        if (exact.GetValueOrDefault(plain) is [var other, ..]) return new("“{0}”不是党支部，党员要登记到党支部", "branch", null, other.ShortName);
        var close = Closest(text, fits);
        return close.Count == 0 ? new("没有找到叫“{0}”的组织", "branch", null, CellText.Shown(text, 30))
            : new("没有找到叫“{0}”的组织，最接近的是：{1}", "branch", null, CellText.Shown(text, 30), Listed(close));
    }

    /// <summary>青石镇竹溪村支部: the township in front of the branch's own name. The front must be the name of a superior.</summary>
    List<OrgNode>? Longer(string text)
    {
        var wanted = Loose(text);
        var found = new List<OrgNode>();
        for (var cut = 1; cut < wanted.Length - 2; cut++)
            foreach (var body in loose.GetValueOrDefault(wanted[cut..]) ?? [])
                if (Superiors(body).Any(above => Stem(above.ShortName).Contains(wanted[..cut], StringComparison.Ordinal) || wanted[..cut].EndsWith(Stem(above.ShortName), StringComparison.Ordinal))) found.Add(body);
        return found;
    }

    IEnumerable<OrgNode> Superiors(OrgNode body)
    {
        while (body.ParentId is { } id && byId.TryGetValue(id, out var above)) yield return body = above;
    }

    /// <summary>Up to three names that share the most pairs of characters with what was written.</summary>
    List<OrgNode> Closest(string text, Func<OrgNode, bool> fits)
    {
        var wanted = Pairs(Loose(text));
        return [.. bodies.Where(fits).Select(b => (Body: b, Same: Math.Max(Alike(wanted, Pairs(Loose(b.ShortName))), Alike(wanted, Pairs(Loose(b.Name)))))).Where(x => x.Same > 0.2).OrderByDescending(x => x.Same).Take(3).Select(x => x.Body)];
    }

    static double Alike(HashSet<string> one, HashSet<string> other) => one.Count + other.Count == 0 ? 0 : 2.0 * one.Count(other.Contains) / (one.Count + other.Count);

    static HashSet<string> Pairs(string text)
    {
        var stem = Tail().Replace(text, "");
        var pairs = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < stem.Length; i++) pairs.Add(stem.Substring(i, 2));
        foreach (var sign in stem) pairs.Add(sign.ToString());
        return pairs;
    }

    static string Listed(List<OrgNode> found) => string.Join("、", found.Take(5).Select(b => b.ShortName));

    static string Plain(string text) => CellText.Narrow(text);

    /// <summary>Without what offices put around a name: 中共, 党, 委员会, brackets.</summary>
    static string Loose(string text)
    {
        var plain = Front().Replace(Plain(text), "");
        plain = Bracket().Replace(plain, "");
        return plain.Replace("党支部委员会", "支部").Replace("支部委员会", "支部").Replace("总支部", "总支").Replace("党总支", "总支").Replace("党支部", "支部").Replace("委员会", "委").Replace("党委", "委").Replace("支委", "支部");
    }

    static string Stem(string name) => Tail().Replace(Loose(name), "");

    static void Know(Dictionary<string, List<OrgNode>> index, string name, OrgNode body)
    {
        if (name.Length == 0) return;
        if (!index.TryGetValue(name, out var known)) index[name] = known = [];
        if (!known.Contains(body)) known.Add(body);
    }

    [GeneratedRegex("^(?:中共|中国共产党)")] private static partial Regex Front();
    [GeneratedRegex(@"[（(][^（()）]*[)）]")] private static partial Regex Bracket();
    [GeneratedRegex("(?:总支|支部|工委|委)$")] private static partial Regex Tail();
}
