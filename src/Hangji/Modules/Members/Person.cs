using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Modules.Members;

/// <summary>
/// 人员: a human being as the register knows him. Not the membership, not the post, not the account: those are dated records of their own
/// that name the person by id (docs/decisions/0007).
/// </summary>
/// <remarks>The record is kept by one organization at a time — that of the running membership — and follows a transfer. The identity number, telephone and
/// address are kept encrypted; lists show the masked text only. There is no column for health, household or any grading (product-rules N14).</remarks>
internal sealed class Person : IOwned, IVersioned
{
    public required long Id { get; init; }
    public required long OrgId { get; set; }
    public string OrgPath { get; set; } = "";

    public required string Name { get; set; }
    /// <summary>Ordinal key of the pinyin order.</summary>
    public required string SortKey { get; set; }
    /// <summary>Pinyin initials, lower case.</summary>
    public required string Initials { get; set; }
    /// <summary>GB/T 2261.1: 1 male, 2 female.</summary>
    public required string Sex { get; set; }
    /// <summary>民族, GB/T 3304.</summary>
    public string? Ethnic { get; set; }
    /// <summary>出生日期: the earliest day it can mean; <see cref="BornTo"/> says how much of it is known.</summary>
    public DateOnly? BornOn { get; set; }
    public DatePrecision BornTo { get; set; }

    /// <summary>公民身份号码, encrypted; <see cref="IdIndex"/> finds it by equality, <see cref="IdMasked"/> is what is shown.</summary>
    public byte[]? IdSealed { get; set; }
    public byte[]? IdIndex { get; set; }
    public string? IdMasked { get; set; }
    public byte[]? PhoneSealed { get; set; }
    public string? PhoneMasked { get; set; }
    public byte[]? AddressSealed { get; set; }

    /// <summary>籍贯.</summary>
    public string? NativePlace { get; set; }
    /// <summary>全日制学历, GB/T 4658.</summary>
    public string? Education { get; set; }
    /// <summary>在职学历, GB/T 4658.</summary>
    public string? EducationInService { get; set; }
    /// <summary>学位, GB/T 6864.</summary>
    public string? Degree { get; set; }
    /// <summary>工作单位.</summary>
    public string? Unit { get; set; }
    /// <summary>职务 in that unit, as text; Party posts are appointments.</summary>
    public string? UnitPost { get; set; }
    /// <summary>工作岗位.</summary>
    public string? JobType { get; set; }

    public long? BatchId { get; set; }
    public int Version { get; set; }

    public LooseDate Born => BornOn is { } day ? Loose(day, BornTo) : default;

    internal static LooseDate Loose(DateOnly first, DatePrecision precision) => precision switch
    {
        DatePrecision.Day => new(first.Year, first.Month, first.Day),
        DatePrecision.Month => new(first.Year, first.Month),
        DatePrecision.Year => new(first.Year),
        _ => default,
    };
}
