using System.Globalization;
using Hangji.Platform.Log.Verifying;
using Hangji.Platform.Text;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>公开页的话: sentences and figures that several public pages say alike.</summary>
internal static class Say
{
    /// <summary>What is wrong with a version, so that nobody needs to know what a hash is.</summary>
    public static string Of(Words t, Agreement found) => found switch
    {
        Agreement.TextDiffers => t["现在存的内容和当初登记的不一样，请不要相信这一版"],
        Agreement.TextMissing => t["当初公布并登记过，现在找不到了，也没有登记过撤回"],
        Agreement.NotEntered => t["登记簿里没有这一版，不能证明它就是当初公布的"],
        Agreement.LogDamaged => t["登记簿的这一处坏了或被改过，暂时证明不了这一版"],
        Agreement.Waiting => t["正在登记，过几秒再看"],
        _ => t["和登记的一模一样"],
    };

    /// <summary>1,234.50, from whole fen as text; what is no number is printed as it stands.</summary>
    public static string Money(string fen) => long.TryParse(fen, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? (amount / 100m).ToString("N2", CultureInfo.InvariantCulture) : fen;

    public static string Cell(Words t, CopyColumn column, string cell) => column.As switch
    {
        CopyColumn.Money => Money(cell),
        CopyColumn.Number when long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => t.Number(number),
        CopyColumn.Date when DateOnly.TryParseExact(cell, "yyyy-MM-dd", out var day) => t.Date(day),
        _ => cell,
    };

    public static bool IsNumber(CopyColumn column) => column.As is CopyColumn.Money or CopyColumn.Number;

    /// <summary>2026-Q3 is 2026年第三季度, 2026-10 October, 2026 the year; an event has none.</summary>
    public static string Period(Words t, string period)
    {
        if (period.Length == 7 && period[5] == 'Q' && int.TryParse(period[..4], out var year) && period[6] is >= '1' and <= '4') return t["{0}年第{1}季度", year, t.IsEnglish ? period[6] : "一二三四"[period[6] - '1']];
        if (period.Length == 7 && DateOnly.TryParseExact(period + "-01", "yyyy-MM-dd", out var month)) return t.Month(month);
        return period.Length == 4 && int.TryParse(period, out year) ? t["{0}年", year] : period;
    }

    /// <summary>Lines that are all "what: how" read better as pairs; null where they are not.</summary>
    public static IReadOnlyList<(string What, string How)>? Pairs(string text)
    {
        var lines = Lines(text);
        var pairs = lines.Select(l => l.IndexOf('：') is > 0 and <= 10 and var at && at < l.Length - 1 ? (l[..at], l[(at + 1)..]) : default).ToList();
        return pairs.Count > 1 && pairs.TrueForAll(p => p.Item1 is not null) ? pairs : null;
    }

    public static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>栏目: which section of a place's page an item belongs to.</summary>
internal static class Said
{
    public static string Section(string kind) => kind switch { PublishedCopy.Deciding => "正在议", PublishedCopy.Decided => "已决定", PublishedCopy.Money => "钱花在哪", _ => "其他公开" };
    public static string Anchor(string kind) => kind switch { PublishedCopy.Deciding => "#talk", PublishedCopy.Decided => "#done", PublishedCopy.Money => "#money", _ => "#other" };
}

/// <summary>本站地址: under which the public reaches this site; HANGJI_SITE says it where a proxy stands before the program.</summary>
internal static class SiteAddress
{
    private static readonly string? Named = Environment.GetEnvironmentVariable("HANGJI_SITE") is { Length: > 0 } named && Uri.TryCreate(named, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.ToString().TrimEnd('/') : null;

    public static string Of(HttpRequest request) => Named ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
}
