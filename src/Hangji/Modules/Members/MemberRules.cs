using Hangji.Platform;
using Hangji.Platform.Codes;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>One thing to say about an entry: the sentence, the stable id of the rule, and whether it keeps the entry out.</summary>
internal sealed record Finding(Refusal Why, string Rule, bool Warning);

/// <summary>名册的道理: what cannot be true of a member, and what is worth a second look. The same for a form and for a roster.</summary>
internal static class MemberRules
{
    const string Age = "党章 第一条", Probation = "党章 第七条";

    /// <summary>Since the Party constitution of 1977 there is a probation of one year again; from 1969 until then there was none.</summary>
    static readonly DateOnly ProbationSince = new(1977, 8, 18);

    /// <summary>Findings in the order in which a person would correct them.</summary>
    public static IEnumerable<Finding> Findings(MemberEntry entry, DateOnly today)
    {
        if (entry.IdNumber is not null)
        {
            if (IdentityNumber.Read(entry.IdNumber, today, out var id, nameof(entry.IdNumber)) is { } wrong) yield return new(wrong, "id-number", false);
            else foreach (var difference in Differences(id, entry)) yield return new(difference, "id-number-agrees", true);
        }
        if (entry.Born.Precision != DatePrecision.None && entry.Born.First > today) yield return new(new("出生日期不能晚于今天", nameof(entry.Born)), "born-past", false);
        if (entry.Joined.Precision == DatePrecision.None) { yield return new(new("没有填写入党日期", nameof(entry.Joined)), "joined-known", false); yield break; }
        if (entry.Joined.First > today) yield return new(new("入党日期不能晚于今天", nameof(entry.Joined)), "joined-past", false);
        if (entry.Joined.Last < Founded) yield return new(new("入党日期早于中国共产党成立", nameof(entry.Joined)), "joined-founded", false);
        if (entry.Born.Precision != DatePrecision.None)
        {
            if (entry.Joined.Last < entry.Born.First) yield return new(new("入党日期早于出生日期", nameof(entry.Joined)), "joined-born", false);
            else if (entry.Joined.Last < entry.Born.First.AddYears(18)) yield return new(new("入党时未满十八岁，请核对出生日期和入党日期", nameof(entry.Joined), Age), "dev-age", true);
        }
        if (entry.Full.Precision != DatePrecision.None)
        {
            if (entry.Full.First > today) yield return new(new("转正日期不能晚于今天", nameof(entry.Full)), "full-past", false);
            if (entry.Full.Last < entry.Joined.First) yield return new(new("转正日期早于入党日期", nameof(entry.Full)), "full-after-joined", false);
            else if (entry.Joined.First >= ProbationSince && entry.Full.Last < entry.Joined.First.AddYears(1))
                yield return new(new("预备期不满一年，请核对入党日期和转正日期", nameof(entry.Full), Probation), "probation-year", true);
        }
        if (entry.MovedInOn is { } moved)
        {
            if (moved > today) yield return new(new("转入日期不能晚于今天", nameof(entry.MovedInOn)), "moved-past", false);
            else if (moved < entry.Joined.First) yield return new(new("转入日期早于入党日期", nameof(entry.MovedInOn)), "moved-after-joined", false);
        }
        if (entry.Full.Precision == DatePrecision.None && !entry.FullUndated && entry.Joined.Last.AddYears(2) < today)
            yield return new(new("入党已满两年仍按预备党员登记，请核对是否漏填转正日期", nameof(entry.Full), Probation), "probation-long", true);
    }

    /// <summary>The first finding that keeps the entry out, or null.</summary>
    public static Refusal? Check(MemberEntry entry, DateOnly today) => Findings(entry, today).FirstOrDefault(f => !f.Warning)?.Why;

    static readonly DateOnly Founded = new(1921, 7, 1);

    /// <summary>A birth date known to the month only agrees with every day of that month.</summary>
    static IEnumerable<Refusal> Differences(IdentityNumber id, MemberEntry entry)
    {
        var born = entry.Born;
        var agrees = born.Precision == DatePrecision.None || born.First <= id.BirthDate && id.BirthDate <= born.Last;
        return id.Differences(agrees ? null : born.First, entry.Sex);
    }
}
