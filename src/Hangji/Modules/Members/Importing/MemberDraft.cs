using System.Text.Json;
using System.Text.Json.Serialization;
using Hangji.Platform;
using Hangji.Platform.Codes;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members.Importing;

/// <summary>从一行到一名党员: reads the cells of a roster's row into an entry and says what is wrong with it. No database is asked here.</summary>
internal static class MemberDraft
{
    public static SheetImport<MemberEntry> Import(DateOnly today) => new()
    {
        Fields = MemberFields.All,
        Build = row => Build(row, today),
        KeyOf = row => CellText.Narrow(row.Raw(MemberFields.Id)).TrimStart('\'').ToUpperInvariant() is { Length: >= 15 } id ? id : null,
    };

    static MemberEntry? Build(RowValues row, DateOnly today)
    {
        if (PersonName.Read(row.Get(MemberFields.Name), out var name, "name") is { } wrongName) row.Error(MemberFields.Name, wrongName, "person-name");
        IdentityNumber? id = null;
        if (row.Get(MemberFields.Id) is { Length: > 0 } written)
        {
            if (IdentityNumber.Read(written, today, out var read, "id", old15: true) is { } wrong) row.Error(MemberFields.Id, wrong, "id-number");
            else id = read;
        }
        else if (!row.HasErrors) row.Warn(MemberFields.Id, new Refusal("没有公民身份号码，无法核对是否重复登记"), "id-missing");
        var phone = Phone(row, MemberFields.Phone);
        var contact = Phone(row, MemberFields.MobileContact);
        if ((row.Get(MemberFields.Sex) ?? id?.Sex) is not { } sex)
        {
            if (!row.Problems.Any(p => p.Field == MemberFields.Id.Key && !p.Warning)) row.Error(MemberFields.Sex, new Refusal("没有填性别，也没有可以推出性别的公民身份号码"), "sex-unknown");
            return null;
        }
        if (row.HasErrors) return null;
        var joined = row.Get(MemberFields.Joined) ?? default;
        var full = row.Get(MemberFields.Full) ?? default;
        var kind = row.Get(MemberFields.Kind);
        if (kind == MemberChoices.Probationary && full.Precision != DatePrecision.None) row.Warn(MemberFields.Kind, new Refusal("写的是预备党员，却有转正日期，按转正日期登记"), "kind-agrees");
        var entry = new MemberEntry
        {
            Name = name, IdNumber = id?.Value, Sex = sex, Ethnic = row.Get(MemberFields.Ethnic),
            Born = row.Get(MemberFields.Born) ?? (id is { } known ? LooseDate.Of(known.BirthDate) : default),
            Phone = phone, Address = Text(row, MemberFields.Address), NativePlace = Text(row, MemberFields.NativePlace), Education = row.Get(MemberFields.Education),
            EducationInService = row.Get(MemberFields.EducationInService), Degree = row.Get(MemberFields.Degree), Unit = Text(row, MemberFields.Unit), UnitPost = Text(row, MemberFields.UnitPost),
            JobType = Text(row, MemberFields.JobType), Joined = joined, Full = full, FullUndated = kind == MemberChoices.Full && full.Precision == DatePrecision.None,
            Introducers = Text(row, MemberFields.Introducers), ApplicationNo = Text(row, MemberFields.ApplicationNo), CameFrom = Text(row, MemberFields.CameFrom),
            MovedInOn = row.Get(MemberFields.MovedIn)?.First, LetterNo = Text(row, MemberFields.LetterNo), DossierPlace = Text(row, MemberFields.Dossier),
            Mobile = row.Get(MemberFields.Mobile) ?? false, MobilePlace = Text(row, MemberFields.MobilePlace), MobileSince = row.Get(MemberFields.MobileSince)?.First, MobileContact = contact,
            Abroad = row.Get(MemberFields.Abroad) ?? false, Infirm = row.Get(MemberFields.Infirm) ?? false,
        };
        if (entry.FullUndated && !row.HasErrors) row.Warn(MemberFields.Full, new Refusal("正式党员没有填转正日期，按“日期不详”登记"), "full-undated");
        foreach (var finding in MemberRules.Findings(entry, today))
        {
            var field = Column(finding.Why.Field);
            if (finding.Warning) row.Warn(field, finding.Why, finding.Rule);
            else row.Error(field, finding.Why, finding.Rule);
        }
        return row.HasErrors ? null : entry;
    }

    static string? Phone(RowValues row, Field<string> field)
    {
        if (row.Get(field) is not { Length: > 0 } written) return null;
        if (PhoneNumber.Read(written, out var phone, field.Key) is not { } wrong) return phone;
        row.Warn(field, new Refusal("{0}，这一格没有导入", Args: [wrong]), "phone");
        return null;
    }

    static string? Text(RowValues row, Field<string> field) => row.Get(field) is { Length: > 0 } text ? text : null;

    static FieldSpec? Column(string? property) => property switch
    {
        nameof(MemberEntry.IdNumber) => MemberFields.Id,
        nameof(MemberEntry.Born) or "BirthDate" => MemberFields.Born,
        nameof(MemberEntry.Sex) => MemberFields.Sex,
        nameof(MemberEntry.Joined) => MemberFields.Joined,
        nameof(MemberEntry.Full) => MemberFields.Full,
        nameof(MemberEntry.MovedInOn) => MemberFields.MovedIn,
        _ => null,
    };
}

/// <summary>A member who is new to the register, ready to be written: sensitive fields are sealed already, the path is filled when it is written.</summary>
internal sealed record NewMember(int Row, Person Person, Membership Membership, Spell[]? Spells);

/// <summary>What a change replaced.</summary>
internal sealed record MemberBefore(Person Person, Membership Membership);

/// <summary>Staged content as JSON, without reflection: a hundred thousand rows pass here.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(LooseDateText)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(MemberEntry))]
[JsonSerializable(typeof(MemberBefore))]
internal sealed partial class MemberJson : JsonSerializerContext;

internal sealed class LooseDateText : JsonConverter<LooseDate>
{
    public override LooseDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } text && LooseDate.Parse(text, out var date) is null ? date : default;

    public override void Write(Utf8JsonWriter writer, LooseDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
