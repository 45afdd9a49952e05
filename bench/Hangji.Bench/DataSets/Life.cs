using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;

namespace Hangji.Bench.DataSets;

/// <summary>One thing that a body held.</summary>
/// <param name="Number">Within the body, over all years.</param>
/// <param name="Also">What the same event also was.</param>
/// <param name="InYear">Number in the year of its kind.</param>
/// <param name="Late">Days after which it was entered.</param>
internal readonly record struct Held(int Number, string Kind, string Also, DateOnly On, int InYear, int Late, string Theme);

/// <summary>组织生活 over years: what the rules ask of each kind of body, on the days on which bodies hold it, now and then missed or entered weeks late.</summary>
internal static class Life
{
    private static readonly string[] OfParty = ["学习党章党规", "讨论村级工作", "环境整治", "走访慰问", "发展党员", "安全生产", "乡村振兴", "志愿服务"],
        OfCommittees = ["环境整治", "走访慰问", "安全生产", "道路养护", "防汛防火", "邻里调解", "卫生费收缴", "村规民约修订"], OfSupervision = ["查看季度账目", "核对公示内容", "查看工程进度", "核对补助名单", "查看合同和票据", "核对物资领用", "听取群众意见", "商量半年报告"],
        OfRepresentatives = ["听取半年工作报告", "商议环境卫生费", "商议道路养护安排", "听取收支情况", "商议用水用电安排", "村规民约修订", "听取监督委员会报告", "商议集体资产出租"], OfCollectives = ["资产清查", "发包到期续签", "季度收支", "分配预案", "仓库维修", "设备采购", "出租底价", "年度计划"];

    private static string[] Themes(string body) => body switch
    {
        OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee => OfCommittees,
        OrgKinds.SupervisionCommittee => OfSupervision,
        OrgKinds.RepresentativesMeeting => OfRepresentatives,
        OrgKinds.CollectiveOrganization => OfCollectives,
        _ => OfParty,
    };

    public static IEnumerable<Held> Of(Body body, DateOnly until, int years) =>
        body.Kind == OrgKinds.Branch && body.Members < 3 ? [] : Of(body.Ordinal, (ulong)body.Place.Code.Length, body.Kind, body.Members, until, years);

    /// <summary>What a led body of a village held.</summary>
    public static IEnumerable<Held> Of(Village village, int led, DateOnly until, int years) => Of(village.Party.Ordinal, 100 + (ulong)led, village.Led[led], 0, until, years);

    /// <summary>Three in a hundred are missed, five are entered weeks late.</summary>
    private static IEnumerable<Held> Of(int key, ulong salt, string body, int members, DateOnly until, int years)
    {
        var (number, themes) = (0, Themes(body));
        for (var year = until.Year - years + 1; year <= until.Year; year++)
        {
            var counted = new Dictionary<string, int>();
            for (var month = 1; month <= 12; month++)
                foreach (var (kind, also) in Kinds(body, month, members))
                {
                    var hash = Even.Hash((ulong)key * 4099 + (ulong)number++, salt);
                    var on = new DateOnly(year, month, 2 + (int)(hash % 24));
                    if ((hash >> 32 & 127) < 4 || on > until) continue;
                    yield return new(number, kind, also, on, counted[kind] = counted.GetValueOrDefault(kind) + 1, (hash >> 40 & 127) < 6 ? 40 : 1, themes[(int)(hash >> 20 & 7)]);
                }
        }
    }

    private static IEnumerable<(string Kind, string Also)> Kinds(string body, int month, int members)
    {
        switch (body)
        {
            case OrgKinds.Branch:
                yield return (MeetingKinds.ThemeDay, "");
                if (members >= 7) yield return (MeetingKinds.Committee, "");
                if (month % 3 == 2) yield return (MeetingKinds.General, "");
                if (month % 3 == 0) yield return (MeetingKinds.Class, month == 6 ? MeetingKinds.SecretaryClass : "");
                if (month == 1) yield return (MeetingKinds.OrganizationLife, "");
                if (month == 2) yield return (MeetingKinds.Review, "");
                break;
            case OrgKinds.GeneralBranch:
                yield return (MeetingKinds.Committee, "");
                if (month % 3 == 2) yield return (MeetingKinds.General, "");
                break;
            case OrgKinds.Committee or OrgKinds.WorkCommittee:
                yield return (MeetingKinds.PartyCommittee, month is 3 or 9 ? MeetingKinds.BranchBuildingStudy : "");
                if (month % 3 == 2) yield return (MeetingKinds.General, "");
                if (month == 1) yield return (MeetingKinds.DemocraticLife, "");
                break;
            case OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee:
                yield return (MeetingKinds.VillagersCommittee, "");
                break;
            case OrgKinds.SupervisionCommittee when month % 3 == 1:
                yield return (MeetingKinds.Supervision, "");
                break;
            case OrgKinds.RepresentativesMeeting when month % 3 == 0:
                yield return (MeetingKinds.Representatives, "");
                break;
            case OrgKinds.CollectiveOrganization when month % 3 == 1:
                yield return (MeetingKinds.CollectiveCouncil, "");
                break;
        }
    }
}
