using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Text;
using Hangji.Shell;

namespace Hangji.Modules.Duties;

/// <summary>How a duty is told on a page: its state as word and icon, its place in the year, and the button that does it.</summary>
internal static class DutyView
{
    public static Standing Standing(Duty duty, DutyReason? reason) => duty.State switch
    {
        DutyState.Overdue or DutyState.Due when reason is not null => Shell.Standing.Exempt,
        DutyState.Overdue => Shell.Standing.Over,
        DutyState.Due => Shell.Standing.Due,
        DutyState.Satisfied => Shell.Standing.Done,
        DutyState.Late => Shell.Standing.Late,
        DutyState.Exempt => Shell.Standing.Exempt,
        _ => Shell.Standing.Off,
    };

    /// <summary>The state in a word.</summary>
    public static string Word(Words t, Duty duty, DutyReason? reason) => duty.State switch
    {
        DutyState.Overdue or DutyState.Due when reason is not null => t["已说明"],
        DutyState.Overdue => t["逾期"],
        DutyState.Due => t["待办"],
        DutyState.Satisfied => t["完成"],
        DutyState.Late => t["补记"],
        DutyState.Exempt => t["免除"],
        DutyState.NotInForce => t["未施行"],
        DutyState.NotYet => t["未到"],
        DutyState.Unknown => t["缺少事实"],
        _ => t["不适用"],
    };

    /// <summary>What stands in the cell: the day it was held, the last day it may be, or the word.</summary>
    public static string Cell(Words t, Duty duty, DutyReason? reason, IReadOnlyDictionary<long, Evidence> records)
    {
        if (duty.State is DutyState.Satisfied or DutyState.Late && duty.Records.Count > 0 && records.TryGetValue(duty.Records[0], out var record))
            return duty.Period?.Every == Every.Month && record.HeldOn.Month == duty.Start.Month ? t["{0}日", record.HeldOn.Day] : t.ShortDate(record.HeldOn);
        if (duty.State == DutyState.Due && reason is null)
            return duty.Period?.Every == Every.Month ? t["{0}日前", duty.DueDate.Day] : t["{0}前", t.ShortDate(duty.DueDate)];
        return Word(t, duty, reason);
    }

    public static string Icon(Standing standing) => standing == Shell.Standing.Done ? "check" : Marks.IconName(standing);

    public static string Title(Words t, Duty duty)
    {
        var title = What(t, duty.Rule);
        return duty.SubjectName is null ? title : t["{0}：{1}", duty.SubjectName, title];
    }

    /// <summary>What is to be done, in the words people use: 主题党日, 党小组会; the rule's title where it asks for several things.</summary>
    public static string What(Words t, Rule rule)
    {
        var what = (rule.Held ?? rule.Title).In(t.IsEnglish);
        return t.IsEnglish && what.Length > 0 ? char.ToUpperInvariant(what[0]) + what[1..] : what;
    }

    /// <summary>第三季度, 9月, 2026年: as short as a column of a table wants it.</summary>
    public static string ShortPeriod(Words t, Duty duty) => duty.Period switch
    {
        { Every: Every.Month } => t.MonthName(duty.Start.Month),
        { Every: Every.Quarter } when !t.IsEnglish => $"第{"一二三四"[(duty.Start.Month - 1) / 3]}季度",
        { Every: Every.Quarter } => $"Q{(duty.Start.Month + 2) / 3}",
        { } period => period.Name.In(t.IsEnglish),
        _ => Word(t, duty, null),
    };

    /// <summary>支部工作条例 第十一条: the citation without what is plain.</summary>
    public static string ShortArticle(Words t, Rule rule) =>
        $"{rule.Article.Regulation.In(t.IsEnglish).Replace("中国共产党", "").Replace("（试行）", "").Replace(" (trial)", "")} {rule.Article.Article.In(t.IsEnglish)}";

    /// <summary>第三季度, 11月, 2026年.</summary>
    public static string Period(Words t, Duty duty) => duty.Period?.Name.In(t.IsEnglish) ?? t["常态"];

    public static string Article(Words t, Rule rule) => rule.Article.Cited.In(t.IsEnglish);

    public static string Strength(Words t, Rule rule) => rule.Strength switch
    {
        Regulations.Contract.Strength.Must => t["应当"],
        Regulations.Contract.Strength.Normally => t["一般"],
        _ => t["惯例"],
    };

    public static string Why(Duty duty) =>
        $"/why/{Uri.EscapeDataString(duty.Rule.Id)}?org={duty.OrgId}&start={duty.Start:yyyy-MM-dd}{(duty.GroupId is { } group ? $"&group={group}" : "")}";

    /// <summary>Where the record that was counted can be read.</summary>
    public static string Record(Evidence record) => Recordable.Contains(record.Kind) ? $"/meetings/{record.RecordId}" : $"/talks?org={record.OrgId}";

    /// <summary>The page that does it and the words on its button; null where no room records it yet.</summary>
    public static (string Href, string Text)? Act(Words t, Duty duty)
    {
        if (duty.Rule.Standing) return ($"/orgs/{duty.OrgId}", t["去办理"]);
        var late = duty.State == DutyState.Overdue;
        foreach (var kind in duty.Rule.EvidenceKinds)
        {
            if (kind.StartsWith("talk-", StringComparison.Ordinal)) return ($"/talks?org={duty.OrgId}", t["记谈心谈话"]);
            if (Recordable.Contains(kind))
                return ($"/meetings/new?kind={kind}&org={duty.GroupId ?? duty.OrgId}", late ? t["补记会议"] : kind == "theme-day" ? t["记活动"] : t["记会议"]);
            if (kind is "supervision-report" or "committee-review") return ("/supervision", t["登记"]);
            if (kind is "village-affairs-published" or "village-accounts-published") return ("/disclosure", t["去办理"]);
            if (YearlyActs.Contains(kind)) return ($"/talks?org={duty.OrgId}&kind={kind}", t["登记"]);
        }
        return null;
    }

    /// <summary>What is done once a year without a meeting of its own; recorded beside the talks.</summary>
    private static readonly HashSet<string> YearlyActs = new(StringComparer.Ordinal)
    {
        "secretary-report", "secretary-training", "rotation-training", "education-report", "dues-passed-down",
    };

    private static readonly HashSet<string> Recordable = new(StringComparer.Ordinal)
    {
        "general-meeting", "committee-meeting", "group-meeting", "party-class", "theme-day", "organization-life-meeting", "democratic-review",
        "party-committee-meeting", "democratic-life-meeting", "joint-committee-meeting", "branch-building-study", "secretary-class",
        "representatives-meeting", "villagers-assembly", "villagers-committee-meeting", "supervision-committee-meeting", "collective-assembly", "collective-council",
    };
}
