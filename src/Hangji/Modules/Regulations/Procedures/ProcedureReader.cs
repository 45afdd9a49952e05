using System.Text.RegularExpressions;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Procedures;

/// <summary>Reads one procedure file with a closed schema; every mistake is noted with file, step and key.</summary>
internal sealed partial class ProcedureReader(Rulebook rules, ErrorList errors)
{
    private HashSet<string> traits = [], steps = [];

    [GeneratedRegex(@"^(at-least|more-than) ([1-9]\d*)/([1-9]\d*)$")] private static partial Regex ShareText();

    public Procedure? Read(string path, string name)
    {
        if (Section.Open(path, name, errors) is not { } file) return null;
        var before = errors.All.Count;
        var head = file.Inner("procedure", true);
        if (head is null) { file.Close(); return null; }
        var (code, title, from, to, source) = (head.Text("code"), head.Both("title"), head.Date("from"), head.MaybeDate("to"), head.Text("source"));
        head.Close();
        if (Path.GetFileNameWithoutExtension(name) != $"{from:yyyy-MM-dd}") file.Wrong("procedure.from", $"the file is named after another day than {from:yyyy-MM-dd}");
        if (!name.StartsWith(code + "/", StringComparison.Ordinal)) file.Wrong("procedure.code", "the folder has another name");
        if (to < from) file.Wrong("procedure.to", "ends before it begins");
        var declared = file.Inners("traits").Select(t => Closed(t, new Trait(t.Text("id"), new(t.Text("zh"), t.Text("en"))))).ToList();
        traits = [.. declared.Select(t => t.Id)];
        var matters = file.Inners("matters").Select(m => Closed(m, new MatterKind(m.Text("id"), new(m.Text("zh"), m.Text("en")), Traits(m, "traits"), Basis(m)))).ToList();
        var sections = file.Inners("steps", true);
        var read = new List<Step>();
        foreach (var at in sections)
        {
            var step = ReadStep(at, read);
            if (!steps.Add(step.Id)) at.Wrong("id", "is used twice");
            read.Add(step);
        }
        if (read.Count == 0) file.Wrong("steps", "at least one step is wanted");
        var merges = file.Inners("merges").Select(m => Closed(m, new Merge(Steps(m, "steps"), Trait(m, "when"), Basis(m)))).ToList();
        var returns = file.Inner("returns", true);
        var back = returns is null ? null : Closed(returns, new Returns(StepId(returns, "changed"), StepId(returns, "annulled"), Basis(returns, "changed-by"), Basis(returns, "annulled-by"), StepId(returns, "withdraw-before")));
        var contracts = file.Inners("contracts").Select(c => Closed(c, new ContractKind(c.Text("id"), new(c.Text("zh"), c.Text("en")), c.Int("most-years", 0), Basis(c)))).ToList();
        file.Close();
        return errors.All.Count > before ? null : new(code, title, from, to, source, declared, matters, read, merges, back!, contracts, name);
    }

    Step ReadStep(Section at, List<Step> earlier)
    {
        var id = at.Text("id");
        at.Rule = id;
        var by = at.Choice<StepBy>("by");
        var step = new Step(id, at.Both("title"), at.Text("actor"), at.Both("actor-name"), by, Only(at), Basis(at),
            [.. at.Inners("ways", by == StepBy.Meeting).Select(ReadWay)], [.. at.Inners("waits").Select(w => ReadWait(w, earlier))], [.. at.Inners("papers").Select(ReadPaper)],
            [.. at.Inners("produces").Select(p => Closed(p, new Bilingual(p.Text("zh"), p.Text("en"))))], by == StepBy.Document ? at.Text("document") : null,
            by == StepBy.Publication ? at.Int("posted-days", 0) : 0, Back(at, "fail-to", id, earlier), Back(at, "upheld-to", id, earlier), at.Flag("held"), at.MaybeBoth("note"));
        if (by == StepBy.Meeting && step.Ways.Count == 0) at.Wrong("ways", "a meeting step needs a way");
        return Closed(at, step);
    }

