using Hangji.Modules.Organizations.Contract;

namespace Hangji.Modules.Organizations.Divisions;

/// <summary>
/// 区划的党组织叫什么: the Party body of a place, by the usual form of its level — 中共河北省委员会 (河北省委), 中共青石镇委员会 (青石镇党委),
/// 中共景山街道工作委员会 (景山街道党工委).
/// </summary>
internal static class DivisionNames
{
    /// <summary>Levels of the statistics that are no place of their own; their bodies carry the name of the province.</summary>
    private static readonly HashSet<string> Levels = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

    private static readonly string[] Offices = ["街道办事处", "办事处", "地区办事处"];

    public static (string Name, string ShortName, string Kind) Of(DivisionRow row, string province)
    {
        var place = row.Table.Digits == 4 && Levels.Contains(row.Name) ? province + row.Name : row.Name;
        if (row.Table.Digits < 9) return ($"中共{place}委员会", place + "委", OrgKinds.Committee);
        // 街道 and offices of a county are led by a working committee; towns, townships and everything else at this level by a committee.
        if (Offices.FirstOrDefault(o => place.EndsWith(o, StringComparison.Ordinal)) is { } office && place.Length > office.Length)
            place = place[..^office.Length] + (office.StartsWith("街道", StringComparison.Ordinal) ? "街道" : office.StartsWith("地区", StringComparison.Ordinal) ? "地区" : "");
        else if (!place.EndsWith("街道", StringComparison.Ordinal) && !place.EndsWith("地区", StringComparison.Ordinal))
            return ($"中共{place}委员会", place + "党委", OrgKinds.Committee);
        return ($"中共{place}工作委员会", place + "党工委", OrgKinds.WorkCommittee);
    }
}
