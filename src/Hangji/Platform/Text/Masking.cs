using System.Text;
using System.Text.RegularExpressions;
using Hangji.Platform.Codes;

namespace Hangji.Platform.Text;

/// <summary>Who reads: the public site; staff in their ordinary role; one record opened by a duty role with a logged reason.</summary>
internal enum Reader { Public, Staff, Duty }

/// <summary>
/// 脱敏: what each reader sees of personal data. Null means that nothing is shown, not even stars. Health, disability and reasons of hardship have no
/// masked form: they stand on the page of the case and nowhere else.
/// </summary>
internal static partial class Masking
{
    /// <summary>张*, 张*明: for lists of punishment, aid and hardship on public pages. Officers, signatories and elected persons are named in full there: do not call this for them.</summary>
    public static string? Name(string? name, Reader reader)
    {
        if (name is null || reader != Reader.Public) return name;
        var runes = name.EnumerateRunes().ToArray();
        if (runes.Length < 2) return new string('*', runes.Length);
        var masked = new StringBuilder().Append(runes[0]);
        for (var i = 1; i < runes.Length; i++)
            masked.Append(i == runes.Length - 1 && runes.Length > 2 ? runes[i].ToString() : "*");
        return masked.ToString();
    }

    public static string? IdentityNumber(string? number, Reader reader) => reader switch
    {
        Reader.Public => null,
        Reader.Staff => number is null ? null : Codes.IdentityNumber.Mask(number),
        _ => number,
    };

    /// <summary>138****1234. An official contact number is not personal data and does not come here.</summary>
    public static string? Phone(string? number, Reader reader) => reader switch
    {
        Reader.Public => null,
        Reader.Staff => number is null ? null : PhoneNumber.IsMobile(number) ? string.Concat(number.AsSpan(0, 3), "****", number.AsSpan(7)) : Tail(number),
        _ => number,
    };

    /// <summary>The last four digits.</summary>
    public static string? BankAccount(string? number, Reader reader) => reader switch
    {
        Reader.Public => null,
        Reader.Staff => number is null ? null : Tail(number),
        _ => number,
    };

    /// <summary>To the public the village group only (3组), to staff township and village. What cannot be recognised is not shown.</summary>
    public static string? Address(string? address, Reader reader) => reader switch
    {
        _ when address is null => null,
        Reader.Public => Group().Match(address) is { Success: true } group ? group.Value : null,
        Reader.Staff => TownAndVillage(address),
        _ => address,
    };

    /// <summary>To staff the year.</summary>
    public static string? BirthDate(DateOnly? date, Reader reader, Words words) => reader switch
    {
        Reader.Public => null,
        Reader.Staff => date?.Year.ToString(),
        _ => date is { } day ? words.Date(day) : null,
    };

    static string Tail(string number) => number.Length > 4 ? string.Concat("****", number.AsSpan(number.Length - 4)) : new('*', number.Length);

    static string? TownAndVillage(string address)
    {
        var rest = Above().Replace(address, "");
        var town = Town().Match(rest);
        var village = Village().Match(rest, town.Success ? town.Index + town.Length : 0);
        var shown = town.Value + village.Value;
        return shown.Length > 0 ? shown : null;
    }

    [GeneratedRegex(@"(?:[0-9０-９]{1,3}|第?[一二三四五六七八九十百]{1,4})(?:村民小组|居民小组|小组|组)")] private static partial Regex Group();
    [GeneratedRegex(@"^.*?(?:自治县|自治旗|县|市辖区|区|旗)(?=.*(?:乡|镇|街道))")] private static partial Regex Above();
    [GeneratedRegex(@"[^\d\s省市县]{1,12}?(?:乡|镇|街道)")] private static partial Regex Town();
    [GeneratedRegex(@"\G[^\d\s]{1,12}?(?:行政村|村民委员会|村委会|居民委员会|居委会|社区|嘎查|村)")] private static partial Regex Village();
}
