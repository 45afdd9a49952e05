using Hangji.Modules.Duties;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Codes;

namespace Hangji.Tests.HouseRules;

/// <summary>House rule: a kind, field or post that one room keeps in code and the code lists keep as data is one and the same.</summary>
public class The_lists_of_the_rooms_agree
{
    static readonly CodeBook Book = CodeBook.Embedded;

    [Fact] public void On_kinds_of_organization() => Agree(CodeBook.OrgKind, OrgKinds.All.Select(k => (k.Key, k.Name)), whole: true);

    [Fact] public void On_fields() => Agree(CodeBook.OrgField, OrgFields.All.Select(f => (f.Key, f.Name)));

    [Fact] public void On_relations_to_the_unit() => Agree(CodeBook.UnitRelation, UnitRelations.All.Select(r => (r.Key, r.Name)), whole: true);

    [Fact] public void On_posts() => Agree(CodeBook.Post, Posts.All.Select(p => (p.Key, p.Name)));

    [Fact]
    public void And_every_kind_has_its_word_in_the_rules()
    {
        var unknown = OrgKinds.All.Where(k => k.Key != OrgKinds.OtherLed && RuleCodes.Kind(Body(k.Key)) == "other").Select(k => k.Key);
        Assert.Empty(unknown);
    }

    static OrgNode Body(string kind) =>
        new() { Id = 1, Path = "1", Code = "1", Name = "一", ShortName = "一", Kind = kind, Field = "village", Relation = UnitRelations.Own, Initials = "y" };

    static void Agree(string list, IEnumerable<(string Key, string Name)> inCode, bool whole = false)
    {
        var entries = Book.List(list).Entries.ToDictionary(e => e.Code, e => e.Name);
        Assert.Empty(inCode.Where(k => entries.GetValueOrDefault(k.Key) != k.Name).Select(k => $"{list}: {k.Key} {k.Name} / {entries.GetValueOrDefault(k.Key)}"));
        if (whole) Assert.Empty(entries.Keys.Except(inCode.Select(k => k.Key)));
    }
}
