using System.Text;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Codes;
using Hangji.Platform.Text;

namespace Hangji.Modules.Organizations;

/// <summary>组织信息: what a body is called, what it is and where; read from a form into the shape in which it is kept.</summary>
internal static class OrgAttributes
{
    public const int MostName = 80, MostShort = 40, MostCode = 40, MostUnits = 1000, MostAddress = 200;

    /// <summary>Full name as on the seal: 2 to 80 characters on one line.</summary>
    public static Refusal? Name(string? raw, string field = "Name") => Line(raw, 2, MostName, field, "请填写组织全称");

    public static Refusal? ShortName(string? raw, string field = "ShortName") => Line(raw, 2, MostShort, field, "请填写组织简称");

    /// <summary>组织代码: letters, digits, hyphen, dot; case is kept.</summary>
    public static Refusal? Code(string? raw, string field = "Code")
    {
        var code = CodeOf(raw);
        return code.Length == 0 ? new("请填写组织代码", field) :
            code.Length > MostCode ? new("最多 {0} 个字，现有 {1} 个", field, null, MostCode, code.Length) :
            code.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_')) ? new("组织代码只能用字母、数字和短横线", field) : null;
    }

    /// <summary>The code as kept: full-width letters narrowed, spaces taken out.</summary>
    public static string CodeOf(string? raw) => string.Concat(Plain.Compatible(raw).Where(c => !char.IsWhiteSpace(c)));

    public static Refusal? Kind(string? kind, OrgNode? above, string field = "Kind") =>
        OrgKinds.Find(kind) is not { } known ? new("请选择组织类别", field) :
        above is not null && OrgKinds.Find(above.Kind) is { } upper && !OrgKinds.MayStandUnder(known, upper) ? new("{0}不能设在{1}之下", field, "支部工作条例第四条、第五条", new Word(known.Name), new Word(upper.Name)) :
        above is null && !OrgKinds.MayStandUnder(known, null) ? new("{0}须有上级组织", field, null, new Word(known.Name)) : null;

    public static Refusal? FieldOfWork(string? key, string field = "Field") => OrgFields.All.Any(f => f.Key == key) ? null : new("请选择所属领域", field);

    public static Refusal? Relation(string? key, string field = "Relation") => UnitRelations.All.Any(r => r.Key == key) ? null : new("请选择与所在单位的关系", field);

    /// <summary>What may be left empty: division code, telephone, credit code, address, units.</summary>
    public static Refusal? Contacts(string? division, string? phone, string? credit, string? address, string? units) =>
        (Given(division) ? Platform.Codes.DivisionCode.Check(division, "DivisionCode") : null) ??
        (Given(phone) ? PhoneNumber.Check(phone, "Phone") : null) ??
        (Given(credit) ? UnifiedCreditCode.Check(credit, "CreditCode") : null) ??
        ActRules.TooLong(address, MostAddress, "Address") ?? ActRules.TooLong(units, MostUnits, "Units");

    public static Refusal? Term(DateOnly? electedOn, int? years, DateOnly today) =>
        electedOn > today ? new("选举日期不能晚于今天", "ElectedOn") :
        years is < 1 or > 10 ? new("任期应为 1 至 10 年", "TermYears") : null;

    /// <summary>The digits that carry meaning at the code's level, or null.</summary>
    public static string? DivisionOf(string? raw) => Given(raw) && Platform.Codes.DivisionCode.Read(raw, out var code) is null ? code.Short : null;

    private static bool Given(string? text) => !string.IsNullOrWhiteSpace(text);

    private static Refusal? Line(string? raw, int least, int most, string field, string missing)
    {
        var length = Plain.Length(Plain.Line(raw));
        return length == 0 ? new Refusal(missing, field) :
            length < least ? new("至少 {0} 个字", field, null, least) :
            length > most ? new("最多 {0} 个字，现有 {1} 个", field, null, most, length) : null;
    }
}
