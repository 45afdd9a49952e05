using Hangji.Modules.Regulations.Duties;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>
/// 任务列: the duties of very many bodies at once, from columns instead of objects. Bodies with the same facts owe the same, so what is owed is worked out once for
/// each set of facts (<see cref="Profile"/>), and a body costs no more than looking for its own records.
/// </summary>
/// <remarks>Says the same as <see cref="DutyEngine.States"/> for a body whose facts do not change within the range; a test holds it to that. Blocks are filled by one
/// thread each and read by any number.</remarks>
internal sealed class DutyColumns(DutyProfiles profiles)
{
    private readonly List<(int SetUp, int Dissolved, int Profile, int First)> bodies = [];
    private readonly List<ulong> records = [];

    public int Bodies => bodies.Count;
    public long Records => records.Count;

    /// <summary>One pass over the records and nothing else: what evaluating is measured against.</summary>
    public long Sum()
    {
        ulong sum = 0;
        foreach (var record in records) sum += record;
        return (long)(sum >> 1);
    }

    /// <summary>One record in eight bytes, which sort by kind and day: kind 8, the day it counts for 14, held 14, entered 14, hundredths 14 bits; days from <see cref="DutyProfiles.Base"/>.</summary>
    public ulong Pack(int kind, DateOnly day, DateOnly held, DateOnly recorded, int hundredths = 100)
    {
        ulong Day(DateOnly of) => (ulong)Math.Clamp(of.DayNumber - profiles.Base, 0, 0x3FFF);
        return (ulong)kind << 56 | Day(day) << 42 | Day(held) << 28 | Day(recorded) << 14 | (uint)Math.Clamp(hundredths, 0, 0x3FFF);
    }

    /// <summary>Adds a body with its records in any order.</summary>
    public void Add(DateOnly setUp, DateOnly? dissolved, int profile, Span<ulong> mine)
    {
        mine.Sort();
        bodies.Add((setUp.DayNumber, dissolved?.DayNumber ?? int.MaxValue, profile, records.Count));
        records.AddRange(mine);
    }

    /// <summary>How the bodies stand on the profiles' day: duties by state, and how many each body has overdue.</summary>
    /// <param name="overdue">Filled for each body in the order of adding; may be empty.</param>
    /// <param name="told">Every judged duty of every body, for whoever compares: ordinal, entry of the plan, state.</param>
    public long[] Evaluate(Span<byte> overdue = default, Action<int, int, DutyState>? told = null)
    {
        var counts = new long[(int)DutyState.Unknown + 1];
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records);
        var today = profiles.Today.DayNumber - profiles.Base;
        for (var b = 0; b < bodies.Count; b++)
        {
            var (setUp, dissolved, profile, first) = bodies[b];
            var mine = all[first..(b + 1 < bodies.Count ? bodies[b + 1].First : all.Length)];
            var late = 0;
            foreach (ref readonly var owed in profiles.Of(profile))
            {
                if (owed.Middle < setUp || owed.Middle >= dissolved) continue;
                // Dissolved within the period, its last day is the due date (DutyReading.DueDate).
                var due = (dissolved >= owed.Start && dissolved <= owed.End ? dissolved : owed.End) - profiles.Base;
                var state = owed.Settled ?? State(owed, mine, due, today);
                counts[(int)state]++;
                if (state == DutyState.Overdue) late++;
                told?.Invoke(b, owed.Entry, state);
            }
            if (!overdue.IsEmpty) overdue[b] = (byte)Math.Min(255, late);
        }
        return counts;
    }

    private DutyState State(in DutyProfiles.Owed owed, ReadOnlySpan<ulong> mine, int due, int today)
    {
        var (inTime, done) = (true, true);
        foreach (var line in owed.Lines)
        {
            long early = 0, all = 0;
            foreach (var kind in line.Kinds)
            {
                var (from, to) = ((ulong)kind << 56 | (ulong)(owed.Start - profiles.Base) << 42, (ulong)kind << 56 | (ulong)(owed.End - profiles.Base + 1) << 42);
                var at = mine.BinarySearch(from);
                for (at = at < 0 ? ~at : at; at < mine.Length && mine[at] < to; at++)
                {
                    var (held, recorded, hundredths) = ((int)(mine[at] >> 28 & 0x3FFF), (int)(mine[at] >> 14 & 0x3FFF), (int)(mine[at] & 0x3FFF));
                    if (held > today || recorded > today) continue;
                    all += hundredths;
                    if (held <= due && recorded <= due) early += hundredths;
                }
            }
            inTime &= early >= line.Needed;
            done &= all >= line.Needed;
        }
        return inTime ? DutyState.Satisfied : done ? DutyState.Late : today > due ? DutyState.Overdue : DutyState.Due;
    }
}

