using Hangji.Modules.Members.Importing;
using Hangji.Platform;
using Hangji.Platform.Codes;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>党员登记表: the posted fields of one member as they were typed, and what they mean. Public because a component takes it as a parameter.</summary>
public sealed class MemberForm
{
    public string? Name { get; set; }
    public string? IdNumber { get; set; }
    public string? Sex { get; set; }
    public string? Ethnic { get; set; }
    public string? Born { get; set; }
    public string? Phone { get; set; }
    public string? Address { get; set; }
    public string? NativePlace { get; set; }
    public string? Education { get; set; }
    public string? EducationInService { get; set; }
    public string? Degree { get; set; }
    public string? Unit { get; set; }
    public string? UnitPost { get; set; }
    public string? JobType { get; set; }
    public string? Joined { get; set; }
    public string? Full { get; set; }
    public bool FullUndated { get; set; }
    public string? Introducers { get; set; }
    public string? ApplicationNo { get; set; }
    public string? CameFrom { get; set; }
    public string? MovedIn { get; set; }
    public string? LetterNo { get; set; }
    public string? DossierPlace { get; set; }

    /// <summary>Reads the fields, or says the first thing that cannot be read. <paramref name="numberKept"/>: the number is sealed and was left empty on purpose.</summary>
    internal Refusal? Read(DateOnly today, bool numberKept, out MemberEntry entry)
    {
        entry = null!;
        if (PersonName.Read(Name, out var name, nameof(Name)) is { } wrongName) return wrongName;
        IdentityNumber? id = null;
        if (!string.IsNullOrWhiteSpace(IdNumber))
        {
            if (IdentityNumber.Read(IdNumber, today, out var number, nameof(IdNumber)) is { } wrong) return wrong;
            id = number;
        }
        else if (!numberKept) return new("没有填写公民身份号码", nameof(IdNumber), IdentityNumber.Standard);
        if (Date(Born, nameof(Born), out var born) is { } wrongBorn) return wrongBorn;
        if (Date(Joined, nameof(Joined), out var joined) is { } wrongJoined) return wrongJoined;
        if (Date(Full, nameof(Full), out var full) is { } wrongFull) return wrongFull;
        if (Date(MovedIn, nameof(MovedIn), out var moved) is { } wrongMoved) return wrongMoved;
        string? phone = null;
        if (!string.IsNullOrWhiteSpace(Phone) && PhoneNumber.Read(Phone, out phone, nameof(Phone)) is { } wrongPhone) return wrongPhone;
        if ((Known(MemberChoices.SexWords, Sex) ?? id?.Sex) is not { } sex) return new("请选择性别", nameof(Sex));
        foreach (var (field, text, most) in new[] { (nameof(Unit), Unit, 120), (nameof(UnitPost), UnitPost, 80), (nameof(JobType), JobType, 60), (nameof(Address), Address, 200), (nameof(NativePlace), NativePlace, 60), (nameof(Introducers), Introducers, 60), (nameof(ApplicationNo), ApplicationNo, 40), (nameof(CameFrom), CameFrom, 120), (nameof(LetterNo), LetterNo, 40), (nameof(DossierPlace), DossierPlace, 120) })
            if (Plain.Length(Line(text) ?? "") > most) return new("这一项最多 {0} 个字", field, null, most);
        entry = new()
        {
            Name = name, IdNumber = id?.Value, Sex = sex, Ethnic = Known(MemberChoices.EthnicWords, Ethnic), Born = born.Precision == DatePrecision.None && id is { } known ? LooseDate.Of(known.BirthDate) : born,
            Phone = phone is { Length: > 0 } ? phone : null, Address = Line(Address), NativePlace = Line(NativePlace), Education = Known(MemberChoices.EducationWords, Education),
            EducationInService = Known(MemberChoices.EducationWords, EducationInService), Degree = Known(MemberChoices.DegreeWords, Degree), Unit = Line(Unit), UnitPost = Line(UnitPost), JobType = Line(JobType),
            Joined = joined, Full = full, FullUndated = FullUndated, Introducers = Line(Introducers), ApplicationNo = Line(ApplicationNo), CameFrom = Line(CameFrom), MovedInOn = moved.Precision == DatePrecision.None ? null : moved.First,
            LetterNo = Line(LetterNo), DossierPlace = Line(DossierPlace),
        };
        return null;
    }

    /// <summary>What the register has, as a form to correct; sealed fields stay empty.</summary>
    internal static MemberForm Of(Person person, Membership membership) => new()
    {
        Name = person.Name, Sex = person.Sex, Ethnic = person.Ethnic, Born = person.Born.ToString(), NativePlace = person.NativePlace, Education = person.Education, EducationInService = person.EducationInService,
        Degree = person.Degree, Unit = person.Unit, UnitPost = person.UnitPost, JobType = person.JobType, Joined = membership.Joined.ToString(), Full = membership.FullTo == DatePrecision.None ? null : membership.Full.ToString(),
        FullUndated = membership.FullSince is not null && membership.FullTo == DatePrecision.None, Introducers = membership.Introducers, ApplicationNo = membership.ApplicationNo, CameFrom = membership.CameFrom,
        LetterNo = membership.LetterNo, DossierPlace = membership.DossierPlace,
    };

    static Refusal? Date(string? text, string field, out LooseDate date)
    {
        date = default;
        return string.IsNullOrWhiteSpace(text) ? null : LooseDate.Parse(text, out date) is { } why ? why with { Field = field } : null;
    }

    static string? Line(string? text) => Plain.Line(text) is { Length: > 0 } line ? line : null;

    static string? Known((string Code, string[] Words)[] list, string? code) => Array.Exists(list, one => one.Code == code) ? code : null;
}
