using Hangji.Modules.Regulations.Duties;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>
/// 任务列: the duties of very many bodies at once, from columns instead of objects. Bodies with the same facts owe the same, so what is owed is worked out once for
/// each set of facts (<see cref="Profile"/>), and a body costs no more than looking for its own records.
/// </summary>
/// <remarks>Says the same as <see cref="DutyEngine.States"/>; tests hold it to that. Blocks are filled by one
/// thread each and read by any number.</remarks>
internal sealed class DutyColumns(DutyProfiles profiles)
{
    /// <summary>How many states a duty can have: the width of what <see cref="Evaluate"/> gives.</summary>
    public const int States = (int)DutyState.Unknown + 1;
    /// <summary>The most that one record can count, in hundredths.</summary>
    public const int MostHundredths = 0x3FFF;

    /// <summary>A body as long as its facts stay the same: from <see cref="Since"/> to before <see cref="Until"/>.</summary>
    private readonly record struct Slice(int Body, int SetUp, int Dissolved, int Profile, int Since, int Until);

    private readonly List<Slice> slices = [];
    private readonly List<int> firsts = [];
    private readonly List<ulong> records = [];

    public DutyProfiles Profiles => profiles;
    public int Bodies => firsts.Count;
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
        return (ulong)kind << 56 | Day(day) << 42 | Day(held) << 28 | Day(recorded) << 14 | (uint)Math.Clamp(hundredths, 0, MostHundredths);
    }

    /// <summary>Adds a body whose facts do not change, with its records in any order.</summary>
    public void Add(DateOnly setUp, DateOnly? dissolved, int profile, Span<ulong> mine) => Add(setUp, dissolved, [(0, profile)], mine);

    /// <summary>Adds a body with its profile from each day (as day numbers, ascending) on which its facts changed.</summary>
    public void Add(DateOnly setUp, DateOnly? dissolved, ReadOnlySpan<(int Since, int Profile)> facts, Span<ulong> mine)
    {
        mine.Sort();
        for (var i = 0; i < facts.Length; i++)
            slices.Add(new(firsts.Count, setUp.DayNumber, dissolved?.DayNumber ?? int.MaxValue, facts[i].Profile, facts[i].Since, i + 1 < facts.Length ? facts[i + 1].Since : int.MaxValue));
        firsts.Add(records.Count);
        records.AddRange(mine);
    }

    /// <summary>How the bodies stand on the profiles' day: how many duties of each entry of the plan are in each state (<see cref="States"/> numbers an entry), and how many each body has overdue.</summary>
    /// <param name="overdue">Filled for each body in the order of adding; may be empty.</param>
    /// <param name="told">Every judged duty of every body, for whoever compares: ordinal, entry of the plan, state.</param>
    public long[] Evaluate(Span<byte> overdue = default, Action<int, int, DutyState>? told = null)
    {
        var counts = new long[profiles.Entries * States];
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records);
        var today = profiles.Today.DayNumber - profiles.Base;
        foreach (ref readonly var slice in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(slices))
        {
            var (b, dissolved, late) = (slice.Body, slice.Dissolved, 0);
            var mine = all[firsts[b]..(b + 1 < firsts.Count ? firsts[b + 1] : all.Length)];
            foreach (ref readonly var owed in profiles.Of(slice.Profile))
            {
                if (owed.Middle < slice.SetUp || owed.Middle >= dissolved || owed.Decides < slice.Since || owed.Decides >= slice.Until) continue;
                // Dissolved within the period, its last day is the due date (DutyReading.DueDate).
                var due = (dissolved >= owed.Start && dissolved <= owed.End ? dissolved : owed.End) - profiles.Base;
                var state = owed.Settled ?? State(owed, mine, due, today);
                counts[owed.Entry * States + (int)state]++;
                if (state == DutyState.Overdue) late++;
                told?.Invoke(b, owed.Entry, state);
            }
            if (late > 0 && !overdue.IsEmpty) overdue[b] = (byte)Math.Min(255, overdue[b] + late);
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
    /// <summary>One entry of the plan that concerns the profile. <see cref="Decides"/>: the day whose facts decide; <see cref="Settled"/>: its state whatever was recorded.</summary>
    internal readonly record struct Owed(int Entry, int Start, int Middle, int End, int Decides, DutyState? Settled, Line[] Lines);
    internal readonly record struct Line(int[] Kinds, long Needed);

    private readonly Dictionary<KnownFacts, int> known = new(new SameFacts(Asked(plan)));
    private readonly List<Owed[]> owed = [];
    private readonly Lock gate = new();

    public DateOnly Today => today;
    /// <summary>Day 0 of the packed days: a year before the range, so that what was held early still sorts.</summary>
    public int Base { get; } = plan.From.AddYears(-1).DayNumber;
    public int Count { get { lock (gate) return owed.Count; } }

    public int Entries => plan.Entries.Length;
    public string RuleOf(int entry) => plan.Entries[entry].Rule.Id;

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
            yield return new(i, entry.Period.Start.DayNumber, entry.Middle.DayNumber, entry.Period.End.DayNumber, (int)slots[0], settled, settled is null ? [.. lines] : []);
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