    Way ReadWay(Section at)
    {
        var notice = at.Inner("notice");
        return Closed(at, new Way(at.Text("id"), at.Both("title"), at.Texts("meetings", true), at.Maybe("counted"), Only(at), Need(at, "quorum"), Need(at, "majority"),
            notice is null ? null : Closed(notice, new Notice(Least(notice, "days"), notice.Choice<DayCount>("count", DayCount.Days), Basis(notice), notice.Flag("waivable"), notice.Texts("local"))),
            [.. at.Inners("papers").Select(ReadPaper)]));
    }

    Wait ReadWait(Section at, List<Step> earlier)
    {
        var after = at.Text("after");
        if (earlier.All(s => s.Id != after)) at.Wrong("after", $"'{after}' is no earlier step");
        return Closed(at, new Wait(after, at.Int("days"), at.Choice<DayCount>("count", DayCount.Days), at.Flag("longest"), Basis(at)));
    }

    Paper ReadPaper(Section at) => Closed(at, new Paper(at.Text("kind"), new(at.Text("zh"), at.Text("en")), at.Flag("lasting"), Basis(at)));

    Need? Need(Section at, string key)
    {
        if (at.Inner(key) is not { } need) return null;
        if (need.Maybe("share") is not { } text) return Closed(need, new Need(null, VoteBase.Entitled, Basis(need, mustBeVote: true)));
        var match = ShareText().Match(text);
        if (!match.Success) need.Wrong("share", $"'at-least 1/2' or 'more-than 1/2' is wanted, not '{text}'");
        Share share = match.Success ? new(int.Parse(match.Groups[2].ValueSpan, null), int.Parse(match.Groups[3].ValueSpan, null), match.Groups[1].Value == "more-than") : default;
        return Closed(need, new Need(share, need.Choice<VoteBase>("of"), Basis(need)));
    }

    /// <summary>rule: an id of the packs; or zh, en and mark inside "basis".</summary>
    Basis Basis(Section at, string key = "basis", bool mustBeVote = false)
    {
        if (at.Inner(key, true) is not { } basis) return new(null, Bilingual.Empty, Mark.K);
        if (basis.Maybe("rule") is { } rule)
        {
            if (!rules.Has(rule)) basis.Wrong("rule", $"no rule is called '{rule}'");
            else if (mustBeVote && rules.Versions(rule).Any(v => v.Shape != Shape.Vote)) basis.Wrong("rule", $"'{rule}' is no rule of quorum or majority");
            return Closed(basis, new Basis(rule, null, Mark.V));
        }
        if (mustBeVote) basis.Wrong("rule", "without a share a rule of the packs is wanted");
        return Closed(basis, new Basis(null, new(basis.Text("zh"), basis.Text("en")), basis.Choice<Mark>("mark")));
    }

    Only Only(Section at)
    {
        var only = new Only(Traits(at, "when"), Traits(at, "unless"), at.MaybeDate("from"), at.MaybeDate("to"));
        if (only.To < only.From) at.Wrong("to", "ends before it begins");
        return only;
    }

    IReadOnlyList<string> Traits(Section at, string key)
    {
        var named = at.Texts(key);
        foreach (var trait in named) if (!traits.Contains(trait)) at.Wrong(key, $"no trait is called '{trait}'");
        return named;
    }

    string Trait(Section at, string key)
    {
        var trait = at.Text(key);
        if (!traits.Contains(trait)) at.Wrong(key, $"no trait is called '{trait}'");
        return trait;
    }

    IReadOnlyList<string> Steps(Section at, string key)
    {
        var named = at.Texts(key, true);
        foreach (var step in named) if (!steps.Contains(step)) at.Wrong(key, $"no step is called '{step}'");
        if (named.Count < 2) at.Wrong(key, "two steps at least");
        return named;
    }

    string StepId(Section at, string key)
    {
        var step = at.Text(key);
        if (!steps.Contains(step)) at.Wrong(key, $"no step is called '{step}'");
        return step;
    }

    static string? Back(Section at, string key, string self, List<Step> earlier)
    {
        var to = at.Maybe(key);
        if (to is not null && to != self && earlier.All(s => s.Id != to)) at.Wrong(key, $"'{to}' is no earlier step");
        return to;
    }

    static int Least(Section at, string key)
    {
        var days = at.Int(key);
        if (days < 1) at.Wrong(key, "at least one day");
        return days;
    }

    static T Closed<T>(Section at, T read)
    {
        at.Close();
        return read;
    }
}
