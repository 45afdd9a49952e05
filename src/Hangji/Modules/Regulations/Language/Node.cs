using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Language;

/// <summary>条件式: a compiled piece of a condition. Evaluation reads fact slots and allocates nothing.</summary>
/// <remarks>Three-valued: <see cref="KnownFacts.Unknown"/> travels upward unless the rest decides
/// (false and unknown = false; true or unknown = true).</remarks>
internal abstract class Node(FactType type, params Node[] parts)
{
    protected const long Unknown = KnownFacts.Unknown;
    public FactType Type => type;
    public IReadOnlyList<Node> Parts => parts;
    public abstract long Eval(long[] facts);

    /// <summary>Adds the slots whose absence leaves this unknown; nothing when it is known.</summary>
    public virtual void Missing(long[] facts, ISet<int> slots)
    {
        if (Eval(facts) != Unknown) return;
        foreach (var part in parts) part.Missing(facts, slots);
    }

    /// <summary>Adds every fact named here.</summary>
    public virtual void Names(ISet<int> slots) { foreach (var part in parts) part.Names(slots); }
}

internal sealed class Literal(FactType type, long value) : Node(type)
{
    public long Value => value;
    public override long Eval(long[] facts) => value;
}

internal sealed class FactNode(FactName fact) : Node(fact.Type)
{
    readonly int slot = fact.Slot;
    public FactName Fact => fact;
    public override long Eval(long[] facts) => facts[slot];
    public override void Missing(long[] facts, ISet<int> slots) { if (facts[slot] == Unknown) slots.Add(slot); }
    public override void Names(ISet<int> slots) => slots.Add(slot);
}

internal sealed class And(Node left, Node right) : Node(FactType.Bool, left, right)
{
    public override long Eval(long[] facts)
    {
        var a = left.Eval(facts);
        if (a == 0) return 0;
        var b = right.Eval(facts);
        return b == 0 ? 0 : a == Unknown || b == Unknown ? Unknown : 1;
    }
}

internal sealed class Or(Node left, Node right) : Node(FactType.Bool, left, right)
{
    public override long Eval(long[] facts)
    {
        var a = left.Eval(facts);
        if (a == 1) return 1;
        var b = right.Eval(facts);
        return b == 1 ? 1 : a == Unknown || b == Unknown ? Unknown : 0;
    }
}

internal sealed class Not(Node part) : Node(FactType.Bool, part)
{
    public override long Eval(long[] facts) { var a = part.Eval(facts); return a == Unknown ? Unknown : 1 - a; }
}

internal enum Relation { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }

internal sealed class Compare(Relation relation, Node left, Node right) : Node(FactType.Bool, left, right)
{
    public override long Eval(long[] facts)
    {
        long a = left.Eval(facts), b = right.Eval(facts);
        if (a == Unknown || b == Unknown) return Unknown;
        return relation switch
        {
            Relation.Equal => a == b, Relation.NotEqual => a != b, Relation.Less => a < b,
            Relation.LessOrEqual => a <= b, Relation.Greater => a > b, _ => a >= b,
        } ? 1 : 0;
    }
}

internal sealed class OneOf(Node what, long[] values) : Node(FactType.Bool, what)
{
    public override long Eval(long[] facts)
    {
        var a = what.Eval(facts);
        if (a == Unknown) return Unknown;
        foreach (var value in values) if (a == value) return 1;
        return 0;
    }
}

/// <summary>concerns: the kinds of organization a rule addresses. A question that does not say which kind of body it is
/// about is taken to be about such a body; a body of another kind is not concerned.</summary>
internal sealed class Addressed(Node kind, long[] kinds) : Node(FactType.Bool, kind)
{
    public override long Eval(long[] facts) => kind.Eval(facts) is var k && k == Unknown || Array.IndexOf(kinds, k) >= 0 ? 1 : 0;
}

/// <summary>A hundred times an int: lets 31 hours meet 31.5.</summary>
internal sealed class ToHundredths(Node whole) : Node(FactType.Decimal, whole)
{
    public override long Eval(long[] facts) { var a = whole.Eval(facts); return a == Unknown ? Unknown : a * 100; }
}

/// <summary>Any function of one to three known values; unknown when one of them is.</summary>
internal sealed class Call(FactType type, Func<long, long, long, long> function, Node a, Node? b = null, Node? c = null)
    : Node(type, c is not null ? [a, b!, c] : b is not null ? [a, b] : [a])
{
    public override long Eval(long[] facts)
    {
        long x = a.Eval(facts), y = b?.Eval(facts) ?? 0, z = c?.Eval(facts) ?? 0;
        return x == Unknown || y == Unknown || z == Unknown ? Unknown : function(x, y, z);
    }
}

/// <summary>known(fact): whether a fact was given at all; never unknown itself.</summary>
internal sealed class Known(FactNode fact) : Node(FactType.Bool, fact)
{
    public override long Eval(long[] facts) => fact.Eval(facts) == Unknown ? 0 : 1;
}

/// <summary>if(condition, then, otherwise): looks only at the branch that counts.</summary>
internal sealed class Choice(Node when, Node then, Node otherwise) : Node(then.Type, when, then, otherwise)
{
    public override long Eval(long[] facts)
    {
        var a = when.Eval(facts);
        return a == Unknown ? Unknown : a != 0 ? then.Eval(facts) : otherwise.Eval(facts);
    }

    public override void Missing(long[] facts, ISet<int> slots)
    {
        var a = when.Eval(facts);
        (a == Unknown ? when : a != 0 ? then : otherwise).Missing(facts, slots);
    }
}
