using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Deliberation;

/// <summary>登记表一张: one of the forms 1-6 of 四议两公开 (or of another procedure), drawn from the recorded meeting or posting; where the step is not done yet, lines to write on.</summary>
/// <param name="Number">From 1, in the order of the steps that produce one.</param>
/// <param name="Signers">Who signs it by hand.</param>
internal sealed record FormText(int Number, string Title, string Subtitle, IReadOnlyList<(string Label, string Value)> Facts, IReadOnlyList<string> Body, IReadOnlyList<string> Signers)
{
    const string Blank = "________";

    public static IReadOnlyList<FormText> Of(Words t, Dossier d) =>
        [.. d.State.Steps.Where(s => s.Step.Produces.Count > 0).Select((s, i) => Of(t, d, s, i + 1))];

    static FormText Of(Words t, Dossier d, StepState s, int number)
    {
        var (m, by) = (d.Matter, s.Completion?.By);
        var facts = new List<(string, string)>
        {
            (t["事项"], m.Title), (t["编号"], m.Sign),
            (t["由谁提出"], t[Sources.Name(m.Source)] + (m.Signed > 0 ? t["（{0} 人，全体 {1} 人）", m.Signed, m.SignedOf] : "")),
            (t["金额"], (m.AmountFen is { } fen ? t.Money(fen) : "—") + (m.Funding.Length > 0 ? " · " + m.Funding : "")),
            (t["日期"], by is null ? Blank : t.Date(by.On)),
        };
        if (s.Step.By == StepBy.Meeting) Vote(t, d, s, facts);
        else Posting(t, d, s, facts);
        facts.Add((t["依据"], ((s.Completion?.MajorityBy ?? s.Completion?.QuorumBy) is { } cited ? cited.Words : s.By.Words).In(t.IsEnglish)));
        if (by?.Reason is { } reason) facts.Add((t["说明原因"], reason));
        return new(number, s.Step.Produces[0].In(t.IsEnglish), $"{d.Village.Name} · {d.State.Procedure.Title.In(t.IsEnglish)} {d.State.Procedure.Version}", facts,
            number == 1 ? [.. m.Body.Split('\n')] : [], [.. Signed(s.Step).Select(x => t[x])]);
    }

    static void Vote(Words t, Dossier d, StepState s, List<(string, string)> facts)
    {
        var held = s.Completion is { } c ? d.Votes.GetValueOrDefault(c.By.RecordId) : null;
        facts.Add((t["会议"], s.Completion?.Way?.Title.In(t.IsEnglish) ?? s.Step.Title.In(t.IsEnglish)));
        facts.Add((t["地点"], held is { Place.Length: > 0 } ? held.Place : Blank));
        facts.Add((t["主持"], held is { Chair.Length: > 0 } ? held.Chair : Blank));
        if (s.Completion is { } done)
        {
            facts.Add((t["应到与实到"], t["应到 {0} 人，实到 {1} 人，占 {2}%", done.By.Entitled, done.By.Present, Math.Round(done.By.Present * 100m / Math.Max(1, done.By.Entitled), 1)] + (done.QuorumNeeded is { } least ? t["；至少 {0} 人", least] : "")));
            facts.Add((t["表决结果"], t["赞成 {0} 票，反对 {1} 票，弃权 {2} 票", done.By.Yes, done.By.No, done.By.Abstain] + (done.VotesNeeded is { } votes ? t["；赞成至少 {0} 票，以 {1} 人为基数", votes, done.VotesOf] : "")));
            if (done.MergedWith is not null && done.MergedWith != s.Step.Id) facts.Add((t["合并"], t["与下一步合并"]));
        }
        else facts.AddRange([(t["应到与实到"], t["应到 {0} 人，实到 {1} 人", Blank, Blank]), (t["表决结果"], t["赞成 {0} 票，反对 {1} 票，弃权 {2} 票", Blank, Blank, Blank])]);
        if (held is { Guests.Length: > 0 }) facts.Add((t["列席"], held.Guests));
    }

    static void Posting(Words t, Dossier d, StepState s, List<(string, string)> facts)
    {
        var posted = s.Completion is { } c ? d.Postings.FirstOrDefault(p => p.Id == c.By.RecordId) : null;
        facts.Add((t["公布的是什么"], posted?.Title ?? Blank));
        facts.Add((t["公布在哪里"], posted?.Place ?? Blank));
        facts.Add((t["张贴"], posted is null ? Blank : posted.TakenDownOn is { } off ? t["{0} 至 {1}", t.Date(posted.PostedOn), t.Date(off)] : t["{0} 起", t.Date(posted.PostedOn)] + (s.Step.PostedDays > 0 ? t["，不少于 {0} 日", s.Step.PostedDays] : "")));
        if (posted?.Hash is { } hash) facts.Add((t["公布文件的校验值（SHA-256）"], hash));
        var objections = d.Objections.Where(o => o.Step == s.Step.Id).ToList();
        facts.Add((t["异议"], objections.Count == 0 ? t["没有"] : t["{0} 件，已答复 {1} 件，采纳 {2} 件", objections.Count, objections.Count(o => o.AnsweredOn is not null), objections.Count(o => o.Upheld)]));
        facts.Add((t["监督委员会的意见"], posted is { Opinion.Length: > 0 } ? posted.Opinion : Blank));
    }

    /// <summary>Form 3 also takes the signature of who came from the township; forms 5 and 6 that of the supervision committee.</summary>
    static string[] Signed(Step step) => step switch
    {
        { By: StepBy.Publication } => ["村（居）民委员会主任", "村（居）务监督委员会主任"],
        { Id: "deliberate" } => ["党组织书记", "记录人", "乡镇（街道）列席人"],
        { Id: "decide" } => ["主持人", "记录人", "监票人"],
        { Actor: "both-committees" } => ["党组织书记", "村（居）民委员会主任", "村（居）务监督委员会列席人"],
        _ => ["党组织书记", "记录人"],
    };

    /// <summary>The same as a document in the layout of GB/T 9704.</summary>
    public static DocxWriter Document(Words t, IReadOnlyList<FormText> forms)
    {
        var document = new DocxWriter();
        foreach (var form in forms)
        {
            document.Title(form.Title).Subtitle(form.Subtitle).Facts([.. form.Facts]);
            foreach (var line in form.Body) document.Paragraph(line);
            document.Paragraph(string.Join("　", form.Signers.Select(s => s + "：____________")));
        }
        return document;
    }
}
