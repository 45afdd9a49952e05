using FsCheck;
using FsCheck.Fluent;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;

namespace Hangji.Tests.Modules.Regulations.Procedures;

/// <summary>Whatever is recorded, in whatever order, how often, and whatever the clock shows: nothing leads past a step whose quorum, majority or wait is not met.</summary>
public sealed class No_way_past_a_step
{
    static readonly DateOnly First = new(2026, 1, 5);
    static readonly string[] Steps = ["propose", "consult", "deliberate", "decide", "open-decision", "carry-out", "open-result", "file"];
    static readonly string[] Meetings = ["committee-meeting", "joint-committee-meeting", "general-meeting", "representatives-meeting", "villagers-assembly", "collective-assembly"];

    static readonly Gen<ProcedureEvent> OneEvent =
        from kind in Gen.Frequency((6, Gen.Constant(EventKind.Meeting)), (3, Gen.Constant(EventKind.Notice)), (3, Gen.Constant(EventKind.Publication)), (3, Gen.Constant(EventKind.Document)), (1, Gen.Elements(Enum.GetValues<EventKind>())))
        from record in Gen.Choose(1, 40)
        from day in Gen.Choose(0, 60)
        from step in Gen.Elements(Steps)
        from code in kind switch
        {
            EventKind.Meeting => Gen.Elements(Meetings), EventKind.Document => Gen.Elements("authorization", "acceptance", "file-bundle"), EventKind.Return => Gen.Elements(Steps), _ => Gen.Constant("2026-01-01"),
        }
        from counted in Gen.Elements("adults", "households", "members", null)
        from entitled in Gen.Choose(0, 12)
        from present in Gen.Choose(0, 12)
        from yes in Gen.Choose(0, 12)
        from no in Gen.Choose(0, 4)
        from reason in Gen.Elements(null, "写明了原因")
        from until in Gen.Elements<int?>(null, 10, 14, 15, 20)
        from upheld in Gen.Elements(true, false)
        from replaces in Gen.Frequency((9, Gen.Constant((long?)null)), (1, Gen.Choose(1, 40).Select(n => (long?)n)))
        select new ProcedureEvent
        {
            Kind = kind, RecordId = record, On = First.AddDays(day), Step = step, Code = code, Counted = kind == EventKind.Meeting && code.EndsWith("assembly", StringComparison.Ordinal) ? counted : null,
            Entitled = entitled, Present = present, Yes = yes, No = no, Reason = reason, Until = kind == EventKind.Publication && until is { } n ? First.AddDays(day + n) : null, Upheld = upheld, Replaces = replaces,
        };

    /// <summary>A course that would go through, so that random records meet every step; then it is broken.</summary>
    static ProcedureEvent[] Good()
    {
        ProcedureEvent E(EventKind kind, long id, int day, string step, string? code = null) => new() { Kind = kind, RecordId = id, On = First.AddDays(day), Step = step, Code = code, Entitled = 9, Present = 8, Yes = 7, No = 1 };
        return [E(EventKind.Document, 101, 0, "", "authorization"), E(EventKind.Meeting, 102, 1, "propose", "committee-meeting"), E(EventKind.Meeting, 103, 3, "consult", "joint-committee-meeting"), E(EventKind.Notice, 104, 4, "deliberate"),
            E(EventKind.Meeting, 105, 8, "deliberate", "general-meeting"), E(EventKind.Notice, 106, 9, "decide"), E(EventKind.Meeting, 107, 15, "decide", "representatives-meeting"), E(EventKind.Publication, 108, 16, "open-decision"),
            E(EventKind.Document, 109, 30, "carry-out", "acceptance"), E(EventKind.Publication, 110, 31, "open-result"), E(EventKind.Document, 111, 47, "file", "file-bundle")];
    }

    static readonly Gen<ProcedureEvent[]> Courses =
        from good in Gen.Constant(Good())
        from wild in OneEvent.ListOf().Select(l => l.Take(25).ToArray())
        from keep in Gen.Choose(0, good.Length)
        from order in Gen.Choose(0, int.MaxValue)
        let all = good.Take(keep).Concat(wild).ToArray()
        let random = new Random(order)
        select order % 3 == 0 ? [.. good.Take(keep).SelectMany(g => wild.Where(_ => random.Next(12) == 0).Append(g))] : order % 3 == 1 ? all : [.. all.OrderBy(_ => random.Next())];

    static readonly string[][] TraitSets = [[], ["one-person-both-posts"], ["collective-property"], ["collective-property", "members-only"], ["collective-property", "members-only", "outsiders-benefit"]];

    static Pinned Pin(int traits) => ProcedureBook.Shipped.Pin("four-and-two", "2026-01-01", TraitSets[traits % TraitSets.Length]);

