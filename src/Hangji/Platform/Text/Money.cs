using System.Globalization;

namespace Hangji.Platform.Text;

/// <summary>金额: yuan as people type them, kept as whole fen.</summary>
internal static class Money
{
    public const long Most = 100_000_000_000_00;

    public static Refusal? Read(string? typed, string field, out long? fen)
    {
        fen = null;
        var text = Plain.Fold(typed).Replace(",", "").Replace("元", "").Trim();
        if (text.Length == 0) return null;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) || decimal.Round(yuan, 2) != yuan) return new("金额应是数字，最多两位小数：{0}", field, null, typed);
        if (yuan * 100 > Most) return new("金额太大，请核对", field);
        fen = (long)(yuan * 100);
        return null;
    }
}

/// <summary>Money as an argument of a sentence, said the same in both languages: 1,234.50.</summary>
internal readonly record struct Fen(long Amount)
{
    public override string ToString() => (Amount / 100m).ToString("N2", CultureInfo.InvariantCulture);
}
