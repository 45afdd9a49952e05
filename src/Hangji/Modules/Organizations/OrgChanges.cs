using System.Globalization;
using Hangji.Modules.Organizations.Contract;

namespace Hangji.Modules.Organizations;

/// <summary>变动内容: what an act changed, read from what the body was before it and what it was after it.</summary>
internal static class OrgChanges
{
    private sealed record State(long? ParentId, string Code, string Name, string ShortName, string Kind, string Field, string Relation, string? DivisionCode, string? Units, string? CreditCode, string? Address, string? Phone, DateOnly? ElectedOn, int? TermYears)
    {
        public static State Of(OrgSpan s) => new(s.ParentId, s.Code, s.Name, s.ShortName, s.Kind, s.Field, s.Relation, s.DivisionCode, s.Units, s.CreditCode, s.Address, s.Phone, s.ElectedOn, s.TermYears);
        public static State Of(OrgNode n) => new(n.ParentId, n.Code, n.Name, n.ShortName, n.Kind, n.Field, n.Relation, n.DivisionCode, n.Units, n.CreditCode, n.Address, n.Phone, n.ElectedOn, n.TermYears);
    }

    /// <summary>Pairs of before and after; the names of things are keys of their translation, and so are values that come from a list. Several acts of one day share one span: what the day changed is told with the first of them.</summary>
    public static IReadOnlyList<(string What, string Before, string After)> Of(OrgAct act, OrgNode node, IReadOnlyList<OrgSpan> spans, IReadOnlyDictionary<long, string> names)
    {
        if (spans.FirstOrDefault(s => s.ActId == act.Id) is not { } closed) return [];
        var (before, after) = (State.Of(closed), spans.FirstOrDefault(s => s.FromOn >= closed.ToOn) is { } next ? State.Of(next) : State.Of(node));
        var changes = new List<(string, string, string)>();
        void Told(string what, string? was, string? becomes)
        {
            if (was != becomes) changes.Add((what, was ?? "—", becomes ?? "—"));
        }
        string? Body(long? id) => id is { } known ? names.GetValueOrDefault(known) : null;
        Told("上级组织", Body(before.ParentId), Body(after.ParentId));
        Told("全称", before.Name, after.Name);
        Told("简称", before.ShortName, after.ShortName);
        Told("代码", before.Code, after.Code);
        Told("类别", OrgKinds.Name(before.Kind), OrgKinds.Name(after.Kind));
        Told("领域", OrgFields.Name(before.Field), OrgFields.Name(after.Field));
        Told("与所在单位的关系", UnitRelations.Name(before.Relation), UnitRelations.Name(after.Relation));
        Told("区划代码", before.DivisionCode, after.DivisionCode);
        Told("涵盖单位", before.Units, after.Units);
        Told("统一社会信用代码", before.CreditCode, after.CreditCode);
        Told("地址", before.Address, after.Address);
        Told("电话", before.Phone, after.Phone);
        Told("选举日期", Day(before.ElectedOn), Day(after.ElectedOn));
        Told("任期年数", before.TermYears?.ToString(CultureInfo.InvariantCulture), after.TermYears?.ToString(CultureInfo.InvariantCulture));
        return changes;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
