using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>组织数据集: every body as it was from one act to the next, and as it is.</summary>
internal sealed class OrgColumns : IColumnSource
{
    private static readonly DimensionValue[] Tiers = [new("committee", "党委、党工委、党组"), new("general-branch", "党总支"), new("branch", "党支部"), new("group", "党小组"), new("led", "党组织领导的组织"), new("local", "地方委员会")];

    public ColumnSet Set { get; } = new("bodies", "组织", ["kind", "tier", "field", "relation", "begins", "ends", "elected_on", "term_on"]);

    public IReadOnlyList<Dimension> Dimensions { get; } =
    [
        Dimension.Coded("tier", "组织层次", "tier", Tiers),
        Dimension.Coded("kind", "组织类别", "kind", OrgKinds.All.Select(k => new DimensionValue(k.Key, k.Name))),
        OrgDimensions.Field,
        Dimension.Coded("relation", "与所在单位的关系", "relation", UnitRelations.All.Select(r => new DimensionValue(r.Key, r.Name))),
        new("term", "任期", "term_on", [Dimension.NotRecorded, new("running", "任期内"), new("ending", "六个月内届满"), new("over", "已届满")], (end, on) => end is not { } day ? 0 : day <= on ? 3 : day <= on.AddMonths(6) ? 2 : 1),
        new("elected", "本届选举", "elected_on", [Dimension.NotRecorded, new("this-year", "本年换届"), new("earlier", "以前年度换届")], (day, on) => day is not { } known || known > on ? 0 : known.Year == on.Year ? 1 : 2),
        Dimension.Coded("begins", "开始的原因", "begins", [new("set-up", "设立"), new("changed", "信息变更")]),
        Dimension.Coded("ends", "结束的原因", "ends", [new("dissolved", "撤销"), new("changed", "信息变更")]),
    ];

    public string RowsVerb => OrganizationVerbs.Read;

    public Touched Touches(string kind) =>
        OrgDimensions.Rearranges(kind) ? Touched.Below : kind.StartsWith("organization.", StringComparison.Ordinal) ? Touched.Body : Touched.Nothing;

    public IAsyncEnumerable<ColumnRow> All(AppDb db) => Read(db, null);

    public IAsyncEnumerable<ColumnRow> Of(AppDb db, IReadOnlyCollection<long> keys) => Read(db, keys);

    public Task<List<long>> KeysBelow(AppDb db, OrgPath top, CancellationToken stop)
    {
        var (from, to) = (top.Value, top.End);
        return db.Orgs.Where(o => string.Compare(o.Path, from) >= 0 && string.Compare(o.Path, to) < 0).Select(o => o.Id).ToListAsync(stop);
    }

    public Task<IReadOnlyList<CountedRow>> Rows(AppDb db, IReadOnlyCollection<long> keys, Words t, CancellationToken stop) => OrgDimensions.Rows(db, keys, id => $"/orgs/{id}", t, stop);

    private static async IAsyncEnumerable<ColumnRow> Read(AppDb db, IReadOnlyCollection<long>? keys)
    {
        var orgs = db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking();
        var spans = db.OrgSpans.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking();
        var now = orgs.Where(o => keys == null || keys.Contains(o.Id))
            .Select(o => new { o.Path, o.Id, From = o.Since, To = o.DissolvedOn, o.Kind, o.Field, o.Relation, o.SetUpOn, o.ElectedOn, o.TermYears, o.DivisionCode, Past = false });
        var past = spans.Where(s => keys == null || keys.Contains(s.OrgId))
            .Join(orgs, s => s.OrgId, o => o.Id, (s, o) => new { o.Path, o.Id, From = s.FromOn, To = (DateOnly?)s.ToOn, s.Kind, s.Field, s.Relation, o.SetUpOn, s.ElectedOn, s.TermYears, s.DivisionCode, Past = true });
        await foreach (var r in now.Concat(past).OrderBy(r => r.Path).AsAsyncEnumerable())
        {
            var term = r.ElectedOn is { } day && r.TermYears is { } years ? day.AddYears(years) : (DateOnly?)null;
            yield return new(r.Path, r.Id, DayCode.Of(r.From), DayCode.End(r.To),
                [Kind(r.Kind), Tier(r.Kind, r.Field, r.DivisionCode), OrgDimensions.FieldCode(r.Field), OrgDimensions.CodeIn(UnitRelations.All, r.Relation), (ushort)(r.From <= r.SetUpOn ? 1 : 2), (ushort)(r.To is null ? 0 : r.Past ? 2 : 1), DayCode.Of(r.ElectedOn), DayCode.Of(term)]);
        }
    }

    private static ushort Kind(string key)
    {
        for (var i = 0; i < OrgKinds.All.Count; i++) if (OrgKinds.All[i].Key == key) return (ushort)(i + 1);
        return 0;
    }

    /// <summary>Committees of counties and above are no primary-level bodies (党内统计报表 table 32 counts them apart).</summary>
    internal static ushort Tier(string key, string field, string? division) =>
        OrgKinds.Find(key) is not { } kind ? (ushort)0 : kind.IsLed ? (ushort)5 : kind.Key == OrgKinds.Committee && field == "locality" && division is { Length: <= 6 } ? (ushort)6 : (ushort)kind.Tier;
}
