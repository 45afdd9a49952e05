using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>议事数据集: every matter on the day it was raised; "first" tells the first of its procedure in the body in a calendar year, so that villages that used the procedure can be counted by it.</summary>
internal sealed class MatterColumns : IColumnSource
{
    private static readonly DimensionValue[] Procedures =
        [new("four-and-two", "四议两公开", "Four discussions and two publications"), new("community-matters", "社区重要事项", "Important matters of a community"), new("pre-study", "国有企业前置研究讨论", "Prior study in state-owned firms"), new("study-then-decide", "研究讨论后按程序决定", "Studied by the Party body, decided by the lawful body")];

    public ColumnSet Set { get; } = new("matters", "议事事项", ["procedure", "field", "first", "source", "decided_on"]);

    public IReadOnlyList<Dimension> Dimensions { get; } =
    [
        Dimension.Coded("procedure", "议事程序", "procedure", Procedures),
        OrgDimensions.Field,
        Dimension.Coded("first", "本年第几件", "first", [new("first", "本年第一件"), new("later", "本年第二件及以后")]),
        Dimension.Coded("source", "事项来源", "source", Sources.All.Select(s => new DimensionValue(s.Code, s.Name))),
        new("decided", "决定情况", "decided_on", [Dimension.NotRecorded, new("not-yet", "还没有决定"), new("decided", "已作出决定")], (day, on) => day is { } known && known <= on ? 2 : 1),
    ];

    public string RowsVerb => Verbs.ReadMatters;

    public Touched Touches(string kind) =>
        kind.StartsWith("matter.", StringComparison.Ordinal) ? Touched.Body : OrgDimensions.Rearranges(kind) ? Touched.Below : Touched.Nothing;

    public IAsyncEnumerable<ColumnRow> All(AppDb db) => Read(db, null);
    public IAsyncEnumerable<ColumnRow> Of(AppDb db, IReadOnlyCollection<long> keys) => Read(db, keys);

    public Task<List<long>> KeysBelow(AppDb db, OrgPath top, CancellationToken stop)
    {
        var (from, to) = (top.Value, top.End);
        return db.Matters.Where(m => string.Compare(m.OrgPath, from) >= 0 && string.Compare(m.OrgPath, to) < 0).Select(m => m.OrgId).Distinct().ToListAsync(stop);
    }

    /// <summary>A figure of matters opens to the places that raised them; the list of a place shows the matters.</summary>
    public Task<IReadOnlyList<CountedRow>> Rows(AppDb db, IReadOnlyCollection<long> keys, Words t, CancellationToken stop) => OrgDimensions.Rows(db, keys, id => $"/matters?org={id}", t, stop);

    private static async IAsyncEnumerable<ColumnRow> Read(AppDb db, IReadOnlyCollection<long>? keys)
    {
        var rows = from m in db.Matters.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
                   join o in db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]) on m.OrgId equals o.Id
                   where keys == null || keys.Contains(m.OrgId)
                   orderby m.OrgPath, m.RaisedOn, m.Id
                   select new { m.OrgPath, m.OrgId, m.RaisedOn, m.Procedure, o.Field, m.Source, m.DecidedOn };
        var (body, seen) = (0L, new HashSet<(int Year, string Procedure)>());
        await foreach (var r in rows.AsAsyncEnumerable())
        {
            if (r.OrgId != body) { body = r.OrgId; seen.Clear(); }
            yield return new(r.OrgPath, r.OrgId, DayCode.Of(r.RaisedOn), DayCode.Of(r.RaisedOn.AddDays(1)),
                [(ushort)(1 + Array.FindIndex(Procedures, p => p.Key == r.Procedure)), OrgDimensions.FieldCode(r.Field), (ushort)(seen.Add((r.RaisedOn.Year, r.Procedure)) ? 1 : 2), SourceCode(r.Source), DayCode.Of(r.DecidedOn)]);
        }
    }

    private static ushort SourceCode(string source)
    {
        for (var i = 0; i < Sources.All.Count; i++) if (Sources.All[i].Code == source) return (ushort)(i + 1);
        return 0;
    }
}
