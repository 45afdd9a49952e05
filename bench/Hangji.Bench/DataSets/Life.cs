using Hangji.Modules.Meetings;

namespace Hangji.Bench.DataSets;

/// <summary>One thing that a branch held.</summary>
/// <param name="Number">Within the branch, over all years.</param>
/// <param name="InYear">Number in the year of its kind.</param>
/// <param name="Late">Days after which it was entered.</param>
internal readonly record struct Held(int Number, string Kind, DateOnly On, int InYear, int Late, string Theme);

/// <summary>组织生活 of a branch over years: theme day and committee meeting each month, general meeting and class each quarter, life meeting and review each year.</summary>
internal static class Life
{
    private static readonly string[] Themes = ["学习党章党规", "讨论村级工作", "环境整治", "走访慰问", "发展党员", "安全生产", "乡村振兴", "志愿服务"];

    /// <summary>Three in a hundred are missed, five are entered weeks late.</summary>
    public static IEnumerable<Held> Of(Body body, DateOnly until, int years)
    {
        var number = 0;
        for (var year = until.Year - years + 1; year <= until.Year; year++)
        {
            var counted = new Dictionary<string, int>();
            for (var month = 1; month <= 12; month++)
                foreach (var kind in Kinds(month, body.Members))
                {
                    var hash = Even.Hash((ulong)body.Ordinal * 4099 + (ulong)number++, (ulong)body.Place.Code.Length);
                    var on = new DateOnly(year, month, 2 + (int)(hash % 24));
                    if ((hash >> 32 & 127) < 4 || on > until) continue;
                    yield return new(number, kind, on, counted[kind] = counted.GetValueOrDefault(kind) + 1, (hash >> 40 & 127) < 6 ? 40 : 1, Themes[(int)(hash >> 20 & 7)]);
                }
        }
    }

    private static IEnumerable<string> Kinds(int month, int members)
    {
        yield return MeetingKinds.ThemeDay;
        if (members >= 7) yield return MeetingKinds.Committee;
        if (month % 3 == 2) yield return MeetingKinds.General;
        if (month % 3 == 0) yield return MeetingKinds.Class;
        if (month == 1) yield return MeetingKinds.OrganizationLife;
        if (month == 2) yield return MeetingKinds.Review;
    }
}
