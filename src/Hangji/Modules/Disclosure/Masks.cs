using System.Text.RegularExpressions;
using Hangji.Platform.Text;

namespace Hangji.Modules.Disclosure;

/// <summary>隐去的内容: what the public copy leaves out, where, and why; shown to whoever drafts, reviews and releases.</summary>
/// <param name="Why">Key of the sentence.</param>
internal sealed record Hidden(string Where, string What, string Why, int Count);

/// <summary>
/// 公开前脱敏: the masking table of public pages. Columns of a draft say what of a person they hold; what is published holds text, money, numbers and dates only.
/// Names in lists of aid and hardship keep the surname, addresses the village group; numbers, birth dates and health are never shown; officers and signatories are.
/// </summary>
internal static partial class Masks
{
    public const string Person = "person", Official = "official", Address = "address", IdNumber = "id-number", Phone = "phone", Bank = "bank", Birth = "birth", Health = "health";

    static readonly string[] never = [IdNumber, Phone, Bank, Birth, Health];

    /// <summary>What a column holds, by its head. A head that ends in （全名） names officers, signatories or elected people.</summary>
    static readonly (string As, Regex Head)[] heads =
    [
        (IdNumber, IdHead()), (Phone, PhoneHead()), (Bank, BankHead()), (Birth, BirthHead()), (Health, HealthHead()), (Official, OfficialHead()), (Person, PersonHead()), (Address, AddressHead()),
        (CopyColumn.Money, MoneyHead()), (CopyColumn.Date, DateHead()),
    ];

    /// <summary>The kind of a column and its head without the mark （全名）.</summary>
    public static CopyColumn Column(string head)
    {
        var name = Plain.Line(head);
        if (FullName().Match(name) is { Success: true } full) return new(name[..full.Index].Trim(), Official);
        var found = heads.FirstOrDefault(h => h.Head.IsMatch(name));
        return new(name, found.As ?? CopyColumn.Text);
    }

    public static bool NamesPeople(DraftText draft) => draft.Hide is { Count: > 0 } || draft.Sections.Any(s => s.Table is { } t && t.Columns.Any(c => c.As is Person or Official));

    /// <summary>The sections as the public sees them, with what was hidden.</summary>
    public static (IReadOnlyList<CopySection> Sections, IReadOnlyList<Hidden> Hidden) Apply(DraftText draft)
    {
        var (hidden, names) = (new List<Hidden>(), Names(draft.Hide));
        return ([.. draft.Sections.Select(s => Apply(s, names, hidden))], hidden);
    }

    /// <summary>A line of text with the names of the draft's list masked.</summary>
    public static string Line(string text, DraftText draft) => Named(text, Names(draft.Hide), out _);

    static CopySection Apply(CopySection section, IReadOnlyList<(Regex Found, string Shown)> names, List<Hidden> hidden)
    {
        var count = 0;
        string Clean(string text)
        {
            var clean = Named(text, names, out var n);
            count += n;
            return clean;
        }
        var (heading, text) = (Clean(section.Heading), section.Text is { } t ? Clean(t) : null);
        var table = section.Table is { } given ? Table(given, section.Heading, Clean, hidden) : null;
        if (count > 0) hidden.Add(new(section.Heading, "姓名", "文中要隐去的姓名只留姓", count));
        return section with { Heading = heading, Text = text, Table = table };
    }

    static CopyTable Table(CopyTable table, string where, Func<string, string> clean, List<Hidden> hidden)
    {
        var kept = Enumerable.Range(0, table.Columns.Count).Where(i => !never.Contains(table.Columns[i].As)).ToList();
        foreach (var column in table.Columns)
            if (Why(column.As) is { } why) hidden.Add(new(where, column.Name, why, table.Rows.Count(r => !r.Total)));
        return new([.. kept.Select(i => Shown(table.Columns[i]))],
            [.. table.Rows.Select(r => r with { Cells = [.. kept.Select(i => clean(Cell(r.Cells[i], table.Columns[i].As, r.Total)))] })]);
    }

    static CopyColumn Shown(CopyColumn column) => column.As is Person or Official or Address ? column with { As = CopyColumn.Text } : column;

    static string Cell(string cell, string holds, bool total) => holds switch
    {
        _ when total => cell,
        Person => Several().Replace(cell, m => Masking.Name(m.Value, Reader.Public)!),
        Address => Masking.Address(cell, Reader.Public) ?? "—",
        _ => cell,
    };

    /// <summary>Why a column is masked or left out; null for what is shown as it is.</summary>
    public static string? Why(string holds) => holds switch
    {
        Person => "补助、救助、处分等名单里的姓名只留姓，三个字以上的再留最后一个字",
        Address => "住址只显示到村（居）民小组",
        IdNumber => "公民身份号码从不公开",
        Phone => "个人电话从不公开",
        Bank => "银行账号从不公开",
        Birth => "出生日期从不公开",
        Health => "健康、残疾和困难原因从不公开",
        _ => null,
    };

    static IReadOnlyList<(Regex, string)> Names(IReadOnlyList<string>? hide) =>
        [.. (hide ?? []).Select(Plain.Line).Where(n => n.Length >= 2).OrderByDescending(n => n.Length).Select(n =>
            (new Regex(string.Join(@"[\s\u200B-\u200F\u2060\uFEFF]*", n.EnumerateRunes().Select(r => Regex.Escape(r.ToString()))), RegexOptions.CultureInvariant), Masking.Name(n, Reader.Public)!))];

    static string Named(string text, IReadOnlyList<(Regex Found, string Shown)> names, out int count)
    {
        var n = 0;
        foreach (var (found, shown) in names) text = found.Replace(text, _ => { n++; return shown; });
        count = n;
        return text;
    }

    [GeneratedRegex(@"[（(]\s*(?:全名|(?i:full name))\s*[)）]$")] private static partial Regex FullName();
    [GeneratedRegex("身份证|身份号|证件号|身份号码")] private static partial Regex IdHead();
    [GeneratedRegex("电话|手机|联系方式|联系号码")] private static partial Regex PhoneHead();
    [GeneratedRegex("账号|帐号|账户|帐户|卡号|存折")] private static partial Regex BankHead();
    [GeneratedRegex("出生|生日")] private static partial Regex BirthHead();
    [GeneratedRegex("健康|残疾|病|困难原因|致贫|救助原因|困难情况|伤情")] private static partial Regex HealthHead();
    [GeneratedRegex("主任|书记|经手人|审核人|签字人|负责人|证明人|当选人|干部|委员|代表姓名|监督员")] private static partial Regex OfficialHead();
    [GeneratedRegex("姓名|户主|对象|受助人|申请人|享受人|领取人|家长|学生|老人|残疾人|孤儿|低保户|五保|户名|名字|法定代理人|监护人|被征地人|承包人|受益人")] private static partial Regex PersonHead();
    [GeneratedRegex("住址|地址|家庭住")] private static partial Regex AddressHead();
    [GeneratedRegex(@"元[)）]|金额|收入|支出|结余|余额|标准|合计|预算|补贴额|价款")] private static partial Regex MoneyHead();
    [GeneratedRegex("日期|时间")] private static partial Regex DateHead();
    [GeneratedRegex(@"[^\s、，,;；/（）()]+")] private static partial Regex Several();
}
