using Hangji.Platform.Text;

namespace Hangji.Platform.Codes;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015): registration department, category, 6-digit area, 9-character organization code (GB 11714-1997), check character.
/// </summary>
/// <remarks>The department must be known; the category may be newer than our list, which is data. Villagers' committees carry 54, village collectives N2.</remarks>
internal readonly record struct UnifiedCreditCode
{
    const string Standard = "GB 32100-2015", Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY", Departments = "123456789ANY";
    static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    static ReadOnlySpan<byte> OrganizationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    readonly string? value;

    UnifiedCreditCode(string value) => this.value = value;

    public string Value => value ?? "";

    /// <summary>The first two characters, a code of the list uscc_dept.</summary>
    public string Department => Value[..2];

    public override string ToString() => Value;

    public static Refusal? Read(string? raw, out UnifiedCreditCode code, string? field = null)
    {
        code = default;
        var text = Plain.Fold(raw);
        if (text.Length == 0) return new("没有填写统一社会信用代码", field, Standard);
        if (text.Length != 18) return new("统一社会信用代码应为 18 位，现为 {0} 位", field, Standard, Plain.Length(text));
        foreach (var c in text)
            if (!Alphabet.Contains(c)) return new("统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z", field, Standard);
        if (!Departments.Contains(text[0])) return new("统一社会信用代码的第一位不是登记管理部门代码", field, Standard);
        if (!Plain.AllDigits(text.AsSpan(2, 6))) return new("统一社会信用代码第 3 至 8 位应是行政区划数字", field, Standard);
        if (OrganizationCheck(text.AsSpan(8, 8)) != text[16]) return new("统一社会信用代码中的组织机构代码（第 9 至 17 位）校验码不对", field, "GB 11714-1997");
        if (CheckCharacter(text) != text[17]) return new("统一社会信用代码的校验码不对，请核对每一位", field, Standard);
        code = new(text);
        return null;
    }

    public static Refusal? Check(string? raw, string? field = null) => Read(raw, out _, field);

    /// <summary>Check character of the first 17, modulo 31.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += Alphabet.IndexOf(text[i]) * Weights[i];
        return Alphabet[(31 - sum % 31) % 31];
    }

    /// <summary>Check character of an organization code's first 8 (GB 11714): letters count 10 to 35, 10 is X, 11 is 0.</summary>
    public static char OrganizationCheck(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < 8; i++) sum += (char.IsAsciiDigit(text[i]) ? text[i] - '0' : text[i] - 'A' + 10) * OrganizationWeights[i];
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var c => (char)('0' + c) };
    }
}
