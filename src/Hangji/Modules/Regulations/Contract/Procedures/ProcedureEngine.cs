using Hangji.Platform;

namespace Hangji.Modules.Regulations.Contract.Procedures;

/// <summary>What one instance is judged by: the version it began under, its traits, and the law around it.</summary>
internal sealed record Pinned(Procedure Procedure, IReadOnlySet<string> Traits, ProcedureBook Book, Rulebook Rules, WorkingDays Days);

/// <summary>
/// 程序引擎: what follows from real records by the law of their day. Pure: the same records give the same state, whoever asks; a record that comes before
/// its time, or falls short, is set aside with the reason and moves nothing.
/// </summary>
/// <remarks>Records count in the order in which they were entered and by their legal dates; those dated after <c>on</c> do not count yet. A correction takes the place of
/// what it corrects, so an instance can lose a step again when the corrected numbers do not carry it.</remarks>
internal static class ProcedureEngine
{
    public static ProcedureState Decide(Pinned pinned, IEnumerable<ProcedureEvent> events, DateOnly on)
    {
        var (course, all) = (new CourseOf(pinned), events as IReadOnlyCollection<ProcedureEvent> ?? [.. events]);
        foreach (var e in Counted(all))
            if (e.On <= on) course.Take(e);
        return course.State(on) with { Corrections = [.. all.Where(e => e.Replaces is not null)] };
    }

    /// <summary>Whether one more record would count: null, or what stands in its way.</summary>
    public static Obstacle? Check(Pinned pinned, IEnumerable<ProcedureEvent> events, ProcedureEvent next, DateOnly today)
    {
        if (next.On > today) return new(new("日期 {0} 还没有到", "on", null, next.On), null, next.On, false);
        var all = events.ToList();
        var known = all.FirstOrDefault(e => Same(e, next));
        if (known is not null) return null;
        var course = new CourseOf(pinned);
        if (next.Replaces is not null)
        {
            // A correction is always taken: what was corrected is no longer true, whatever follows from it.
            return all.Exists(e => e.Kind == Corrected(next) && e.RecordId == next.Replaces) ? null
                : new(new("没有找到被更正的记录", "replaces"), null, null, false);
        }
        foreach (var e in Counted(all)) course.Take(e);
        return course.Refuses(next);
    }

    public static bool Same(ProcedureEvent a, ProcedureEvent b) => a.Kind == b.Kind && a.RecordId == b.RecordId;

    /// <summary>The kind of record that a correction stands in place of.</summary>
    static EventKind Corrected(ProcedureEvent e) => e.Kind == EventKind.Drop ? EventKind.Meeting : e.Kind;

    /// <summary>Each record once, in the order of entry; a correction stands where the corrected stood.</summary>
    static List<ProcedureEvent> Counted(IEnumerable<ProcedureEvent> events)
    {
        var counted = new List<ProcedureEvent>();
        var seen = new HashSet<(EventKind, long)>();
        foreach (var e in events)
        {
            if (!seen.Add((e.Kind, e.RecordId))) continue;
            var place = e.Replaces is { } old ? counted.FindIndex(c => c.Kind == Corrected(e) && c.RecordId == old) : -1;
            if (place >= 0 && e.Kind == EventKind.Drop) counted.RemoveAt(place);
            else if (place >= 0) counted[place] = e with { Step = counted[place].Step, Way = e.Way ?? counted[place].Way };
            else if (e.Replaces is null) counted.Add(e);
        }
        return counted;
    }
}
