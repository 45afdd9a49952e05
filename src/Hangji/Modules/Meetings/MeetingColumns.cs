using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Columns;
using Hangji.Platform.Data;
using Hangji.Platform.Measures;
using Hangji.Platform.Text;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>会议数据集: every meeting that was held, a row for each kind that it was; "first" tells the first of its kind in the body in a calendar year, so that bodies can be counted by it.</summary>
internal sealed class MeetingColumns : IColumnSource
{
    private static readonly IReadOnlyList<MeetingKind> Kinds = [.. MeetingKinds.All.Values];

    private static readonly Quantity Due = new("due", 2), Present = new("present", 2);

    public ColumnSet Set { get; } = new("meetings", "会议", ["meeting", "field", "first", "room", .. Due.Columns, .. Present.Columns]);
    public IReadOnlyList<Quantity> Quantities { get; } = [Due, Present];

    public IReadOnlyList<Dimension> Dimensions { get; } =
    [
        Dimension.Coded("meeting", "会议种类", "meeting", Kinds.Select(k => new DimensionValue(k.Key, k.Name))),
        OrgDimensions.Field,
        Dimension.Coded("first", "本年第几次", "first", [new("first", "本年第一次"), new("later", "本年第二次及以后")]),
        new("month", "月份", "from_on", [Dimension.NotRecorded, .. Enumerable.Range(1, 12).Select(m => new DimensionValue($"{m}", $"{m}月", System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(m)))], (day, _) => day?.Month ?? 0),
        Dimension.Coded("room", "人数怎样得来", "room", [new("roll", "按名册"), new("counted", "会场清点")]),
    ];

    public string RowsVerb => Verbs.ReadMeetings;

    public Touched Touches(string kind) =>
        kind is "meeting.held" or "meeting.corrected" or "meeting.cancelled" ? Touched.Body : OrgDimensions.Rearranges(kind) ? Touched.Below : Touched.Nothing;

    public IAsyncEnumerable<ColumnRow> All(AppDb db) => Read(db, null);
    public IAsyncEnumerable<ColumnRow> Of(AppDb db, IReadOnlyCollection<long> keys) => Read(db, keys);

    public Task<List<long>> KeysBelow(AppDb db, OrgPath top, CancellationToken stop)
    {
        var (from, to) = (top.Value, top.End);
        return db.Meetings.Where(m => string.Compare(m.OrgPath, from) >= 0 && string.Compare(m.OrgPath, to) < 0).Select(m => m.OrgId).Distinct().ToListAsync(stop);
    }

    /// <summary>A figure of meetings opens to the bodies that held them; the body's page lists the meetings.</summary>
    public Task<IReadOnlyList<CountedRow>> Rows(AppDb db, IReadOnlyCollection<long> keys, Words t, CancellationToken stop) => OrgDimensions.Rows(db, keys, id => $"/orgs/{id}/meetings", t, stop);

    private static async IAsyncEnumerable<ColumnRow> Read(AppDb db, IReadOnlyCollection<long>? keys)
    {
        var rows = from m in db.Meetings.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
                   join o in db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]) on m.OrgId equals o.Id
                   where m.State == Meeting.Held && m.SupersededBy == null && m.HeldOn != null && (keys == null || keys.Contains(m.OrgId))
                   orderby m.OrgPath, m.HeldOn, m.Id
                   select new { m.OrgPath, m.OrgId, Held = m.HeldOn!.Value, m.Kind, m.Also, o.Field, m.CountedInRoom, m.Due, m.Present };
        var (body, seen) = (0L, new HashSet<(int Year, string Kind)>());
        await foreach (var r in rows.AsAsyncEnumerable())
        {
            if (r.OrgId != body) { body = r.OrgId; seen.Clear(); }
            foreach (var kind in r.Also.Length == 0 ? [r.Kind] : r.Also.Split(' ').Prepend(r.Kind))
                yield return new(r.OrgPath, r.OrgId, DayCode.Of(r.Held), DayCode.Of(r.Held.AddDays(1)),
                    [KindCode(kind), OrgDimensions.FieldCode(r.Field), (ushort)(seen.Add((r.Held.Year, kind)) ? 1 : 2), (ushort)(r.CountedInRoom ? 2 : 1), .. Due.Split(r.Due), .. Present.Split(r.Present)]);
        }
    }

    private static ushort KindCode(string kind)
    {
        for (var i = 0; i < Kinds.Count; i++) if (Kinds[i].Key == kind) return (ushort)(i + 1);
        return 0;
    }
}

/// <summary>会议的指标: meetings held, by the month in which they were.</summary>
internal sealed class MeetingMeasures : IMeasures
{
    public IEnumerable<Measure> All { get; } =
    [
        new Flow("meetings.held", "召开的会议", 70, fact => fact.Kind == "meeting.held" ? 1 : 0) { Rows = org => $"/orgs/{org}/meetings", Verb = Verbs.ReadMeetings },
    ];
}
