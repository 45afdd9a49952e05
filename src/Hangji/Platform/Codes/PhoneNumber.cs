using Hangji.Platform.Text;

namespace Hangji.Platform.Codes;

/// <summary>电话: a mobile number of mainland China, or a fixed line with its area code. Kept as digits; a fixed line keeps the hyphen it was written with.</summary>
internal static class PhoneNumber
{
    /// <summary>Reads what a person wrote: spaces, hyphens, +86 and full-width digits are allowed.</summary>
    public static Refusal? Read(string? raw, out string number, string? field = null)
    {
        number = "";
        var text = Plain.Fold(raw).Replace('—', '-').Replace('–', '-').Replace("(", "").Replace(')', '-');
        if (text.Length == 0) return new("没有填写电话号码", field);
        if (text.StartsWith("+86", StringComparison.Ordinal)) text = text[3..].TrimStart('-');
        else if (text.StartsWith("0086", StringComparison.Ordinal)) text = text[4..].TrimStart('-');
        var digits = text.Replace("-", "");
        if (!Plain.AllDigits(digits)) return new("电话号码只能是数字", field);
        if (IsMobile(digits)) { number = digits; return null; }
        if (digits[0] == '1') return digits.Length == 11 ? new("手机号码的第二位应是 3 至 9", field) : new("手机号码应为 11 位，现为 {0} 位", field, null, digits.Length);
        if (!IsFixedLine(text)) return new("固定电话应为区号加 7 或 8 位号码，如 0775-1234567", field);
        number = text;
        return null;
    }

    public static Refusal? Check(string? raw, string? field = null) => Read(raw, out _, field);

    public static bool IsMobile(ReadOnlySpan<char> digits) => digits.Length == 11 && digits[0] == '1' && digits[1] is >= '3' and <= '9' && Plain.AllDigits(digits);

    /// <summary>^0\d{2,3}-?\d{7,8}$</summary>
    static bool IsFixedLine(string text)
    {
        if (text[0] != '0') return false;
        var hyphen = text.IndexOf('-');
        if (hyphen < 0) return text.Length is >= 10 and <= 12;
        return hyphen is 3 or 4 && text.LastIndexOf('-') == hyphen && text.Length - hyphen - 1 is 7 or 8;
    }
}
