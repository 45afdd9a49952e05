using System.Text.RegularExpressions;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>地名: the place that a Party body leads, as people call it: 竹溪村党支部 leads 竹溪村, 青石镇党委 青石镇.</summary>
internal static partial class PlaceName
{
    public static string Of(string shortName) => PartyBody().Replace(shortName, "") is { Length: > 0 } place ? place : shortName;

    public static string Of(Place place) => Of(place.ShortName);

    [GeneratedRegex("(联合|临时)?党(总支|支部|工委|委)$|(?<=[省市县区州盟旗镇乡])委$")] private static partial Regex PartyBody();
}
