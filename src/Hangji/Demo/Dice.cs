namespace Hangji.Demo;

/// <summary>Chance that falls the same way every time: the demo county and its screenshots do not change from run to run.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed * 0x9E3779B97F4A7C15 + 1;

    private ulong Roll()
    {
        // SplitMix64
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Below(int below) => (int)(Roll() % (ulong)below);
    public int Between(int low, int high) => low + Below(high - low + 1);
    public bool Chance(double of) => Roll() / (double)ulong.MaxValue < of;
    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>One of several with weights.</summary>
    public T Weighted<T>(params ReadOnlySpan<(T Value, int Weight)> choices)
    {
        var total = 0;
        foreach (var choice in choices) total += choice.Weight;
        var at = Below(total);
        foreach (var choice in choices)
            if ((at -= choice.Weight) < 0) return choice.Value;
        return choices[^1].Value;
    }

    public DateOnly Day(DateOnly from, DateOnly to) => from.AddDays(Below(Math.Max(1, to.DayNumber - from.DayNumber + 1)));
}
