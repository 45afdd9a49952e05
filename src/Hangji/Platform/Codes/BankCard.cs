using Hangji.Platform.Text;

namespace Hangji.Platform.Codes;

/// <summary>银行卡号: 12 to 19 digits with the Luhn check. Old passbook accounts carry no check digit and are taken as they are when the form says so.</summary>
internal static class BankCard
{
    public static Refusal? Read(string? raw, out string number, string? field = null, bool passbook = false)
    {
        number = "";
        var text = Plain.Fold(raw).Replace("-", "");
        if (text.Length == 0) return new("没有填写银行账号", field);
        if (!Plain.AllDigits(text)) return new("银行账号只能是数字", field);
        if (text.Length is < 12 or > 19) return new("银行账号应为 12 至 19 位，现为 {0} 位", field, null, text.Length);
        if (!passbook && !Luhn(text)) return new("银行卡号的校验码不对，请核对每一位；旧存折请选“存折”", field);
        number = text;
        return null;
    }

    public static Refusal? Check(string? raw, string? field = null, bool passbook = false) => Read(raw, out _, field, passbook);

    /// <summary>ISO/IEC 7812-1 annex B: from the right, every second digit is doubled.</summary>
    public static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var d = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 1 && (d *= 2) > 9) d -= 9;
            sum += d;
        }
        return sum % 10 == 0;
    }
}