    static void Holds(Func<Pinned, ProcedureEvent[], int, bool> claim) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(from c in Courses from t in Gen.Choose(0, 4) from d in Gen.Choose(0, 90) select (c, t, d)), x => claim(Pin(x.t), x.c, x.d)));

    /// <summary>Written a second time, by hand and without the engine: what the law asks of each completed step.</summary>
    static bool Lawful(ProcedureState state, Pinned pinned)
    {
        DateOnly? before = null;
        var gap = false;
        foreach (var step in state.Steps)
        {
            if (step.Completion is not { } done) { gap = true; continue; }
            if (gap || before > done.By.On) return false;
            before = done.By.On;
            if (step.Step.By == StepBy.Publication && done.By.Until is { } until && until < done.By.On.AddDays(15)) return false;
            if (step.Step.Id == "file" && done.By.On < state.Done("open-result")!.By.On.AddDays(15)) return false;
            if (step.Step.Id == "decide" && !Decided(done.By, pinned.Traits, state)) return false;
            if (step.Step.Id == "deliberate" && (done.By.Code != "general-meeting" || done.By.Yes * 2 <= done.By.Entitled || (done.By.Present * 3 < done.By.Entitled * 2 && done.By.Reason is null))) return false;
        }
        return true;
    }

    static bool Decided(ProcedureEvent vote, IReadOnlySet<string> traits, ProcedureState state)
    {
        bool Told(int days) => vote.Reason is not null && vote.Code == "villagers-assembly" && !traits.Contains("collective-property") ? state.Notices.Any(n => n.Step == "decide")
            : state.Notices.Any(n => n.Step == "decide" && n.On.AddDays(days) <= vote.On);
        if (traits.Contains("collective-property"))
            return vote.Code is "collective-assembly" or "villagers-assembly" && vote.Counted == "members" && Told(10) && vote.Present * 3 >= vote.Entitled * 2
                && vote.Yes * (traits.Contains("outsiders-benefit") ? 4 : 3) >= vote.Entitled * (traits.Contains("outsiders-benefit") ? 3 : 2);
        return vote.Code switch
        {
            "representatives-meeting" => vote.Present * 3 >= vote.Entitled * 2 && vote.Yes * 2 > vote.Present && state.Papers.Any(p => p.Code == "authorization" && p.On <= vote.On && (p.Until is null || p.Until >= vote.On)),
            "villagers-assembly" when vote.Counted == "adults" => vote.Present * 2 > vote.Entitled && vote.Yes * 2 > vote.Present && Told(10),
            "villagers-assembly" when vote.Counted == "households" => vote.Present * 3 >= vote.Entitled * 2 && vote.Yes * 2 > vote.Present && Told(10),
            _ => false,
        };
    }

    [Fact]
    public void No_order_of_records_completes_a_step_against_the_law() =>
        Holds((pinned, events, day) => Lawful(ProcedureEngine.Decide(pinned, events, First.AddDays(day)), pinned));

    [Fact]
    public void A_double_click_changes_nothing() => Holds((pinned, events, day) =>
    {
        var on = First.AddDays(day);
        return Shape(ProcedureEngine.Decide(pinned, events, on)) == Shape(ProcedureEngine.Decide(pinned, events.SelectMany(e => new[] { e, e }).Concat(events), on));
    });

    [Fact]
    public void The_clock_alone_completes_nothing() => Holds((pinned, events, day) =>
    {
        // With every record dated by then, later clocks show the same steps done; earlier clocks show no step that the later one lacks unless it was led back.
        var last = First.AddDays(90);
        return Shape(ProcedureEngine.Decide(pinned, events, last)) == Shape(ProcedureEngine.Decide(pinned, events, last.AddDays(3650)))
            && Lawful(ProcedureEngine.Decide(pinned, events, First.AddDays(day - 45)), pinned);
    });

    [Fact]
    public void What_the_check_refuses_the_course_sets_aside() => Holds((pinned, events, _) =>
    {
        var (kept, today) = (new List<ProcedureEvent>(), First.AddDays(90));
        foreach (var e in events)
            if (kept.TrueForAll(k => !ProcedureEngine.Same(k, e)) && ProcedureEngine.Check(pinned, kept, e, today) is null) kept.Add(e);
        return kept.Exists(e => e.Replaces is not null) || ProcedureEngine.Decide(pinned, kept, today).Aside.Count == 0;
    });

    [Fact]
    public void The_good_course_does_end() =>
        Assert.Equal(Course.Ended, ProcedureEngine.Decide(Pin(0), Good(), First.AddDays(90)).Course);

    static string Shape(ProcedureState s) => $"{s.Course} {s.Round} {string.Join(',', s.Steps.Select(x => $"{x.Step.Id}:{x.Completion?.By.RecordId}"))} {s.OpenObjections.Count} {s.OpenContest?.RecordId}";
}