/// <summary>What each set of facts owes on one day, worked out once.</summary>
internal sealed class DutyProfiles(DutyPlan plan, DateOnly today)
{
    /// <summary>One entry of the plan that concerns the profile. <see cref="Settled"/>: its state whatever was recorded.</summary>
    internal readonly record struct Owed(int Entry, int Start, int Middle, int End, DutyState? Settled, Line[] Lines);
    internal readonly record struct Line(int[] Kinds, long Needed);

    private readonly Dictionary<KnownFacts, int> known = new(new SameFacts(Asked(plan)));
    private readonly List<Owed[]> owed = [];
    private readonly Lock gate = new();

    public DateOnly Today => today;
    /// <summary>Day 0 of the packed days: a year before the range, so that what was held early still sorts.</summary>
    public int Base { get; } = plan.From.AddYears(-1).DayNumber;
    public int Count { get { lock (gate) return owed.Count; } }

    public ReadOnlySpan<Owed> Of(int profile) => owed[profile];

    /// <summary>The profile of these facts.</summary>
    public int Profile(KnownFacts facts)
    {
        lock (gate)
        {
            if (known.TryGetValue(facts, out var number)) return number;
            owed.Add([.. Read(facts)]);
            return known[facts] = owed.Count - 1;
        }
    }

    private IEnumerable<Owed> Read(KnownFacts facts)
    {
        var slots = (long[])facts.Slots.Clone();
        for (var i = 0; i < plan.Entries.Length; i++)
        {
            var entry = plan.Entries[i];
            if (entry.Rule.Subject != Subject.Body || !entry.InForce) continue;
            slots[0] = (entry.Middle < today ? entry.Middle : today).DayNumber;
            var applies = entry.Rule.Applies?.Eval(slots) ?? 1;
            if (applies == 0) continue;
            DutyState? settled = entry.Rule.Exempt.Any(e => e.When.Eval(slots) == 1) ? DutyState.Exempt
                : applies == KnownFacts.Unknown || !entry.Recorded ? DutyState.Unknown : today < entry.Period.Start ? DutyState.NotYet : null;
            var lines = entry.Demand.Lines.Where(l => l.If is null || l.If.Eval(slots) == 1).Select(l => new Line([.. l.Kinds.Select(k => k.Index)], l.Times * 100L));
            yield return new(i, entry.Period.Start.DayNumber, entry.Middle.DayNumber, entry.Period.End.DayNumber, settled, settled is null ? [.. lines] : []);
        }
    }

    /// <summary>The facts that any rule of the plan asks for; the others make no difference, and so no profile.</summary>
    private static int[] Asked(DutyPlan plan)
    {
        var slots = new SortedSet<int>();
        foreach (var entry in plan.Entries)
        {
            entry.Rule.Applies?.Names(slots);
            foreach (var exemption in entry.Rule.Exempt) exemption.When.Names(slots);
            foreach (var line in entry.Demand.Lines) line.If?.Names(slots);
        }
        slots.Remove(0);
        return [.. slots];
    }

    private sealed class SameFacts(int[] asked) : IEqualityComparer<KnownFacts>
    {
        public bool Equals(KnownFacts? a, KnownFacts? b)
        {
            foreach (var slot in asked) if (a!.Slots[slot] != b!.Slots[slot]) return false;
            return true;
        }

        public int GetHashCode(KnownFacts facts)
        {
            var hash = new HashCode();
            foreach (var slot in asked) hash.Add(facts.Slots[slot]);
            return hash.ToHashCode();
        }
    }
}
