using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Demands;
using Hangji.Modules.Regulations.Language;

namespace Hangji.Modules.Regulations.Packs;

/// <summary>Reads the part of a rule that its shape decides: periodic, term, deadline, vote or a requirement.</summary>
internal sealed class DemandReader(Vocabulary vocabulary, IReadOnlyDictionary<string, Node> named)
{
    public Demand? Read(Section at, Shape shape, Bilingual? satisfy, IReadOnlyList<(string, Node)> values)
    {
        if (at.Inner("periodic") is { } periodic)
        {
            if (shape != Shape.Periodic) at.Wrong("periodic", $"does not belong to the shape {shape.Kebab()}");
            return Periodic(periodic, values);
        }
        if (at.Inner("vote") is { } vote)
        {
            if (shape != Shape.Vote) at.Wrong("vote", $"does not belong to the shape {shape.Kebab()}");
            return Vote(vote, values);
        }
        if (at.Inner("term") is { } term)
        {
            if (shape != Shape.Term) at.Wrong("term", $"does not belong to the shape {shape.Kebab()}");
            return Term(term, values);
        }
        if (at.Inner("deadline") is { } deadline)
        {
            if (shape is not (Shape.Deadline or Shape.Term or Shape.Prohibition or Shape.Sequence)) at.Wrong("deadline", $"does not belong to the shape {shape.Kebab()}");
            return Deadline(deadline, satisfy, values);
        }
        var text = at.Text("require");
        if (text == "") { at.Wrong(null, "a rule needs one of periodic, vote, term, deadline or require"); return null; }
        var normally = at.Maybe("normally") is { } usual ? Compile(at, "normally", usual, condition: true) : null;
        return Compile(at, "require", text, condition: true) is { } require ? new Requirement(require, normally, satisfy) { Values = values } : null;
    }

    PeriodicDemand? Periodic(Section at, IReadOnlyList<(string, Node)> values)
    {
        var (every, times) = (at.Choice<Every>("every"), at.Int("times", 1));
        if (times < 1) at.Wrong("times", "is at least 1");
        var quarters = at.Texts("normally-in").Select(q => "Q1 Q2 Q3 Q4".IndexOf(q, StringComparison.Ordinal) is var i and >= 0 && q.Length == 2 ? i / 3 + 1 : 0).ToList();
        if (quarters.Contains(0)) at.Wrong("normally-in", "quarters are named Q1 to Q4");
        var lines = new List<EvidenceLine>();
        foreach (var entry in at.Inners("evidence", true))
        {
            var kinds = new List<EvidenceKind>();
            foreach (var word in entry.Texts("kinds", true))
                if (vocabulary.Kind(word) is { } kind) kinds.Add(kind); else entry.Wrong("kinds", $"no kind of record is called '{word}'");
            var count = Fact(entry, "count", FactType.Int, FactType.Decimal);
            var own = entry.Int("times", times);
            var when = entry.Maybe("if") is { } text ? Compile(entry, "if", text, condition: true) : null;
            entry.Close();
            if (count is not null && kinds.Count > 0) lines.Add(new([.. kinds], count, own, when));
        }
        at.Close();
        var periodDate = vocabulary.Find("period_date");
        if (periodDate is null) at.Wrong(null, "the vocabulary lacks period_date");
        return lines.Count == 0 || periodDate is null ? null : new(every, [.. lines], periodDate, quarters) { Values = values };
    }

    VoteDemand? Vote(Section at, IReadOnlyList<(string, Node)> values)
    {
        var what = at.Text("what");
        if (what is not ("quorum" or "majority" or "")) at.Wrong("what", "quorum or majority");
        var (count, of) = (Fact(at, "count", FactType.Int), Fact(at, "of", FactType.Int));
        var written = at.Has("written") ? Fact(at, "written", FactType.Int) : null;
        var (kind, share) = (at.Choice<VoteBase>("base"), ReadShare(at));
        at.Close();
        return count is null || of is null || share is null ? null : new(what == "quorum", count, written, of, kind, share.Value) { Values = values };
    }

    static Share? ReadShare(Section at)
    {
        var words = at.Text("threshold").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["at-least" or "more-than", var fraction] && fraction.Split('/') is [var n, var d] && int.TryParse(n, out var a) && int.TryParse(d, out var b) && a > 0 && b >= a)
            return new(a, b, words[0] == "more-than");
        at.Wrong("threshold", "is written as 'at-least 1/2' or 'more-than 4/5'");
        return null;
    }

    TermDemand? Term(Section at, IReadOnlyList<(string, Node)> values)
    {
        var (years, remind, longest) = (at.Int("years"), at.Int("remind-months", 6), at.Int("longest-extension-months", 12));
        var (elected, extension) = (Fact(at, "elected-on", FactType.Date), Fact(at, "extension", FactType.Int));
        at.Close();
        return elected is null || extension is null ? null : new(years, remind, longest, elected, extension) { Values = values };
    }

    DeadlineDemand? Deadline(Section at, Bilingual? satisfy, IReadOnlyList<(string, Node)> values)
    {
        var notBefore = at.Has("not-before");
        var key = notBefore ? "not-before" : "by";
        var limit = Compile(at, key, at.Text(key), condition: false);
        if (limit is not null && limit.Type != FactType.Date) at.Wrong(key, "a date is wanted");
        var done = Fact(at, "done", FactType.Date);
        at.Close();
        return limit is null || done is null ? null : new(limit, done, notBefore, satisfy ?? done.Meaning) { Values = values };
    }

    FactName? Fact(Section at, string key, params FactType[] types)
    {
        var name = at.Text(key);
        if (name == "") return null;
        if (vocabulary.Find(name) is not { } fact) { at.Wrong(key, $"no fact is called '{name}'"); return null; }
        if (types.Contains(fact.Type)) return fact;
        at.Wrong(key, $"{name} is a {fact.Type.Kebab()}, where a {types[0].Kebab()} is wanted");
        return null;
    }

    Node? Compile(Section at, string key, string text, bool condition)
    {
        if (text == "") return null;
        try { return condition ? Parser.Condition(text, vocabulary, named) : Parser.Parse(text, vocabulary, named); }
        catch (ConditionError fault) { at.Wrong(key, fault.Message); return null; }
    }
}
