using Hangji.Platform.Text;

namespace Hangji.Platform.Codes;

/// <summary>
/// 公民身份号码 (GB 11643-1999): area of first registration, birth date, sequence (odd male, even female), check character by ISO 7064 MOD 11-2.
/// Residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) follow the same rule.
/// </summary>
/// <remarks>The area need not exist today: codes of abolished counties stay valid for life. <c>ToString</c> gives the masked form, so that a number
/// put into a sentence or a log by mistake is not disclosed; the full one must be asked for as <see cref="Value"/>.</remarks>
internal readonly record struct IdentityNumber
{
    internal const string Standard = "GB 11643-1999";
    static readonly DateOnly Earliest = new(1900, 1, 1);
    static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    readonly string? value;

    IdentityNumber(string value) => this.value = value;

    /// <summary>All 18 characters, X upper-case.</summary>
    public string Value => value ?? "";

    public DateOnly BirthDate => Birth(Value) ?? default;

    /// <summary>Code of GB/T 2261.1: 1 male, 2 female.</summary>
    public string Sex => (Value[16] - '0') % 2 == 1 ? "1" : "2";

    public string Area => Value[..6];

    /// <summary>First 4, ten stars, last 4. Six and four would leave about 2,400 numbers to try, and 32 if the birth year is known.</summary>
    public string Masked => Mask(Value);

    public override string ToString() => Masked;

    /// <summary>Reads what a person wrote: the first thing that is wrong, or null and the number.</summary>
    /// <param name="today">Beijing date; nobody is born after it.</param>
    /// <param name="old15">Take a 15-digit number of before 1999 and give its 18 characters. For imports only.</param>
    public static Refusal? Read(string? raw, DateOnly today, out IdentityNumber number, string? field = null, bool old15 = false)
    {
        number = default;
        var text = Plain.Fold(raw);
        if (text.Length == 0) return new("没有填写公民身份号码", field, Standard);
        if (text.Length == 15 && Plain.AllDigits(text))
        {
            if (!old15) return new("这是 15 位的旧号码，请填写 18 位公民身份号码", field, Standard);
            text = From15(text);
        }
        if (text.Length != 18) return new("公民身份号码应为 18 位，现为 {0} 位", field, Standard, Plain.Length(text));
        if (!Plain.AllDigits(text.AsSpan(0, 17))) return new("公民身份号码的前 17 位应全是数字", field, Standard);
        if (!char.IsAsciiDigit(text[17]) && text[17] != 'X') return new("公民身份号码的最后一位应是数字或 X", field, Standard);
        if (Birth(text) is not { } birth) return new("公民身份号码第 7 至 14 位不是真实的日期", field, Standard);
        if (birth > today) return new("公民身份号码中的出生日期 {0} 晚于今天", field, Standard, birth);
        if (birth < Earliest) return new("公民身份号码中的出生日期 {0} 早于 1900 年", field, Standard, birth);
        if (!KnownProvince(text)) return new("公民身份号码的前两位不是省级代码", field, Standard);
        if (CheckCharacter(text) != text[17]) return new("公民身份号码的校验码不对，请核对每一位", field, Standard);
        number = new(text);
        return null;
    }

    /// <summary>The first thing that is wrong, or null.</summary>
    public static Refusal? Check(string? raw, DateOnly today, string? field = null) => Read(raw, today, out _, field);

    /// <summary>Where the number tells another sex or birth date than the form. A warning with both values: old files contain errors and a person decides.</summary>
    public IEnumerable<Refusal> Differences(DateOnly? birthDate, string? sex)
    {
        if (birthDate is { } written && written != BirthDate) yield return new("出生日期 {0} 与公民身份号码中的 {1} 不一致", "BirthDate", Standard, written, BirthDate);
        if (sex is "1" or "2" && sex != Sex) yield return new("性别与公民身份号码不一致：填写为{0}，号码为{1}", "Sex", Standard, SexWord(sex), SexWord(Sex));
    }

    /// <summary>The 18 characters of a 15-digit number: 19 after the area, check character at the end.</summary>
    public static string From15(string digits)
    {
        var seventeen = string.Concat(digits.AsSpan(0, 6), "19", digits.AsSpan(6, 9));
        return seventeen + CheckCharacter(seventeen);
    }

    /// <summary>Check character of the first 17 digits.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (digits[i] - '0') * Weights[i];
        return "10X98765432"[sum % 11];
    }

    /// <summary>4 + 10 stars + 4; what is too short to be a number becomes stars altogether.</summary>
    public static string Mask(string? number) =>
        number is { Length: >= 15 } ? string.Concat(number.AsSpan(0, 4), "**********", number.AsSpan(number.Length - 4)) : new string('*', number?.Length ?? 0);

    /// <summary>Whether these 18 characters are a number by form; what the scanner of publications asks.</summary>
    internal static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length == 18 && Plain.AllDigits(text[..17]) && Birth(text) is { } birth && birth >= Earliest && KnownProvince(text) && CheckCharacter(text) == text[17];

    /// <summary>The province pairs of GB/T 2260, and 83 of the permits of Taiwan residents.</summary>
    internal static bool KnownProvince(ReadOnlySpan<char> text) => Number(text[..2]) is
        (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46) or (>= 50 and <= 54) or (>= 61 and <= 65) or 71 or 81 or 82 or 83;

    static Word SexWord(string code) => code == "1" ? new Word("男") : new Word("女");

    static DateOnly? Birth(ReadOnlySpan<char> text)
    {
        if (text.Length < 14) return null;
        int year = Number(text.Slice(6, 4)), month = Number(text.Slice(10, 2)), day = Number(text.Slice(12, 2));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    static int Number(ReadOnlySpan<char> digits)
    {
        var n = 0;
        foreach (var c in digits) n = n * 10 + (c - '0');
        return n;
    }
}
