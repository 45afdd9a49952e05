using System.Text;
using Hangji.Platform;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Tests.Platform.Files;

/// <summary>The fields of a made-up register and short ways to read files in tests.</summary>
static class SheetDesk
{
    public static readonly Field<string> Name = Field.Name("name", "姓名", "Name") with { Required = true, MaxLength = 50, Synonyms = ["名字", "人员姓名"] };
    public static readonly Field<string> Number = Field.Digits("number", "证件号码", "ID number") with { Synonyms = ["身份证号", "身份证号码", "身份证"], LooksLike = text => text.Length == 18 && text[..17].All(char.IsAsciiDigit) };
    public static readonly Field<LooseDate> Joined = Field.Date("joined", "加入日期", "Joined", DatePrecision.Month) with { Synonyms = ["加入时间", "参加时间"] };
    public static readonly Field<string> Sex = Field.Code("sex", "性别", "Sex", new CodeChoice([("1", ["男", "男性"]), ("2", ["女", "女性"])]));
    public static readonly Field<long> Due = Field.Money("due", "月缴金额", "Monthly due") with { Synonyms = ["金额"] };
    public static readonly Field<bool> Away = Field.YesNo("away", "是否外出", "Away");
    public static readonly Field<int> Age = Field.Int("age", "年龄", "Age", 0, 150);
    public static readonly Field<string> Unit = Field.Text("unit", "所在单位", "Unit") with { Synonyms = ["单位"] };

    public static readonly FieldSpec[] Fields = [Name, Number, Joined, Sex, Due, Away, Age, Unit];

    public sealed record Person(string Name, string? Number, LooseDate? Joined, string? Sex, long? Due, bool? Away, int? Age, string? Unit);

    public static SheetImport<Person> Import(Func<RowValues, string?>? key = null) => new()
    {
        Fields = Fields,
        Build = row => new Person(row.Get(Name)!, row.Get(Number), row.Get(Joined), row.Get(Sex), row.Get(Due), row.Get(Away), row.Get(Age), row.Get(Unit)),
        KeyOf = key,
    };

    public static Stream Csv(string text, Encoding? encoding = null) => new MemoryStream([.. (encoding ?? new UTF8Encoding(false)).GetPreamble(), .. (encoding ?? new UTF8Encoding(false)).GetBytes(text)]);

    /// <summary>Opens, chooses, matches and reads; fails the test on any refusal.</summary>
    public static (List<ImportedRow<Person>> Rows, ImportSummary Summary, ColumnMap Map) Take(Stream file, string? sheet = null, Func<RowValues, string?>? key = null)
    {
        var import = Import(key);
        Agreed(SheetReader.Open(file, "测试.xlsx", null, out var reader));
        using (reader)
        {
            Agreed(reader.Choose(sheet, out var chosen));
            Agreed(import.Match(reader, chosen, null, out var map));
            Agreed(import.ReadAll(reader, chosen, map, out var rows, out var summary));
            return (rows, summary, map);
        }
    }

    /// <summary>The first refusal on the way from the file to the last row, or null.</summary>
    public static Refusal? Refused(Stream file, SheetLimits? limits = null)
    {
        var import = Import();
        if (SheetReader.Open(file, "测试.xlsx", limits, out var reader) is { } refusal) return refusal;
        using (reader)
            return reader.Choose(null, out var sheet) ?? import.Match(reader, sheet, null, out var map) ?? import.ReadAll(reader, sheet, map, out _, out _);
    }

    public static void Agreed(Refusal? refusal) => Assert.True(refusal is null, refusal is null ? "" : string.Format(refusal.Message, [.. refusal.Args]));
}
