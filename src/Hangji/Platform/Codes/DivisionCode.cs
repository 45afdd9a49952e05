using Hangji.Platform.Text;

namespace Hangji.Platform.Codes;

internal enum DivisionLevel { Province = 1, City, County, Town, Village }

/// <summary>统计用区划代码: 12 digits, 2 province + 2 prefecture + 2 county (GB/T 2260) + 3 township (GB/T 10114) + 3 village or community.</summary>
/// <remarks>Shorter codes of tables (2, 4, 6, 9 digits) are filled up with zeros. The number classes tell the kind: township part 001-099 street, 100-199 town,
/// 200-399 township, 400-599 enterprise merged with government; village part 001-199 residents, 200-399 villagers, above: areas like a committee's.</remarks>
internal readonly record struct DivisionCode : IComparable<DivisionCode>
{
    internal const string Standard = "GB/T 2260, GB/T 10114";

    readonly string? value;

    DivisionCode(string value) => this.value = value;

    /// <summary>All 12 digits.</summary>
    public string Value => value ?? "";

    public DivisionLevel Level =>
        Value[9..] != "000" ? DivisionLevel.Village :
        Value[6..9] != "000" ? DivisionLevel.Town :
        Value[4..6] != "00" ? DivisionLevel.County :
        Value[2..4] != "00" ? DivisionLevel.City : DivisionLevel.Province;

    /// <summary>The digits that carry meaning at its level: 45, 4509, 450981, 450981102, 450981102203.</summary>
    public string Short => Value[..Digits(Level)];

    /// <summary>The next level above; null above a province. Above a township of a city without counties (441900003) stands the city.</summary>
    public DivisionCode? Parent => Level == DivisionLevel.Province ? null : new(Value[..Digits(Level - 1)].PadRight(12, '0'));

    /// <summary>Code of the list township-kind: street, town, township, merged; null at levels above.</summary>
    public string? TownKind => Level < DivisionLevel.Town ? null : int.Parse(Value.AsSpan(6, 3)) switch
    {
        < 100 => "street",
        < 200 => "town",
        < 400 => "township",
        _ => "merged",
    };

    /// <summary>Code of the list village-kind: residents, villagers, similar; null at levels above.</summary>
    public string? VillageKind => Level < DivisionLevel.Village ? null : int.Parse(Value.AsSpan(9, 3)) switch
    {
        < 200 => "residents",
        < 400 => "villagers",
        _ => "similar",
    };

    public bool Contains(DivisionCode other) => other.Value.StartsWith(Short, StringComparison.Ordinal);

    public int CompareTo(DivisionCode other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static Refusal? Read(string? raw, out DivisionCode code, string? field = null)
    {
        code = default;
        var text = Plain.Fold(raw);
        if (text.Length == 0) return new("没有填写区划代码", field, Standard);
        if (!Plain.AllDigits(text)) return new("区划代码只能是数字", field, Standard);
        if (text.Length is not (2 or 4 or 6 or 9 or 12)) return new("区划代码应为 2、4、6、9 或 12 位，现为 {0} 位", field, Standard, text.Length);
        if (!IdentityNumber.KnownProvince(text) || text[..2] == "83") return new("区划代码的前两位不是省级代码", field, Standard);
        var full = text.PadRight(12, '0');
        if (Gap(full)) return new("区划代码中间一级为零，下级却不为零", field, Standard);
        code = new(full);
        return null;
    }

    public static Refusal? Check(string? raw, string? field = null) => Read(raw, out _, field);

    /// <summary>A code known to be good, from our own tables or tests.</summary>
    public static DivisionCode Of(string text) =>
        Read(text, out var code) is { } refusal ? throw new FormatException($"{refusal.Message}: {text}") : code;

    /// <summary>A county without a prefecture, a village without a township. A township may stand right under a prefecture: four cities have no counties.</summary>
    static bool Gap(string full)
    {
        bool city = full[2..4] != "00", county = full[4..6] != "00", town = full[6..9] != "000", village = full[9..] != "000";
        return (county && !city) || (town && !city) || (village && !town);
    }

    static int Digits(DivisionLevel level) => level switch
    {
        DivisionLevel.Province => 2,
        DivisionLevel.City => 4,
        DivisionLevel.County => 6,
        DivisionLevel.Town => 9,
        _ => 12,
    };
}
