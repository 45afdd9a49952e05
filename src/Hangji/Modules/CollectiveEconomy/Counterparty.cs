using System.Text.RegularExpressions;
using Hangji.Platform.Text;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>对方: the other side of a payment as it is kept. An institution by its name; anybody else by the surname and stars, because books are published down to the voucher.</summary>
internal static partial class Counterparty
{
    public const int Most = 60;

    /// <summary>As it may be kept. Whatever is not plainly an institution is taken for a person.</summary>
    public static string Shown(string? written)
    {
        var name = Quiet(Plain.Line(written));
        if (name.Length == 0 || Institution().IsMatch(name)) return name;
        return string.Concat(name.EnumerateRunes().First().ToString(), "**");
    }

    /// <summary>Account, card, identity and telephone numbers out of a text: only the last four digits of a run of eight or more stay.</summary>
    public static string Quiet(string text) => Numbers().Replace(text, m => string.Concat("****", m.Value.AsSpan(m.Value.Length - 4)));

    /// <summary>What institutions end in. A single character is believed from four characters on: 王村 and 李站 may be people.</summary>
    [GeneratedRegex(@"^(?:.*(?:公司|集团|合作社|联合社|经济社|联合会|基金会|协会|商会|商店|商行|经营部|门市部|超市|银行|信用社|支行|营业部|学校|中学|小学|幼儿园|中心|办公室|政府|委员会|村委会|居委会|党委|党支部|保险|法院|服务部|加工坊|工作室|事务所|工程处|施工队|苗圃|农场|林场|茶场|牧场|个体工商户|小组)|.{3,}[厂店所局站队院村镇乡县市省部行]|(?:财政|税务|农业|水利|供电|林业|民政|国土|交通|卫生|农经|农技|经管|派出)[局所站]|(?:全体|本村|各)?(?:村民|居民|社员|成员|党员|农户|各户))(?:（[^）]*）|\([^)]*\))?$")]
    private static partial Regex Institution();

    [GeneratedRegex(@"[0-9０-９](?:[ \-]?[0-9０-９]){7,}[XxＸ]?")]
    private static partial Regex Numbers();
}
