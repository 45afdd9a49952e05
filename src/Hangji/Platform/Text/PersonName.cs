using System.Text;

namespace Hangji.Platform.Text;

/// <summary>
/// 姓名: 2 to 50 Chinese characters, those beyond the basic plane included (𬍛, 䶮), with the middle dot of ethnic names. Spaces that printed rosters put
/// into two-character names are taken out; the several dots that keyboards give become U+00B7.
/// </summary>
internal static class PersonName
{
    const int Dot = 0xB7;

    public static Refusal? Read(string? raw, out string name, string? field = null)
    {
        name = "";
        var text = Normalise(raw);
        var length = Plain.Length(text);
        if (length == 0) return new("没有填写姓名", field);
        var last = Dot;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == Dot)
            {
                if (last == Dot) return new("姓名中的间隔点应在两个字之间", field);
            }
            else if (PrivateUse(rune)) return new("姓名含有自造字，换一台电脑就会变样，请改用标准字（可用拆字或编码查找）", field);
            else if (!IsIdeograph(rune)) return new("姓名只能用汉字和间隔点，不能有“{0}”", field, null, rune.ToString());
            last = rune.Value;
        }
        if (last == Dot) return new("姓名中的间隔点应在两个字之间", field);
        if (length < 2) return new("姓名至少两个字", field);
        if (length > 50) return new("姓名不能超过 50 个字，现为 {0} 个", field, null, length);
        name = text;
        return null;
    }

    public static Refusal? Check(string? raw, string? field = null) => Read(raw, out _, field);

    /// <summary>One form of the name for comparing: no white space, no invisible marks, one kind of dot.</summary>
    public static string Normalise(string? raw)
    {
        if (string.IsNullOrEmpty(raw)) return "";
        var name = new StringBuilder(raw.Length);
        foreach (var rune in raw.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Plain.Invisible(rune)) continue;
            // Bullet, katakana dots, full stops full-width, hyphenation point, dot operator: keyboards offer all of these for the one dot.
            name.Append(rune.Value is 0x2022 or 0x30FB or 0xFF0E or 0xFF65 or 0x2027 or 0x22C5 or 0x2E31 or 0x2024 ? new Rune(Dot) : rune);
        }
        return name.ToString();
    }

    /// <summary>Chinese characters of every plane, and 〇.</summary>
    public static bool IsIdeograph(Rune rune) => rune.Value is
        0x3007 or (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x2FA1F) or (>= 0x30000 and <= 0x3347F);

    static bool PrivateUse(Rune rune) => Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.PrivateUse;
}
