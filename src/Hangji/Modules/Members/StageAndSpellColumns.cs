using Hangji.Modules.Access.Contract;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;
using static Hangji.Modules.Members.PersonDimensions;

namespace Hangji.Modules.Members;

/// <summary>What is recorded of a person from a day to a day, in one body.</summary>
internal interface IOfPerson
{
    long PersonId { get; }
}

/// <summary>Column sets of such spans: read whole in the order of the tree, or anew for the persons that a fact touched.</summary>
internal abstract class SpanColumns<T> : IColumnSource where T : class, IOwned, IOfPerson
{
    public abstract ColumnSet Set { get; }
    public abstract IReadOnlyList<Dimension> Dimensions { get; }
    protected abstract IAsyncEnumerable<ColumnRow> Read(AppDb db, IQueryable<T> spans, bool sorted);

    public string RowsVerb => Verbs.ReadMembers;
    public Touched Touches(string kind) => PersonRows.Touches(kind);
    public Task<IReadOnlyList<CountedRow>> Rows(AppDb db, IReadOnlyCollection<long> keys, Words t, CancellationToken stop) => PersonRows.Show(db, keys, t, stop);

    public IAsyncEnumerable<ColumnRow> All(AppDb db) => Read(db, Everywhere(db), sorted: true);
    public IAsyncEnumerable<ColumnRow> Of(AppDb db, IReadOnlyCollection<long> keys) => Read(db, Everywhere(db).Where(s => keys.Contains(s.PersonId)), sorted: false);

    public Task<List<long>> KeysBelow(AppDb db, OrgPath top, CancellationToken stop)
    {
        var (from, to) = (top.Value, top.End);
        return db.Set<T>().Where(s => string.Compare(s.OrgPath, from) >= 0 && string.Compare(s.OrgPath, to) < 0).Select(s => s.PersonId).Distinct().ToListAsync(stop);
    }

    private static IQueryable<T> Everywhere(AppDb db) => db.Set<T>().IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking();
}

/// <summary>发展阶段数据集: applicants, activists and candidates, from the day they became it.</summary>
internal sealed class StageColumns : SpanColumns<Stage>
{
    private static readonly DimensionValue[] Reached = [new("applicant", "入党申请人"), new("activist", "入党积极分子"), new("candidate", "发展对象")];

    public override ColumnSet Set { get; } = new("stages", "发展阶段", ["stage", "sex", "ethnic", "education", "job", "born_on"]);
    public override IReadOnlyList<Dimension> Dimensions { get; } = [Dimension.Coded("stage", "发展阶段", "stage", Reached), Sex, Minority, Age, Education, Job];
    protected override async IAsyncEnumerable<ColumnRow> Read(AppDb db, IQueryable<Stage> stages, bool sorted)
    {
        var rows = from s in stages
                   join p in db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]) on s.PersonId equals p.Id
                   select new { s.OrgPath, s.PersonId, s.FromOn, s.ToOn, s.Reached, p.Sex, p.Ethnic, p.Education, p.EducationInService, p.JobType, p.BornOn };
        await foreach (var r in (sorted ? rows.OrderBy(r => r.OrgPath) : rows).AsAsyncEnumerable())
            yield return new(r.OrgPath, r.PersonId, DayCode.Of(r.FromOn), DayCode.End(r.ToOn),
                [(ushort)(1 + Array.FindIndex(Reached, v => v.Key == r.Reached)), SexCode(r.Sex), EthnicCode(r.Ethnic), EducationCode(r.Education, r.EducationInService), JobCode(r.JobType), DayCode.Of(r.BornOn)]);
    }
}

/// <summary>情形数据集: mobile, abroad, membership stopped (lost contact) and the like, while they hold.</summary>
internal sealed class SpellColumns : SpanColumns<Spell>
{
    private static readonly DimensionValue[] Kinds = [new(Spell.NoVote, "表决权停止"), new(Spell.Infirm, "年老体弱"), new(Spell.Mobile, "流动党员"), new(Spell.Abroad, "出国（境）"), new(Spell.Stopped, "停止党籍")];
    private static readonly DimensionValue[] Reasons = [new("work", "务工经商"), new("study", "学习"), new("family", "随家属生活"), new("settled", "定居"), new("lost-contact", "失去联系"), new("settled-abroad", "在国（境）外定居"),
        new("liucha", "留党察看"), new("custody", "留置或羁押"), new("old", "年老"), new("mobility", "行动不便"), new("known", "组织了解的其他情况")];
    private static readonly (string Key, string Name, int Months)[] Lasting = [("lt6m", "不满6个月", 6), ("6-12m", "6个月至1年", 12), ("1-5y", "1年至5年", 60), ("5-10y", "5年至10年", 120), ("ge10y", "10年及以上", int.MaxValue)];

    public override ColumnSet Set { get; } = new("spells", "党员情形", ["spell", "reason", "sex", "ethnic", "education", "born_on", "joined_on"]);

    public override IReadOnlyList<Dimension> Dimensions { get; } =
    [
        Dimension.Coded("spell", "情形", "spell", Kinds), Dimension.Coded("reason", "原因", "reason", Reasons),
        new("lasting", "持续时间", "from_on", [Dimension.NotRecorded, .. Lasting.Select(l => new DimensionValue(l.Key, l.Name))], (from, on) => from is { } day && day <= on ? 1 + Array.FindIndex(Lasting, l => l.Months == int.MaxValue || on < day.AddMonths(l.Months)) : 0),
        Sex, Minority, Age, Education, Joined,
    ];

    protected override async IAsyncEnumerable<ColumnRow> Read(AppDb db, IQueryable<Spell> spells, bool sorted)
    {
        var memberships = db.Memberships.IgnoreQueryFilters([AppDb.ScopeFilter]);
        var rows = from s in spells
                   join p in db.Persons.IgnoreQueryFilters([AppDb.ScopeFilter]) on s.PersonId equals p.Id
                   select new { s.OrgPath, s.PersonId, s.FromOn, s.ToOn, s.Kind, s.Reason, p.Sex, p.Ethnic, p.Education, p.EducationInService, p.BornOn, JoinedOn = memberships.Where(m => m.PersonId == s.PersonId).Min(m => (DateOnly?)m.JoinedOn) };
        await foreach (var r in (sorted ? rows.OrderBy(r => r.OrgPath) : rows).AsAsyncEnumerable())
            yield return new(r.OrgPath, r.PersonId, DayCode.Of(r.FromOn), DayCode.End(r.ToOn),
                [(ushort)(1 + Array.FindIndex(Kinds, v => v.Key == r.Kind)), (ushort)(1 + Array.FindIndex(Reasons, v => v.Key == r.Reason)), SexCode(r.Sex), EthnicCode(r.Ethnic), EducationCode(r.Education, r.EducationInService), DayCode.Of(r.BornOn), DayCode.Of(r.JoinedOn)]);
    }
}
