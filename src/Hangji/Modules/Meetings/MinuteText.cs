using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Meetings;

/// <summary>会议记录的文字: what the minutes of one meeting say, in the reader's language; the printed page and the document are the same words.</summary>
/// <param name="Facts">Label and value, in the order of the record book.</param>
/// <param name="Items">Each item with its paragraphs.</param>
/// <param name="Notes">What a reader must know about the record itself: late entry, correction, code.</param>
internal sealed record MinuteText(string Title, string Subtitle, IReadOnlyList<(string Label, string Value)> Facts, IReadOnlyList<(string Heading, IReadOnlyList<string> Lines)> Items, IReadOnlyList<string> Summary, IReadOnlyList<string> Notes)
{
    public static MinuteText Of(Words t, Dossier file, Rulebook book)
    {
        var met = file.Meeting;
        var day = met.HeldOn ?? met.Day;
        return new(
            t["{0}会议记录", file.Org.Name],
            met.Number is { } number ? t["{0}年第 {1} 次{2}", met.Day.Year, number, t[MeetingKinds.Name(met.Kind)]] : t[MeetingKinds.Name(met.Kind)],
            [.. FactsOf(t, file, book, day)], [.. file.Items.Select(item => (item.Text, Paragraphs(t, item, book, day)))],
            met.Summary.Length == 0 ? [] : met.Summary.Split('\n'), [.. NotesOf(t, met)]);
    }

    static IEnumerable<(string, string)> FactsOf(Words t, Dossier file, Rulebook book, DateOnly day)
    {
        var met = file.Meeting;
        yield return (t["种类"], string.Join(t["、"], met.Kinds.Select(k => t[MeetingKinds.Name(k)])));
        yield return (t["主题"], met.Theme);
        yield return (t["时间"], t.Date(day) + (met.StartsAt is { } from ? " " + t.Time(from) + (met.EndsAt is { } to ? "–" + t.Time(to) : "") : ""));
        if (met.MakesUpFor is { } missed) yield return (t["补开"], t["补 {0} 所在的一期", t.Date(missed)]);
        yield return (t["地点"], met.Place);
        yield return (t["主持"], met.Chair);
        yield return (t["记录"], met.Recorder);
        yield return (t["应到与实到"], met.Due == met.Voters ? t["应到 {0} 人，实到 {1} 人", met.Due, met.Present]
            : t["应到 {0} 人，实到 {1} 人；其中有表决权的应到 {2} 人，实到 {3} 人", met.Due, met.Present, met.Voters, met.VotersPresent]);
        if (met.QuorumArticle is not null)
            yield return (t["法定人数"], t["至少 {0} 人，{1}（{2}）", met.QuorumNeeded, t[met.VotersPresent >= met.QuorumNeeded ? "已达到" : "未达到，不能表决"], Article(t, book, met.QuorumRule, day, met.QuorumArticle)]);
        if (met.CountedInRoom) yield return (t["计算方法"], t[met.CountedBy == RoomCount.Households ? "没有名册，现场按户的代表点数" : "没有名册，现场按人点数"]);
        else yield return (t["到会"], Names(t, file.People.Where(p => p.Status == Attendance.Present && (p.MayVote || met.Due != met.Voters))));
        if (file.Absent.Any()) yield return (t["未到会"], string.Join(t["、"], file.Absent.Select(p => t["{0}（{1}）", p.Name, p.Status == Attendance.Written ? t["会前交来书面意见"] : t[Absences.Name(p.Reason)]])));
        if (met.Due == met.Voters && file.Beside.Any()) yield return (t["无表决权参加"], Names(t, file.Beside));
        if (file.Guests.Any()) yield return (t["列席"], Names(t, file.Guests));
        foreach (var left in file.Excluded)
            yield return (t["不计入应到会"], t["{0}：{1}；上级批复 {2}（{3}）；大会赞成 {4} 票", left.Name, t[Absences.Exclusions.First(e => e.Code == left.Reason).Name], left.Reply, t.Date(left.RepliedOn), left.Yes]);
        if (met.Deviation is not null) yield return (t["说明原因"], met.Deviation);
    }

