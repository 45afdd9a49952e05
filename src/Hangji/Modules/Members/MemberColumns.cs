using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Codes;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;
using static Hangji.Modules.Members.PersonDimensions;

namespace Hangji.Modules.Members;

/// <summary>党员数据集: every membership that ever was, from its first day to its last, in the branch that keeps it.</summary>
internal sealed class MemberColumns : IColumnSource
{
    private static readonly IReadOnlyList<CodeEntry> Entries = CodeBook.Embedded.List(CodeBook.MembershipEntry).Entries, Exits = CodeBook.Embedded.List(CodeBook.MembershipExit).Entries;

    public ColumnSet Set { get; } = new("members", "党员", ["sex", "ethnic", "education", "job", "field", "entry", "exit", "born_on", "joined_on", "full_on"]);

    public IReadOnlyList<Dimension> Dimensions { get; } =
    [
        Sex, Minority, Age, Education, Job, Joined, JoinedIn,
        new("standing", "党员身份", "full_on", [Dimension.NotRecorded, new("full", "正式党员"), new("probationary", "预备党员")], (full, on) => full <= on ? 1 : 2),
        new("turned-full", "本年转正", "full_on", [Dimension.NotRecorded, new("this-year", "本年转正的"), new("earlier", "以前转正的")], (full, on) => full is not { } known || known > on ? 0 : known.Year == on.Year ? 1 : 2),
        OrgDimensions.Field,
        Dimension.Coded("entry", "进入方式", "entry", Entries.Select(e => new DimensionValue(e.Code, e.Name, e.English))),
        Dimension.Coded("exit", "离开方式", "exit", Exits.Select(e => new DimensionValue(e.Code, e.Name, e.English))),
    ];

    public string RowsVerb => Verbs.ReadMembers;

    public Touched Touches(string kind) => PersonRows.Touches(kind);

    public IAsyncEnumerable<ColumnRow> All(AppDb db) => Read(Sources(db).OrderBy(r => r.Member.OrgPath));

    public IAsyncEnumerable<ColumnRow> Of(AppDb db, IReadOnlyCollection<long> keys) => Read(Sources(db).Where(r => keys.Contains(r.Member.PersonId)));

    public Task<List<long>> KeysBelow(AppDb db, OrgPath top, CancellationToken stop)
    {
        var (from, to) = (top.Value, top.End);
        return db.Memberships.Where(m => string.Compare(m.OrgPath, from) >= 0 && string.Compare(m.OrgPath, to) < 0).Select(m => m.PersonId).Distinct().ToListAsync(stop);
    }

    public Task<IReadOnlyList<CountedRow>> Rows(AppDb db, IReadOnlyCollection<long> keys, Words t, CancellationToken stop) => PersonRows.Show(db, keys, t, stop);

    private sealed class Source
    {
        public required Membership Member { get; init; }
        public string? Job { get; init; }
        public string? InService { get; init; }
        public required string Field { get; init; }
    }

    private static IQueryable<Source> Sources(AppDb db) =>
        from m in db.Memberships.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
        join p in db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]) on m.PersonId equals p.Id
        join o in db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]) on m.OrgId equals o.Id
        select new Source { Member = m, Job = p.JobType, InService = p.EducationInService, Field = o.Field };

    private static async IAsyncEnumerable<ColumnRow> Read(IQueryable<Source> rows)
    {
        await foreach (var r in rows.Select(r => new { r.Member.OrgPath, r.Member.PersonId, r.Member.FromOn, r.Member.ToOn, r.Member.Sex, r.Member.Ethnic, r.Member.Education, r.InService, r.Job, r.Field, r.Member.Entry, r.Member.Exit, r.Member.BornOn, r.Member.JoinedOn, r.Member.FullSince }).AsAsyncEnumerable())
            yield return new(r.OrgPath, r.PersonId, DayCode.Of(r.FromOn), DayCode.End(r.ToOn),
                [SexCode(r.Sex), EthnicCode(r.Ethnic), EducationCode(r.Education, r.InService), JobCode(r.Job), OrgDimensions.FieldCode(r.Field), Place(Entries, r.Entry), Place(Exits, r.Exit), DayCode.Of(r.BornOn), DayCode.Of(r.JoinedOn), DayCode.Of(r.FullSince)]);
    }

    private static ushort Place(IReadOnlyList<CodeEntry> list, string? code)
    {
        for (var i = 0; i < list.Count; i++) if (list[i].Code == code) return (ushort)(i + 1);
        return 0;
    }
}

/// <summary>What the sets of this room have in common: whose rows a fact changes, and how a person stands in a list.</summary>
internal static class PersonRows
{
    public static Touched Touches(string kind) =>
        kind is "member.field-opened" ? Touched.Nothing :
        kind.StartsWith("member.", StringComparison.Ordinal) ? Touched.Subject :
        kind.StartsWith("members.import", StringComparison.Ordinal) || OrgDimensions.Rearranges(kind) ? Touched.Below : Touched.Nothing;

    public static async Task<IReadOnlyList<CountedRow>> Show(AppDb db, IReadOnlyCollection<long> keys, Words t, CancellationToken stop)
    {
        var people = await db.Persons.AsNoTracking().Where(p => keys.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.SortKey, p.OrgId, p.BornOn, p.Sex }).ToListAsync(stop);
        var bodies = people.Select(p => p.OrgId).Distinct().ToList();
        var names = await db.Orgs.AsNoTracking().Where(o => bodies.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.ShortName, stop);
        return [.. people.OrderBy(p => p.SortKey, StringComparer.Ordinal).Select(p => new CountedRow(p.Id, p.Name, $"/members/{p.Id}", names.GetValueOrDefault(p.OrgId, ""), p.BornOn is { } born ? t["{0} 年生", born.Year] : ""))];
    }
}
