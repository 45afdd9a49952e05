using Hangji.Platform;
using Hangji.Platform.Data;

namespace Hangji.Modules.Meetings.Voting;

/// <summary>计票单: what one person counted in one ballot, sums alone. Nothing here or anywhere joins a person to a choice: who voted how is on paper, unmarked.</summary>
/// <remarks>Written once. Two people count without seeing each other's numbers; where they differ both count again, and then a third person (docs/decisions/0019).</remarks>
internal sealed class TallySheet : IOwned, IAppendOnly
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>The first edition of the meeting.</summary>
    public required long RootId { get; init; }
    /// <summary>Number of the item, from 1.</summary>
    public required int Number { get; init; }
    /// <summary>第几次清点, from 1; see <see cref="TallyCount"/>.</summary>
    public required int Turn { get; init; }
    /// <summary>The account that entered it: two sheets of a turn are never of one account.</summary>
    public required string CountedBy { get; init; }
    /// <summary>The counter's name as shown.</summary>
    public required string Counter { get; init; }
    public required int Entitled { get; init; }
    public required int Present { get; init; }
    /// <summary>发出、收回.</summary>
    public required int Issued { get; init; }
    public required int Returned { get; init; }
    public required int Yes { get; init; }
    public required int No { get; init; }
    public required int Abstain { get; init; }
    public required int Invalid { get; init; }
    public required DateTime RecordedAt { get; init; }

    public Counted Numbers => new(Entitled, Present, Issued, Returned, Yes, No, Abstain, Invalid);
}

/// <summary>票数: the numbers of one sheet.</summary>
internal sealed record Counted(int Entitled, int Present, int Issued, int Returned, int Yes, int No, int Abstain, int Invalid)
{
    private const int Most = 1_000_000;

    /// <summary>The first number that cannot be, or null. More ballots back than handed out makes the whole vote void (选举工作条例; the implementing rules of villages say the same).</summary>
    public Refusal? Impossible() =>
        new[] { Entitled, Present, Issued, Returned, Yes, No, Abstain, Invalid }.Any(n => n is < 0 or > Most) ? new("票数应是 0 到 {0} 之间的整数", "yes", null, Most)
        : Present > Entitled ? new("到会 {0} 人，多于应到 {1} 人", "present", null, Present, Entitled)
        : Issued > Present ? new("发出 {0} 张，多于到会 {1} 人", "issued", null, Issued, Present)
        : Returned > Issued ? new("收回 {0} 张，多于发出 {1} 张：表决无效，须重新投票", "returned", null, Returned, Issued)
        : Yes + No + Abstain + Invalid != Returned ? new("赞成、反对、弃权和无效合计 {0} 张，与收回 {1} 张不符", "yes", null, Yes + No + Abstain + Invalid, Returned)
        : null;
}

/// <summary>清点到哪一步.</summary>
internal enum Counting
{
    /// <summary>还要两人各自清点, or the second of them.</summary>
    Pair,
    /// <summary>两次都不一致：由第三人清点.</summary>
    Third,
    /// <summary>一致，可以用.</summary>
    Agreed,
}

/// <summary>
/// 清点: where the count of one item stands. Turns go pair, pair, third: two people count; where they differ, two count again; where they differ again, a third person counts,
/// and what he and one of the two say alike is the result; where all three differ, it begins anew with two. Pure; it tells whether, never what, the others counted.
/// </summary>
/// <param name="Turn">The turn that is open, or the one that agreed.</param>
/// <param name="CountedBy">Who has counted in this turn; in a third count also the two before, who may not be the third.</param>
/// <param name="Differed">How many turns ended without agreement.</param>
/// <param name="Result">What two people counted alike; null until then.</param>
internal sealed record TallyCount(int Turn, Counting Stage, IReadOnlyList<string> CountedBy, int Differed, Counted? Result)
{
    private const int Cycle = 3;

    public static TallyCount Of(IEnumerable<TallySheet> sheets)
    {
        var turns = sheets.ToLookup(s => s.Turn);
        for (var turn = 1; ; turn++)
        {
            var third = turn % Cycle == 0;
            List<TallySheet> before = third ? [.. turns[turn - 1]] : [], here = [.. turns[turn]];
            var same = third ? before.Find(b => here.Exists(h => h.Numbers == b.Numbers)) : here.Count == 2 && here[0].Numbers == here[1].Numbers ? here[0] : null;
            List<string> by = [.. before.Concat(here).Select(s => s.CountedBy)];
            if (same is not null) return new(turn, Counting.Agreed, by, turn - 1, same.Numbers);
            if (here.Count < (third ? 1 : 2)) return new(turn, third ? Counting.Third : Counting.Pair, by, turn - 1, null);
        }
    }
}
