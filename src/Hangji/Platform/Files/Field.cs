using System.Globalization;
using System.Text.RegularExpressions;
using Hangji.Platform.Text;

namespace Hangji.Platform.Files;

/// <summary>字段种类: the kinds of value a spreadsheet column can hold. Add synonyms, length and need with <c>with { ... }</c>.</summary>
internal static partial class Field
{
    /// <summary>Running text, cleaned. A number typed into the column is taken as its digits.</summary>
    public static Field<string> Text(string key, string title, string english) => new(key, title, english, (in SheetCell cell, out string value) =>
    {
        value = CellText.Clean(cell.Text);
        return null;
    });

    /// <summary>A name: as text, but without the spaces that pad two-character names, between Chinese characters only.</summary>
    public static Field<string> Name(string key, string title, string english) => new(key, title, english, (in SheetCell cell, out string value) =>
    {
        value = PaddedHan().Replace(CellText.Clean(cell.Text), "");
        return null;
    });

    /// <summary>A number that is really a name (identity number, phone, code): kept digit by digit; one that the spreadsheet rounded is an error.</summary>
    public static Field<string> Digits(string key, string title, string english) => new(key, title, english, (in SheetCell cell, out string value) =>
    {
        value = CellText.Narrow(cell.Text).TrimStart('\'', '‘', '’').ToUpperInvariant();
        if (cell.Kind == CellKind.Number)
        {
            if (Math.Abs(cell.Number) >= 1e15 || Math.Floor(cell.Number) != cell.Number)
                return new(new Refusal("这一格是数值，第 15 位以后的数字已经丢失，请把这一列设为文本后重新填写"), "digits.lost");
            value = cell.Number.ToString("F0", CultureInfo.InvariantCulture);
        }
        return Scientific().IsMatch(value) ? new(new Refusal("“{0}”是科学计数法，原来的数字已经丢失，请把这一列设为文本后重新填写", Args: [value]), "digits.lost") : null;
    });

    /// <summary>A whole number between two bounds.</summary>
    public static Field<int> Int(string key, string title, string english, int least = 0, int most = int.MaxValue) => new(key, title, english, (in SheetCell cell, out int value) =>
    {
        value = 0;
        if (!IsNumber(CellText.Narrow(cell.Text), out var number) || number != decimal.Truncate(number))
            return new(new Refusal("“{0}”不是整数", Args: [CellText.Shown(cell.Text)]), "int.unreadable");
        if (number < least || number > most) return new(new Refusal("{0} 不在 {1} 到 {2} 之间", Args: [number, least, most]), "int.range");
        value = (int)number;
        return null;
    });

    /// <summary>A date, exact to the year, the month or the day.</summary>
    /// <param name="least">What must be known at least; a coarser date is an error.</param>
    public static Field<LooseDate> Date(string key, string title, string english, DatePrecision least = DatePrecision.Year) => new(key, title, english, (in SheetCell cell, out LooseDate value) =>
    {
        if (DateCell.Read(cell, out value) is { } why) return new(why, "date.unreadable");
        return value.Precision >= least ? null
            : new(least == DatePrecision.Day ? new Refusal("要写到日") : new Refusal("至少要写到月"), "date.coarse");
    });

    /// <summary>Money in yuan, at most two decimals; the value is in fen (分).</summary>
    /// <param name="negative">Amounts below zero may stand there, also as (1,234.50) or 红字1,234.50.</param>
    public static Field<long> Money(string key, string title, string english, bool negative = false) => new(key, title, english, (in SheetCell cell, out long value) =>
    {
        value = 0;
        var text = CellText.Narrow(cell.Text).TrimStart('¥').TrimEnd('元', '圆');
        // Accountants write below zero in brackets, or say 红字.
        if (negative && text.StartsWith("红字", StringComparison.Ordinal)) text = "-" + text[2..];
        if (negative && text is ['(', .. var inside, ')']) text = "-" + inside;
        if (!IsNumber(text, out var yuan))
            return new(new Refusal("“{0}”不是金额", Args: [CellText.Shown(cell.Text)]), "money.unreadable");
        if (yuan < 0 && !negative) return new(new Refusal("金额不能是负数"), "money.negative");
        if (Math.Abs(yuan) > 1_000_000_000_000m) return new(new Refusal("金额太大，请核对"), "money.range");
        var fen = yuan * 100;
        if (cell.Kind == CellKind.Number) fen = decimal.Round(fen, 6);
        if (fen != decimal.Truncate(fen)) return new(new Refusal("金额最多到分（两位小数）"), "money.fraction");
        value = (long)fen;
        return null;
    });

