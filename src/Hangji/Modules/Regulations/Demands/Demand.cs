using System.Globalization;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Language;

namespace Hangji.Modules.Regulations.Demands;

/// <summary>要求: what a rule wants, and how facts are measured against it. One kind per family of shapes.</summary>
internal abstract class Demand
{
    /// <summary>Further values to compute, by name.</summary>
    public IReadOnlyList<(string Name, Node Value)> Values { get; init; } = [];

    /// <summary>Judges facts whose slot 0 is the day asked about.</summary>
    public abstract Judgement Judge(long[] facts);
    /// <summary>What would satisfy it, in general words.</summary>
    public abstract Bilingual Wanted { get; }
    public abstract void Names(ISet<int> slots);

    protected Judgement Begin(long[] facts)
    {
        var judgement = new Judgement();
        foreach (var (name, node) in Values)
            if (node.Eval(facts) is var value and not KnownFacts.Unknown) judgement.Values[name] = Read(node.Type, value);
        return judgement;
    }

    protected void NamesOfValues(ISet<int> slots) { foreach (var (_, node) in Values) node.Names(slots); }

    internal static object Read(FactType type, long value) => type switch
    {
        FactType.Bool => value != 0,
        FactType.Date => value >= KnownFacts.NotYet ? "not yet" : Day(value),
        FactType.Decimal => value / 100m,
        _ => value,
    };

    internal static string Day(long day) => Day(DateOnly.FromDayNumber((int)day));
    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    internal static DateOnly Today(long[] facts) => DateOnly.FromDayNumber((int)facts[0]);
}

/// <summary>判断: a verdict with its values, what was missing and one sentence about it.</summary>
internal sealed class Judgement
{
    public Verdict Verdict { get; set; } = Verdict.Unknown;
    public Dictionary<string, object> Values { get; } = [];
    public SortedSet<int> Missing { get; } = [];
    /// <summary>The 应当 part is met; what is broken is only the 一般 part of the same rule.</summary>
    public bool OnlyUsual { get; set; }
    public Bilingual Said { get; set; } = Bilingual.Empty;
}

/// <summary>一般条件: a yes-or-no requirement (structure, eligibility, order of steps, records, rights, prohibitions, amounts),
/// with an optional part that holds only "normally".</summary>
internal sealed class Requirement(Node require, Node? normally, Bilingual? wanted) : Demand
{
    public override Bilingual Wanted => wanted ?? Bilingual.Empty;

    public override Judgement Judge(long[] facts)
    {
        var judgement = Begin(facts);
        var met = require.Eval(facts);
        require.Missing(facts, judgement.Missing);
        var usual = normally?.Eval(facts) ?? 1;
        if (met != 0) normally?.Missing(facts, judgement.Missing);
        judgement.Verdict = met == 0 || usual == 0 && met == 1 ? Verdict.Violated
            : met == KnownFacts.Unknown || usual == KnownFacts.Unknown ? Verdict.Unknown : Verdict.Satisfied;
        judgement.OnlyUsual = met == 1 && usual == 0;
        return judgement;
    }

    public override void Names(ISet<int> slots) { require.Names(slots); normally?.Names(slots); NamesOfValues(slots); }
}

/// <summary>表决门槛: a count against a share of a named base.</summary>
internal sealed class VoteDemand(bool quorum, FactName count, FactName? written, FactName of, VoteBase @base, Share share) : Demand
{
    public bool IsQuorum => quorum;
    public VoteBase Base => @base;
    public Share Share => share;
    public bool CountsWritten => written is not null;
    string ValueName => quorum ? "least_present" : "needed_votes";

    public override Bilingual Wanted => quorum
        ? new($"到会人数达到{of.Meaning.Zh}的{share.Words.Zh}", $"Those present are {share.Words.En} of: {of.Meaning.En}")
        : new($"赞成票达到{of.Meaning.Zh}的{share.Words.Zh}", $"Yes votes are {share.Words.En} of: {of.Meaning.En}");

    public override Judgement Judge(long[] facts)
    {
        var judgement = Begin(facts);
        long total = facts[of.Slot], given = facts[count.Slot], extra = written is null ? 0 : facts[written.Slot];
        if (total == KnownFacts.Unknown) judgement.Missing.Add(of.Slot);
        if (given == KnownFacts.Unknown) judgement.Missing.Add(count.Slot);
        if (total == KnownFacts.Unknown) return judgement;
        var needed = share.Needed((int)total);
        judgement.Values[ValueName] = (long)needed;
        // Written opinions are an exception in the voters' favour: not given means none were handed in.
        var counted = given == KnownFacts.Unknown ? given : given + (extra == KnownFacts.Unknown ? 0 : extra);
        if (given != KnownFacts.Unknown) judgement.Verdict = counted >= needed ? Verdict.Satisfied : Verdict.Violated;
        if (judgement.Verdict == Verdict.Violated && extra == KnownFacts.Unknown) judgement.Missing.Add(written!.Slot);
        judgement.Said = Say(total, needed, counted);
        return judgement;
    }

    Bilingual Say(long total, int needed, long counted)
    {
        var shown = counted == KnownFacts.Unknown;
        return new(
            $"{of.Meaning.Zh} {total} 人，{share.Words.Zh}即至少 {needed} {(quorum ? "人到会" : "票赞成")}" + (shown ? "。" : $"；现有 {counted}，{(counted >= needed ? "达到" : "没有达到")}。"),
            $"Of {total} ({of.Meaning.En}), {share.Words.En} is at least {needed} {(quorum ? "present" : "yes votes")}" + (shown ? "." : $"; there are {counted}, which is {(counted >= needed ? "enough" : "not enough")}."));
    }

    public override void Names(ISet<int> slots)
    {
        slots.Add(of.Slot); slots.Add(count.Slot);
        if (written is not null) slots.Add(written.Slot);
        NamesOfValues(slots);
    }
}