    static List<string> Paragraphs(Words t, MeetingItem item, Rulebook book, DateOnly day)
    {
        var lines = new List<string>();
        if (item.WasVoted)
        {
            lines.Add(t["表决（{0}）：{1}", t[item.Way == MeetingItem.Ballot ? "票决" : "举手表决"], Vote(t, item)]);
            lines.Add(Result(t, item, book, day));
        }
        else if (item.Outcome == Voting.Outcome.Heard) lines.Add(t["听取，没有表决。"]);
        if (item.Resolution is not null) lines.AddRange(t["决议：{0}", item.Resolution].Split('\n'));
        if (item.Responsible is not null) lines.Add(item.DueOn is { } due ? t["由 {0} 办理，{1} 前完成。", item.Responsible, t.Date(due)] : t["由 {0} 办理。", item.Responsible]);
        return lines;
    }

    /// <summary>The result with quorum and majority and the articles they rest on, as they were when it was recorded.</summary>
    static string Result(Words t, MeetingItem item, Rulebook book, DateOnly day)
    {
        var outcome = t[Voting.Outcome.Name(item.Outcome)];
        if (item.QuorumArticle is null || item.MajorityArticle is null) return t["结果：{0}（没有适用的表决规则）。", outcome];
        var quorum = t["到会至少 {0} 人，实到 {1} 人（{2}）", item.QuorumNeeded, item.Present, Article(t, book, item.QuorumRule, day, item.QuorumArticle)];
        var majority = t["赞成至少 {0} 票，以 {1} 人为基数（{2}）", item.VotesNeeded, item.VotesOf, Article(t, book, item.MajorityRule, day, item.MajorityArticle)];
        return t["结果：{0}。依据：{1}；{2}。", outcome, quorum, majority];
    }

    /// <summary>赞成 15 票，反对 1 票，弃权 1 票; invalid, written and recused ones where there are any.</summary>
    public static string Vote(Words t, MeetingItem item)
    {
        if (!item.WasVoted) return "";
        var said = t["赞成 {0} 票，反对 {1} 票，弃权 {2} 票", item.Yes, item.No, item.Abstain];
        if (item.Invalid > 0) said += t["，无效 {0} 票", item.Invalid];
        if (item.WrittenYes + item.WrittenNo + item.WrittenAbstain > 0) said += t["；书面意见赞成 {0}、反对 {1}、弃权 {2}", item.WrittenYes, item.WrittenNo, item.WrittenAbstain];
        if (item.Recused.Length > 0) said += t["；回避：{0}", item.Recused];
        return said;
    }

    static IEnumerable<string> NotesOf(Words t, Meeting met)
    {
        if (met.EnteredLate) yield return t["本记录于 {0} 补记。", t.Instant(met.FirstRecordedAt!.Value)];
        if (met.CorrectionReason is not null) yield return t["本记录为第 {0} 版，更正于 {1}，原因：{2}", met.Edition, t.Instant(met.RecordedAt!.Value), met.CorrectionReason];
        if (!met.IsCurrent) yield return t["本版后来已更正，以最新一版为准。"];
        yield return t["编号 {0}", met.Code];
    }

    /// <summary>An article as it was printed when the record was made; in English by the rule of that day.</summary>
    public static string Article(Words t, Rulebook book, string? rule, DateOnly on, string printed) =>
        t.IsEnglish && rule is not null && book.Find(rule, on) is { } found ? found.Article.Cited.En : printed;

    static string Names(Words t, IEnumerable<Attendance> people) => string.Join(t["、"], people.Select(p => p.Name)) is { Length: > 0 } names ? names : t["无"];

    /// <summary>The minutes as a document in the layout of GB/T 9704.</summary>
    public DocxWriter Document(Words t)
    {
        var document = new DocxWriter().Title(Title).Subtitle(Subtitle).Facts([.. Facts]);
        foreach (var (heading, lines) in Items)
        {
            document.Section(heading);
            foreach (var line in lines) document.Paragraph(line);
        }
        if (Summary.Count > 0)
        {
            document.Section(t["会议内容"]);
            foreach (var line in Summary) document.Paragraph(line);
        }
        document.Sign(t["主持人签名"], t["记录人签名"]);
        foreach (var note in Notes) document.Addressee(note);
        return document;
    }

    /// <summary>The same as plain text, one line a line: what the golden test reads.</summary>
    public string Plain() => string.Join('\n',
        [Title, Subtitle, .. Facts.Select(f => $"{f.Label}：{f.Value}"), .. Items.SelectMany((item, i) => item.Lines.Prepend($"{i + 1}. {item.Heading}")), .. Summary, .. Notes]);
}
