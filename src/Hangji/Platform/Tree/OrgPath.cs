namespace Hangji.Platform.Tree;

/// <summary>
/// The place of a node in the tree as text: one segment a level, each ending in '/', such as <c>10/12/2a4/</c>.
/// </summary>
/// <remarks>
/// A segment is the child's number under its parent in base 36 behind its own length, so ordinal text order is birth order and a
/// parent sorts before its subtree. "Everything at or below P" is the one range <c>&gt;= P and &lt; P + "~"</c>, because every character
/// used sorts before '~'. Numbers are never reused, so a path that was once given never means another node.
/// </remarks>
public readonly record struct OrgPath(string Value)
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Exclusive upper end of the subtree range.</summary>
    public string End => Value + "~";

    /// <summary>Number of levels, 1 for a root.</summary>
    public int Depth => Value.AsSpan().Count('/');

    public bool Covers(OrgPath other) => other.Value.StartsWith(Value, StringComparison.Ordinal);

    /// <summary>The path of child number <paramref name="number"/> (from 0).</summary>
    public OrgPath Child(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Span<char> digits = stackalloc char[13];
        var at = digits.Length;
        do
        {
            digits[--at] = Digits[(int)(number % 36)];
            number /= 36;
        }
        while (number > 0);
        var length = digits.Length - at;
        return new($"{Value}{Digits[length]}{digits[at..]}/");
    }

    /// <summary>Its own number under its parent: what <see cref="Child"/> was given.</summary>
    public long Number
    {
        get
        {
            var segment = Value.AsSpan(0, Value.Length - 1);
            var number = 0L;
            foreach (var digit in segment[(segment.LastIndexOf('/') + 2)..]) number = number * 36 + Digits.IndexOf(digit, StringComparison.Ordinal);
            return number;
        }
    }

    /// <summary>The root of a forest, number <paramref name="number"/>.</summary>
    public static OrgPath Root(long number) => new OrgPath("").Child(number);

    public OrgPath? Parent => Depth <= 1 ? null : new(Value[..(Value.AsSpan(0, Value.Length - 1).LastIndexOf('/') + 1)]);

    /// <summary>The paths of all superiors, the highest first, without itself.</summary>
    public IReadOnlyList<string> Superiors()
    {
        var above = new List<string>();
        for (var i = Value.IndexOf('/'); i >= 0 && i < Value.Length - 1; i = Value.IndexOf('/', i + 1)) above.Add(Value[..(i + 1)]);
        return above;
    }

    public override string ToString() => Value;
}

/// <summary>A record that is a node of the tree.</summary>
public interface ITreeNode
{
    long Id { get; }
    string Path { get; }
}
