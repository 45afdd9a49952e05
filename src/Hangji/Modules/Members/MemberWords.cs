using Hangji.Modules.Members.Importing;
using Hangji.Platform.Text;
using Hangji.Shell.Parts;

namespace Hangji.Modules.Members;

/// <summary>名册用语: the words of codes and loose dates as pages print them.</summary>
internal static class MemberWords
{
    /// <summary>Sentences that are looked up by a code and therefore stand nowhere else as a literal lookup.</summary>
    public static readonly IReadOnlyDictionary<string, Word> Spells = new Dictionary<string, Word>
    {
        [Spell.NoVote] = new("暂停表决权"), [Spell.Infirm] = new("年老体弱"), [Spell.Mobile] = new("流动党员"), [Spell.Abroad] = new("出国（境）"), [Spell.Stopped] = new("停止党籍"),
    };

    public static readonly IReadOnlyDictionary<string, Word> Reasons = new Dictionary<string, Word>
    {
        ["no-vote/liucha"] = new("留党察看"), ["no-vote/custody"] = new("留置或逮捕，组织决定暂停"), ["infirm/old"] = new("年老"), ["infirm/mobility"] = new("行动不便"), ["infirm/known"] = new("支部已了解"),
        ["mobile/work"] = new("外出务工经商"), ["mobile/study"] = new("外出学习"), ["mobile/family"] = new("随家人居住"), ["abroad/study"] = new("出国学习"), ["abroad/work"] = new("出国工作"), ["abroad/settled"] = new("出国定居"),
        ["stopped/lost-contact"] = new("失去联系六个月以上"), ["stopped/settled-abroad"] = new("私自出国定居或逾期不归"),
    };

    public static readonly IReadOnlyDictionary<string, Word> Entries = new Dictionary<string, Word> { ["joined"] = new("发展入党"), ["moved-in"] = new("转入组织关系"), ["restored"] = new("重新登记"), ["registered"] = new("登记入册"), ["placed"] = new("组织调整编入") };

    public static readonly IReadOnlyDictionary<string, Word> Exits = new Dictionary<string, Word>
    {
        ["moved-out"] = new("转出组织关系"), ["died"] = new("去世"), ["withdrew"] = new("退党"), ["removed"] = new("除名"), ["asked-to-leave"] = new("劝其退党"), ["expelled"] = new("开除党籍"), ["mistake"] = new("登记有误"), ["placed"] = new("组织调整编出"),
    };

    public static readonly IReadOnlyDictionary<string, Word> Stages = new Dictionary<string, Word> { ["applicant"] = new("入党申请人"), ["activist"] = new("入党积极分子"), ["candidate"] = new("发展对象") };

    /// <summary>A date as exactly as it is known.</summary>
    public static string Loose(this Words t, LooseDate date) => date.Precision switch
    {
        DatePrecision.Day => t.Date(date.First),
        DatePrecision.Month => t.Month(date.First),
        DatePrecision.Year => t["{0}年", date.Year],
        _ => "",
    };

    public static string Full(this Words t, Membership membership) => membership.FullSince is null ? "" : membership.FullTo == DatePrecision.None ? t["日期不详"] : t.Loose(membership.Full);

    public static IEnumerable<Choice> Choices((string Code, string[] Words)[] list) => list.Select(one => new Choice(one.Code, one.Words[0]));

    /// <summary>Leaves of the education list, without the heads of its groups.</summary>
    public static IEnumerable<Choice> Educations => Choices([.. MemberChoices.EducationWords.Where(one => one.Code is "90" || one.Code[1] != '0')]);

    public static IEnumerable<Choice> Choices(IReadOnlyDictionary<string, Word> words) => words.Select(word => new Choice(word.Key, word.Value.Zh));
}
