using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Hangji.Platform;
using Hangji.Platform.Codes;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Importing.Contract;

/// <summary>行内说明: one finding of a staged row as it is kept — the sentence with its places, so that it can be said in either language later.</summary>
/// <param name="V">What stands in the cell; masked where the column is sensitive.</param>
internal sealed partial record RowNote(int Row, string? Column, string? Field, string V, string Message, IReadOnlyList<string> Args, string? Article, string Rule, bool Warning)
{
    public static RowNote Of(RowProblem problem, IReadOnlySet<string> sensitive)
    {
        var hide = problem.Field is { } field && sensitive.Contains(field);
        return new(problem.Row, problem.Column, problem.Field, Hidden(problem.Value, hide), problem.Why.Message,
            [.. problem.Why.Args.Select(a => Written(a, hide))], problem.Why.Article, problem.Rule, problem.Warning);
    }

    /// <summary>The sentence again.</summary>
    public Refusal Why => new(Message, Field, Article, [.. Args.Select(Read)]);

    public static string? ToJson(IReadOnlyCollection<RowNote> notes) => notes.Count == 0 ? null : JsonSerializer.Serialize(notes, Plain);

    public static IReadOnlyList<RowNote> FromJson(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<RowNote>>(json, Plain) ?? [];

    public static string Keep(Refusal refusal) => JsonSerializer.Serialize(new RowNote(0, null, refusal.Field, "", refusal.Message, [.. refusal.Args.Select(a => Written(a, false))], refusal.Article, "", false), Plain);

    public static Refusal? Kept(string? json) => json is null ? null : JsonSerializer.Deserialize<RowNote>(json, Plain)?.Why;

    /// <summary>A value as it may be shown in a preview: long runs of digits are never printed whole, whichever column they stand in.</summary>
    public static string Hidden(string value, bool sensitive)
    {
        if (value.Length == 0) return value;
        if (!sensitive) return Digits().Replace(value, match => IdentityNumber.Mask(match.Value));
        return value.Length >= 15 && value.All(char.IsAsciiLetterOrDigit) ? IdentityNumber.Mask(value) :
            PhoneNumber.IsMobile(value) ? Masking.Phone(value, Reader.Staff)! : value.Length <= 4 ? value : string.Concat(value.AsSpan(0, 2), "****", value.AsSpan(value.Length - 2));
    }

    static string Written(object? arg, bool hide) => arg switch
    {
        DateOnly date => "d:" + date.ToString("O", CultureInfo.InvariantCulture),
        Word word => "w:" + word.Zh,
        string text => "s:" + Hidden(text, hide && FiveDigits().IsMatch(text)),
        IFormattable number => "s:" + number.ToString(null, CultureInfo.InvariantCulture),
        _ => "s:" + Hidden(arg?.ToString() ?? "", false),
    };

    static object Read(string arg) => arg[..2] switch
    {
        "d:" => DateOnly.ParseExact(arg[2..], "O", CultureInfo.InvariantCulture),
        "w:" => new Word(arg[2..]),
        _ => arg[2..],
    };

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true };

    [GeneratedRegex(@"\d{15,17}[\dXx]?")] private static partial Regex Digits();
    [GeneratedRegex(@"\d{5}")] private static partial Regex FiveDigits();
}
