using System.Collections.Frozen;
using System.Text;

namespace Hangji.Platform.Text;

/// <summary>
/// 多音字与生僻字: where the most usual reading of a character is not the one meant. Surnames count only at the head of a person's name; words count anywhere.
/// The rare characters are those of the 通用规范汉字表 that the collation of ICU 72 does not know; newer ones do, and agree.
/// </summary>
static class PinyinExceptions
{
    /// <summary>Longest first: 尉迟 before 尉.</summary>
    public static readonly (string Word, string Initials)[] Surnames =
    [
        ("尉迟", "yc"), ("万俟", "mq"), ("澹台", "tt"), ("长孙", "zs"), ("单于", "cy"),
        ("单", "s"), ("仇", "q"), ("解", "x"), ("曾", "z"), ("查", "z"), ("朴", "p"), ("区", "o"), ("任", "r"), ("盖", "g"), ("覃", "q"), ("翟", "z"),
        ("隗", "w"), ("繁", "p"), ("乐", "y"), ("种", "c"), ("折", "s"), ("秘", "b"), ("召", "s"), ("祭", "z"), ("佴", "n"), ("郇", "x"), ("阚", "k"),
        ("乜", "n"), ("句", "g"), ("藏", "z"), ("重", "c"), ("粘", "n"), ("适", "k"), ("缪", "m"), ("谌", "c"), ("洗", "x"), ("黑", "h"), ("能", "n"),
    ];

    /// <summary>Words of places and of daily business.</summary>
    public static readonly (string Word, string Initials)[] Words =
    [
        ("重庆", "cq"), ("重阳", "cy"), ("厦门", "xm"), ("乐清", "yq"), ("单县", "sx"), ("解州", "hz"), ("番禺", "py"), ("东阿", "de"), ("铅山", "ys"),
        ("洪洞", "ht"), ("泌阳", "by"), ("尉犁", "yl"), ("银行", "yh"), ("会计", "kj"), ("行政村", "xzc"), ("调解", "tj"), ("调整", "tz"), ("音乐", "yy"),
        ("长子县", "zzx"), ("长老", "zl"), ("成长", "cz"), ("生长", "sz"), ("重建", "cj"), ("重组", "cz"),
    ];

    /// <summary>长 is cháng in names of places (长岭, 市长寿区) and zhǎng where it ends an office (村长, 组长) and the name goes on to what the office does.</summary>
    public static char Long(ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        before is [.., var office] && "村组会校院局镇乡县市省区所站科处部班队事厂行家楼格团连排营军社".Contains(office)
        && (after is [] || !char.IsLetter(after[0]) || "会办职助室任选和的负及与".Contains(after[0])) ? 'z' : 'c';

    static readonly (char Initial, string Characters)[] RareByInitial =
    [
        ('a', "𩽾"),
        ('b', "𠳐𨚕𨭉𬇙𬭛𬷕"),
        ('c', "㬚㳘䅟䝙䢺䲠𥕢𥻗𫄨𫚖𬊤𬘭𬬮𬭚𬺓"),
        ('d', "㙍䃅䏲䗖𣗋𤧛𨱏𫟼𫢸𫶇𬍡𬘘𬟽𬭊𬱖"),
        ('e', "𥔲𫫇"),
        ('f', "㕮㳇𣸣𫓧𫔍𫖯𬴂𬸪"),
        ('g', "㭎㽏䢼鿍𦙶𨐈𬇹𬒔𬮿"),
        ('h', "㘎㧑㬊㸌㿠𤩽𨱑𫟹𬌗𬘫𬣳𬤝𬭎𬭤𬭬𬭶𬴃"),
        ('j', "㛃㠇㵐䌹䐃䴔䴖䴗𪟝𫌀𫓯𫓹𫔎𫘝𬂩𬣡𬬱𬯀𬳶𬶋𬶨𬶭"),
        ('k', "㧟㸆𡐓𩾌𫛭𫠆𫸩"),
        ('l', "㥄㫰㮾㰀䁖䂮䴕𦝼𪣻𪤗𫘧𫚭𫟅𫭢𫭼𫵷𬍛𬒗𬕂𬜯𬬭𬬻𬭸𬴊𬶟𬶠"),
        ('m', "㠓鿏𧿹𩾃𫑡𫞩𬙊𬜬𬭁"),
        ('n', "𦰡𨺙𫐐𫔶𫠜𬪩"),
        ('o', "𠙶𫭟𬉼"),
        ('p', "㛹䥽䴙𡎚𬞟𬭯𬳵"),
        ('q', "㭕䓖䓛䓫𨙸𨟠𨱇𪨰𬒈𬘬𬨂"),
        ('r', "䎃𫐓"),
        ('s', "㟃㧐䏡䴓𪨶𫗧𫚕𫟦𫮃𬤊𬬸𬬹𬭼𬳽"),
        ('t', "㛚㻬䗴䣘䲢䴘鿎𦒍𫍣𫘦𫘨𬘩𬯎𬳿𬶍"),
        ('w', "𣲗𣲘𫇭𫘜𬀩𬇕𬭩𬱟𬶏"),
        ('x', "㙦㬎㳚㴔䗛䜣𠅤𤫉𦈡𪾢𫄸𫍯𫍲𫍽𫓶𫘬𫠊𫰛𫷷𬀪𬊈𬍤𬘓𬙋𬣙𬩽𬭳𬶮𬸣𬹼"),
        ('y', "㑊㙘㶲㺄䓨䲟䶮𪩘𫄧𫄷𫐄𫖮𫖳𫘪𬘡𬙂𬟁𬤇𬨎𬬩𬮱𬸘𬸚𬺈"),
        ('z', "㑇㤘䃎䎖䏝䓬䗪䦃𥖨𦭜𨱔𫗴𬃊𬘯𬣞𬬿𬶐𬸦"),
    ];

    /// <summary>The initial of a rare character, by its code point.</summary>
    public static readonly FrozenDictionary<int, char> Rare =
        RareByInitial.SelectMany(r => r.Characters.EnumerateRunes().Select(c => (c.Value, r.Initial))).ToFrozenDictionary(r => r.Value, r => r.Initial);
}
