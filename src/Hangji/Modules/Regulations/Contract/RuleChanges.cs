namespace Hangji.Modules.Regulations.Contract;

/// <summary>One part of a rule that reads otherwise than before; an empty side means that there is or was none.</summary>
internal sealed record PartChange(string Part, string Before, string After);

/// <summary>A rule of the same name on both sides, with what is different in it.</summary>
internal sealed record RuleChange(Rule Before, Rule After, IReadOnlyList<PartChange> Parts);

/// <summary>版本比较: what one set of rules has more, less or otherwise than another: two texts of a regulation, or the law of two days.</summary>
internal sealed record RuleChanges(IReadOnlyList<Rule> Added, IReadOnlyList<Rule> Dropped, IReadOnlyList<RuleChange> Changed, int Same)
{
    public static RuleChanges Between(IEnumerable<Rule> before, IEnumerable<Rule> after)
    {
        var (old, now) = (before.ToDictionary(r => r.Id), after.ToDictionary(r => r.Id));
        var both = now.Values.Where(r => old.ContainsKey(r.Id)).Select(r => new RuleChange(old[r.Id], r, Parts(old[r.Id], r))).ToList();
        return new([.. now.Values.Where(r => !old.ContainsKey(r.Id))], [.. old.Values.Where(r => !now.ContainsKey(r.Id))],
            [.. both.Where(c => c.Parts.Count > 0)], both.Count(c => c.Parts.Count == 0));
    }

    /// <summary>Differences of two versions of a rule: where it stands, how strong it is, what it says, and every part as written in its pack.</summary>
    public static IReadOnlyList<PartChange> Parts(Rule before, Rule after)
    {
        if (ReferenceEquals(before, after)) return [];
        var parts = new List<PartChange>();
        void Compare(string part, string was, string now) { if (!string.Equals(was, now, StringComparison.Ordinal)) parts.Add(new(part, was, now)); }
        Compare("article", before.Article.Article.Zh, after.Article.Article.Zh);
        Compare("strength", before.Strength.Kebab(), after.Strength.Kebab());
        Compare("mark", before.Mark.ToString(), after.Mark.ToString());
        Compare("shape", before.Shape.Kebab(), after.Shape.Kebab());
        Compare("subject", before.Subject.Kebab(), after.Subject.Kebab());
        Compare("title", before.Title.Zh, after.Title.Zh);
        Compare("text", before.Text.Zh, after.Text.Zh);
        foreach (var part in before.Written.Keys.Union(after.Written.Keys)) Compare(part, before.Written.GetValueOrDefault(part, ""), after.Written.GetValueOrDefault(part, ""));
        return parts;
    }
}