    /// <summary>One of a code list, by code, name or synonym; the value is the code.</summary>
    public static Field<string> Code(string key, string title, string english, CodeChoice choices) => new(key, title, english, (in SheetCell cell, out string value) =>
    {
        value = choices.Find(cell.Text) ?? "";
        return value.Length > 0 ? null
            : new(new Refusal("“{0}”不在可选的内容里（{1}）", Args: [CellText.Shown(cell.Text, 30), choices.Sample]), "code.unknown");
    });

    /// <summary>Yes or no: 是/否, 有/无, √/×, Y/N, 1/0, true/false.</summary>
    public static Field<bool> YesNo(string key, string title, string english) => new(key, title, english, (in SheetCell cell, out bool value) =>
    {
        var text = CellText.Narrow(cell.Text).ToUpperInvariant();
        value = text is "是" or "有" or "对" or "√" or "✓" or "✔" or "☑" or "Y" or "YES" or "TRUE" or "1" or "T";
        return value || text is "否" or "无" or "没有" or "不是" or "×" or "✗" or "✘" or "X" or "N" or "NO" or "FALSE" or "0" or "F" or "-" or "/" ? null
            : new(new Refusal("“{0}”请填是或否", Args: [CellText.Shown(cell.Text)]), "yesno.unreadable");
    });

    /// <summary>Digits with or without groups of three; 1,2 is no number, since it may mean 12 or 1.2.</summary>
    static bool IsNumber(string text, out decimal number)
    {
        number = 0;
        return Grouped().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"^[+-]?(?:\d{1,25}|\d{1,3}(?:,\d{3}){1,8})(?:\.\d{1,20})?(?:E[+-]?\d{1,2})?$")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"(?<=[\u3400-\u9FFF\uD840-\uDFFF]) (?=[\u3400-\u9FFF\uD840-\uDFFF])")]
    private static partial Regex PaddedHan();

    [GeneratedRegex(@"^\d(\.\d+)?E\+?\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();
}

/// <summary>代码表选项: what a cell may say for each code. Words are compared without spaces and width, and without what stands in brackets where that is clear.</summary>
internal sealed class CodeChoice
{
    readonly Dictionary<string, string> codes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Each code with its name first and its synonyms after; a word that stands for two codes is a fault of the list.</summary>
    public CodeChoice(IEnumerable<(string Code, string[] Words)> choices)
    {
        var names = new List<string>();
        var all = choices.ToList();
        foreach (var (code, words) in all)
        {
            if (words.Length > 0) names.Add(words[0]);
            foreach (var word in words.Prepend(code)) Keep(HeaderText.Full(word), code);
        }
        foreach (var group in all.SelectMany(choice => choice.Words.Select(word => (Plain: HeaderText.Plain(word), choice.Code))).Distinct().GroupBy(word => word.Plain))
            if (group.Select(word => word.Code).Distinct().Count() == 1) codes.TryAdd(group.Key, group.First().Code);
        Sample = string.Join("、", names.Take(8)) + (names.Count > 8 ? "……" : "");
    }

    /// <summary>The first names, for a sentence.</summary>
    public string Sample { get; }

    public string? Find(string text) => codes.GetValueOrDefault(HeaderText.Full(text)) ?? codes.GetValueOrDefault(HeaderText.Plain(text));

    void Keep(string plain, string code)
    {
        if (codes.TryGetValue(plain, out var other) && other != code) throw new ArgumentException($"'{plain}' stands for both {other} and {code}");
        codes[plain] = code;
    }
}
