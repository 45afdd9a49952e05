using System.Globalization;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>已知事实: what is known of one body, person, meeting or case. A fact that was never set is unknown, which is
/// not the same as zero, false or "not yet": rules answer "unknown" and name it.</summary>
/// <remarks>Kept as one long per fact so that compiled rules read it without looking anything up. Dates are day numbers,
/// codes their place in the list, decimals hundredths, money fen. A date set to null means "has not happened".</remarks>
internal sealed class KnownFacts(Vocabulary vocabulary)
{
    public const long Unknown = long.MinValue;
    /// <summary>A date known not to have happened: later than every real date.</summary>
    public static readonly long NotYet = DateOnly.MaxValue.DayNumber;

    /// <summary>Days far from our time are refused at the border, so that no reckoning by months can run out of the calendar.</summary>
    public static bool Reckonable(DateOnly day) => day.Year is >= 1900 and < 2200;

    internal long[] Slots { get; private init; } = Fresh(vocabulary.Size);
    public Vocabulary Vocabulary => vocabulary;

    public KnownFacts Set(string name, long value) => Put(name, value, FactType.Int, FactType.MoneyFen, FactType.Decimal);
    public KnownFacts Set(string name, bool value) => Put(name, value ? 1 : 0, FactType.Bool);
    public KnownFacts Set(string name, DateOnly? value) => Put(name, value?.DayNumber ?? NotYet, FactType.Date);
    public KnownFacts Set(string name, decimal value) => Put(name, (long)decimal.Round(value * 100), FactType.Decimal, FactType.Decimal, scaled: true);

    /// <summary>A code fact; throws when the code is not one of the vocabulary's.</summary>
    public KnownFacts Set(string name, string code)
    {
        var fact = Named(name);
        if (fact.Type == FactType.Text) { Slots[fact.Slot] = 1; return this; }
        var at = fact.CodeOf(code);
        if (fact.Type != FactType.Code || at < 0) throw new ArgumentException($"'{code}' is not a value of {name}");
        Slots[fact.Slot] = at;
        return this;
    }

    public KnownFacts Forget(string name) { Slots[Named(name).Slot] = Unknown; return this; }
    public bool Knows(string name) => Slots[Named(name).Slot] != Unknown;
    /// <summary>Facts as they were kept: one number a fact, in the order of the vocabulary.</summary>
    internal static KnownFacts Of(Vocabulary vocabulary, long[] slots) => new(vocabulary) { Slots = slots };
    public KnownFacts Copy() => new(vocabulary) { Slots = (long[])Slots.Clone() };

    /// <summary>These facts with those of <paramref name="over"/> laid over them (a group's over its branch's).</summary>
    public KnownFacts With(KnownFacts over)
    {
        var copy = Copy();
        for (var i = 1; i < copy.Slots.Length; i++) if (over.Slots[i] != Unknown) copy.Slots[i] = over.Slots[i];
        return copy;
    }

    /// <summary>The value as a person or JSON reads it: null when unknown.</summary>
    public object? Read(FactName fact) => Readable(fact, Slots[fact.Slot]);

    internal static object? Readable(FactName fact, long value) => value == Unknown ? null : fact.Type switch
    {
        FactType.Bool => value != 0,
        FactType.Date => value == NotYet ? "not yet" : DateOnly.FromDayNumber((int)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FactType.Code => fact.Codes[(int)value].Code,
        FactType.Decimal => value / 100m,
        FactType.Text => "given",
        _ => value,
    };

    KnownFacts Put(string name, long value, FactType one, FactType two = FactType.Text, FactType three = FactType.Text, bool scaled = false)
    {
        var fact = Named(name);
        if (fact.Type == FactType.Text || fact.Type != one && fact.Type != two && fact.Type != three)
            throw new ArgumentException($"{name} is a {fact.Type.Kebab()}, not a {one.Kebab()}");
        Slots[fact.Slot] = fact.Type == FactType.Decimal && !scaled ? value * 100 : value;
        return this;
    }

    FactName Named(string name) => vocabulary.Find(name) ?? throw new ArgumentException($"no fact is called {name}");
    static long[] Fresh(int size) { var slots = new long[size]; Array.Fill(slots, Unknown); return slots; }
}
