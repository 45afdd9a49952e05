using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Procedures;

/// <summary>程序案例: records in order, and what a lawyer says must come out of them on a day.</summary>
internal sealed record ProcedureCase(string File, string Name, Pinned Pinned, DateOnly On, IReadOnlyList<ProcedureEvent> Events, string Now, bool? Open, DateOnly? Earliest, int Aside, int Rounds)
{
    /// <summary>Null when it passes, else what differs.</summary>
    public string? Fails()
    {
        var state = ProcedureEngine.Decide(Pinned, Events, On);
        var now = state.Now?.Step.Id ?? state.Course.ToString().ToLowerInvariant();
        if (now != Now) return $"expected {Now}, got {now}; set aside: {string.Join("; ", state.Aside.Select(a => string.Format(null, a.Why.What.Message, a.Why.What.Args)))}";
        if (Open is { } open && state.Now?.Open != open) return $"expected open = {open}, got {state.Now?.Open}";
        if (Earliest is { } day && state.Now?.Earliest != day) return $"expected earliest {day:yyyy-MM-dd}, got {state.Now?.Earliest:yyyy-MM-dd}";
        if (state.Aside.Count != Aside) return $"expected {Aside} record(s) set aside, got {state.Aside.Count}: {string.Join("; ", state.Aside.Select(a => string.Format(null, a.Why.What.Message, a.Why.What.Args)))}";
        return state.Round == Rounds ? null : $"expected round {Rounds}, got {state.Round}";
    }
}

/// <summary>Reads a file of cases: <c>cases: [{name, procedure, version, traits, on, events: [...], expect: {now, open, earliest, aside, round}}]</c>.</summary>
internal static class ProcedureCases
{
    public static IReadOnlyList<ProcedureCase> Read(string path, string name, ProcedureBook book, ErrorList errors)
    {
        if (Section.Open(path, name, errors) is not { } file) return [];
        var cases = file.Inners("cases", true).Select(c => One(c, book)).OfType<ProcedureCase>().ToList();
        file.Close();
        return cases;
    }

    static ProcedureCase? One(Section at, ProcedureBook book)
    {
        var (name, code, version) = (at.Text("name"), at.Text("procedure"), at.Text("version"));
        var known = book.Version(code, version);
        if (known is null) at.Wrong("version", $"there is no version {version} of {code}");
        var traits = at.Texts("traits");
        if (known is not null) foreach (var trait in traits.Where(t => known.Traits.All(k => k.Id != t))) at.Wrong("traits", $"no trait is called '{trait}'");
        var on = at.Date("on");
        var events = at.Inners("events", true).Select((e, i) => Event(e, i + 1)).ToList();
        var expect = at.Inner("expect", true);
        if (expect is null || known is null) { at.Close(); return null; }
        var (now, open, earliest, aside, round) = (expect.Text("now"), expect.Has("open") ? expect.Flag("open") : (bool?)null, expect.MaybeDate("earliest"), expect.Int("aside", 0), expect.Int("round", 1));
        expect.Close();
        at.Close();
        return new(at.File, name, book.Pin(code, version, traits), on, events, now, open, earliest, aside, round);
    }

    static ProcedureEvent Event(Section at, int number)
    {
        var e = new ProcedureEvent
        {
            Kind = at.Choice<EventKind>("kind"), RecordId = at.Int("record", number), On = at.Date("on"), Step = at.Maybe("step") ?? "", Way = at.Maybe("way"), Code = at.Maybe("code"),
            Until = at.MaybeDate("until"), Counted = at.Maybe("counted"), Entitled = at.Int("entitled", 0), Present = at.Int("present", 0), Yes = at.Int("yes", 0), No = at.Int("no", 0),
            Abstain = at.Int("abstain", 0), Upheld = at.Flag("upheld"), Reason = at.Maybe("reason"), Replaces = at.MaybeInt("replaces"),
        };
        at.Close();
        return e;
    }
}
