namespace Hangji.Modules.Regulations.Contract;

/// <summary>比例: a share of a base. "At least half" (半数以上) and "more than half" (过半数) are different values:
/// 以上 includes the number itself, 超过 does not (Civil Code Art. 1259).</summary>
/// <remarks>Whole people only: the needed number is rounded up, and is never below one (nobody is not a quorum).</remarks>
internal readonly record struct Share(int Numerator, int Denominator, bool MoreThan)
{
    public static readonly Share AtLeastHalf = new(1, 2, false);
    public static readonly Share MoreThanHalf = new(1, 2, true);

    /// <summary>The least whole number that reaches the share of <paramref name="of"/>.</summary>
    public int Needed(int of)
    {
        var product = (long)of * Numerator;
        var needed = MoreThan ? product / Denominator + 1 : (product + Denominator - 1) / Denominator;
        return (int)Math.Max(1, needed);
    }

    public bool Reached(int count, int of) => count >= Needed(of);

    public Bilingual Words => new(
        MoreThan ? (this == MoreThanHalf ? "超过半数" : $"超过{Denominator}分之{Numerator}") : this == AtLeastHalf ? "半数以上" : $"{Denominator}分之{Numerator}以上",
        (MoreThan ? "more than " : "at least ") + (Numerator == 1 && Denominator == 2 ? "half" : $"{Numerator}/{Denominator}"));
}

/// <summary>计算基数: whom a share is taken of. The same yes votes can pass against one base and fail against another.</summary>
internal enum VoteBase { Entitled, Present, AllMembers, Voted, Registered }

/// <summary>到会法定人数: how many must be present before a vote may be held.</summary>
internal sealed record Quorum(Share Share, VoteBase Base, ArticleRef Article, string RuleId, Strength Strength)
{
    public int Least(int entitled) => Share.Needed(entitled);
    public bool Met(int present, int entitled) => Share.Reached(present, entitled);
}

/// <summary>通过所需票数: how many yes votes carry a decision. <see cref="CountsWritten"/>: written opinions handed in
/// beforehand by absent members count as votes (recruiting only).</summary>
internal sealed record Majority(Share Share, VoteBase Base, ArticleRef Article, string RuleId, Strength Strength, bool CountsWritten)
{
    public int Needed(int baseCount) => Share.Needed(baseCount);
    public bool Reached(int yes, int baseCount) => Share.Reached(yes, baseCount);
}

/// <summary>任期: how long a committee sits, when the change is due and from when it is to be reminded.</summary>
internal sealed record Term(int Years, int RemindMonths, int LongestExtensionMonths, ArticleRef Article, string RuleId, Strength Strength)
{
    public DateOnly Ends(DateOnly electedOn, int extensionMonths = 0) =>
        electedOn.AddMonths(Years * 12 + Math.Clamp(extensionMonths, 0, LongestExtensionMonths));
    public DateOnly RemindFrom(DateOnly electedOn) => Ends(electedOn).AddMonths(-RemindMonths);
}
