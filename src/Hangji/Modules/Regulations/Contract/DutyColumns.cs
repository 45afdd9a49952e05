using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
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
    private readonly record struct Slice(int Body, int SetUp, int Dissolved, int Profile, int Since, int Until)
    {
        public bool Owes(in DutyProfiles.Owed owed) => owed.Middle >= SetUp && owed.Middle < Dissolved && owed.Decides >= Since && owed.Decides < Until;

        /// <summary>Dissolved within the period, its last day is the due date (DutyReading.DueDate).</summary>
        public int Due(in DutyProfiles.Owed owed) => Dissolved >= owed.Start && Dissolved <= owed.End ? Dissolved : owed.End;
    }

    private List<Slice> slices = [];
    private List<int> firsts = [];
    private List<ulong> records = [];

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

    /// <summary>Keeps the block: its bodies, their records, and the facts of each profile that they have.</summary>
    public void Write(BinaryWriter into)
    {
        var used = slices.Select(s => s.Profile).Distinct().ToList();
        var local = used.Index().ToDictionary(p => p.Item, p => p.Index);
        into.Write(used.Count);
        foreach (var profile in used) Numbers<long>(into, profiles.FactsOf(profile).Slots);
        Numbers<Slice>(into, slices.Select(s => s with { Profile = local[s.Profile] }).ToArray());
        Numbers<int>(into, CollectionsMarshal.AsSpan(firsts));
        Numbers<ulong>(into, CollectionsMarshal.AsSpan(records));
    }

    public static DutyColumns Read(BinaryReader from, DutyProfiles profiles)
    {
        var (block, numbers) = (new DutyColumns(profiles), new int[from.ReadInt32()]);
        for (var i = 0; i < numbers.Length; i++) numbers[i] = profiles.Profile(KnownFacts.Of(profiles.Vocabulary, [.. Numbers<long>(from)]));
        block.slices = Numbers<Slice>(from);
        foreach (ref var slice in CollectionsMarshal.AsSpan(block.slices)) slice = slice with { Profile = numbers[slice.Profile] };
        (block.firsts, block.records) = (Numbers<int>(from), Numbers<ulong>(from));
        return block;
    }

    internal static void Numbers<T>(BinaryWriter into, ReadOnlySpan<T> all) where T : unmanaged
    {
        into.Write(all.Length);
        into.Write(MemoryMarshal.AsBytes(all));
    }

    internal static List<T> Numbers<T>(BinaryReader from) where T : unmanaged
    {
        var all = new List<T>();
        CollectionsMarshal.SetCount(all, from.ReadInt32());
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(all)));
        return all;
    }

    /// <summary>How the bodies stand on the profiles' day: how many duties of each entry of the plan are in each state (<see cref="States"/> numbers an entry), and how many each body has overdue.</summary>
    /// <param name="overdue">Filled for each body in the order of adding; may be empty.</param>
    /// <param name="told">Every judged duty of every body, for whoever compares: ordinal, entry of the plan, state.</param>
    public long[] Evaluate(Span<byte> overdue = default, Action<int, int, DutyState>? told = null)
    {
        var counts = new long[profiles.Entries * States];
        var all = CollectionsMarshal.AsSpan(records);
        var today = profiles.Today.DayNumber - profiles.Base;
        foreach (ref readonly var slice in CollectionsMarshal.AsSpan(slices))
        {
            var (b, late) = (slice.Body, 0);
            var mine = Mine(b, all);
            foreach (ref readonly var owed in profiles.Of(slice.Profile))
            {
                if (!slice.Owes(owed)) continue;
                var due = slice.Due(owed) - profiles.Base;
                var state = owed.Settled ?? State(owed, mine, due, today);
                counts[owed.Entry * States + (int)state]++;
                if (state == DutyState.Overdue) late++;
                told?.Invoke(b, owed.Entry, state);
            }
            if (late > 0 && !overdue.IsEmpty) overdue[b] = (byte)Math.Min(255, overdue[b] + late);
        }
        return counts;
    }

    /// <summary>How many duties of a calendar year are overdue on each of some days of it, and when one more may become so.</summary>
    /// <param name="days">Up to the profiles' day, which may be one of them.</param>
    /// <param name="counts">Gets for each body and each day how many, added to what stands there.</param>
    /// <param name="next">Gets for each body the day number after the next deadline, where that is earlier than what stands there.</param>
    /// <param name="excused">From which day a body's duty is settled otherwise, by its ordinal and entry of the plan; null where it is not.</param>
    public void Overdue(ReadOnlySpan<DateOnly> days, Span<int> counts, Span<int> next, Func<int, int, DateOnly?> excused)
    {
        var all = CollectionsMarshal.AsSpan(records);
        var today = profiles.Today.DayNumber - profiles.Base;
        foreach (ref readonly var slice in CollectionsMarshal.AsSpan(slices))
        {
            var b = slice.Body;
            var mine = Mine(b, all);
            foreach (ref readonly var owed in profiles.Of(slice.Profile))
            {
                if (owed.Settled is not (null or DutyState.NotYet) || !slice.Owes(owed)) continue;
                var due = slice.Due(owed) - profiles.Base;
                var met = owed.Settled is null ? MetOn(owed, mine) : int.MaxValue;
                if (excused(b, owed.Entry) is { } settled) met = Math.Min(met, settled.DayNumber - profiles.Base);
                if (due >= today && met > today) next[b] = Math.Min(next[b], due + 1 + profiles.Base);
                for (var d = 0; d < days.Length && due < today; d++)
                    if (days[d].DayNumber - profiles.Base is var day && day > due && day < met && days[d].Year == owed.Year) counts[b * days.Length + d]++;
            }
        }
    }

    private ReadOnlySpan<ulong> Mine(int body, ReadOnlySpan<ulong> all) => all[firsts[body]..(body + 1 < firsts.Count ? firsts[body + 1] : all.Length)];

    /// <summary>The day from which the records meet the demand, held and entered; never is int.MaxValue.</summary>
    private int MetOn(in DutyProfiles.Owed owed, ReadOnlySpan<ulong> mine)
    {
        var met = 0;
        Span<(int Day, int Hundredths)> found = stackalloc (int, int)[64];
        foreach (var line in owed.Lines)
        {
            var (n, all, on) = (0, 0L, line.Needed > 0 ? int.MaxValue : 0);
            foreach (var kind in line.Kinds)
                for (var at = First(mine, owed, kind, out var to); at < mine.Length && mine[at] < to; at++)
                {
                    if (n == found.Length) found = Grown(found);
                    found[n++] = ((int)Math.Max(mine[at] >> 28 & 0x3FFF, mine[at] >> 14 & 0x3FFF), (int)(mine[at] & 0x3FFF));
                }
            if (n > 1) found[..n].Sort((a, b) => a.Day.CompareTo(b.Day));
            for (var i = 0; i < n && on == int.MaxValue; i++) if ((all += found[i].Hundredths) >= line.Needed) on = found[i].Day;
            met = Math.Max(met, on);
        }
        return met;
    }

    private static Span<(int Day, int Hundredths)> Grown(Span<(int Day, int Hundredths)> full)
    {
        var more = new (int, int)[full.Length * 4];
        full.CopyTo(more);
        return more;
    }

    /// <summary>Where the records of a kind begin that count for a period, and below what they stay.</summary>
    private int First(ReadOnlySpan<ulong> mine, in DutyProfiles.Owed owed, int kind, out ulong to)
    {
        to = (ulong)kind << 56 | (ulong)(owed.End - profiles.Base + 1) << 42;
        var at = mine.BinarySearch((ulong)kind << 56 | (ulong)(owed.Start - profiles.Base) << 42);
        return at < 0 ? ~at : at;
    }

    private DutyState State(in DutyProfiles.Owed owed, ReadOnlySpan<ulong> mine, int due, int today)
    {
        var (inTime, done) = (true, true);
        foreach (var line in owed.Lines)
        {
            long early = 0, all = 0;
            foreach (var kind in line.Kinds)
            {
                for (var at = First(mine, owed, kind, out var to); at < mine.Length && mine[at] < to; at++)
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

/// <summary>What each set of facts owes on one day, worked out once: a body itself, or each of its groups.</summary>
internal sealed class DutyProfiles(DutyPlan plan, DateOnly today, Subject subject = Subject.Body)
{
    /// <summary>One entry of the plan that concerns the profile. <see cref="Decides"/>: the day whose facts decide; <see cref="Settled"/>: its state whatever was recorded.</summary>
    internal readonly record struct Owed(int Entry, int Start, int Middle, int End, int Decides, int Year, DutyState? Settled, Line[] Lines);
    internal readonly record struct Line(int[] Kinds, long Needed);

    private readonly Dictionary<KnownFacts, int> known = new(new SameFacts(Asked(plan)));
    private readonly List<Owed[]> owed = [];
    private readonly List<KnownFacts> facts = [];
    private readonly Lock gate = new();

    public DateOnly Today => today;
    /// <summary>Day 0 of the packed days: a year before the range, so that what was held early still sorts.</summary>
    public int Base { get; } = plan.From.AddYears(-1).DayNumber;
    public int Count { get { lock (gate) return owed.Count; } }

    public int Entries => plan.Entries.Length;
    public string RuleOf(int entry) => plan.Entries[entry].Rule.Id;

    public ReadOnlySpan<Owed> Of(int profile) => owed[profile];

    /// <summary>The profile of these facts.</summary>
    public int Profile(KnownFacts of)
    {
        lock (gate)
        {
            if (known.TryGetValue(of, out var number)) return number;
            owed.Add([.. Read(of)]);
            facts.Add(of);
            return known[of] = owed.Count - 1;
        }
    }

    public Vocabulary Vocabulary => plan.Book.Vocabulary;
    public KnownFacts FactsOf(int profile) { lock (gate) return facts[profile]; }

    /// <summary>The range of days, as a name.</summary>
    public string Days => $"{plan.From:yyyyMMdd}-{plan.To:yyyyMMdd}";

    /// <summary>What kept facts and records depend on: the range of days and, in sixteen letters, the facts that the rules ask for and the program that numbered them.</summary>
    public string Key { get; } = $"{plan.From:yyyyMMdd}-{plan.To:yyyyMMdd}-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{typeof(DutyColumns).Module.ModuleVersionId} {string.Join(' ', Asked(plan))} {string.Join(' ', plan.Book.Vocabulary.All.Select(f => f.Name))} {string.Join(' ', plan.Book.Vocabulary.Evidence.Select(e => e.Kind))}")))[..16];

    private IEnumerable<Owed> Read(KnownFacts facts)
    {
        var slots = (long[])facts.Slots.Clone();
        for (var i = 0; i < plan.Entries.Length; i++)
        {
            var entry = plan.Entries[i];
            if (entry.Rule.Subject != subject || !entry.InForce) continue;
            slots[0] = (entry.Middle < today ? entry.Middle : today).DayNumber;
            var applies = entry.Rule.Applies?.Eval(slots) ?? 1;
            if (applies == 0) continue;
            DutyState? settled = entry.Rule.Exempt.Any(e => e.When.Eval(slots) == 1) ? DutyState.Exempt
                : applies == KnownFacts.Unknown || !entry.Recorded ? DutyState.Unknown : today < entry.Period.Start ? DutyState.NotYet : null;
            var lines = entry.Demand.Lines.Where(l => l.If is null || l.If.Eval(slots) == 1).Select(l => new Line([.. l.Kinds.Select(k => k.Index)], l.Times * 100L));
            yield return new(i, entry.Period.Start.DayNumber, entry.Middle.DayNumber, entry.Period.End.DayNumber, (int)slots[0], entry.Period.Start.Year, settled, settled is null ? [.. lines] : []);
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
