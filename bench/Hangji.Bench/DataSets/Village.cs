using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Tree;

namespace Hangji.Bench.DataSets;

/// <summary>一个村或社区: its Party body with the branches below it, and the bodies that it leads, which follow its branches in the tree.</summary>
internal sealed record Village(Body Party, IReadOnlyList<Body> Branches)
{
    private static readonly string[] Rural = [OrgKinds.VillagersCommittee, OrgKinds.SupervisionCommittee, OrgKinds.RepresentativesMeeting, OrgKinds.CollectiveOrganization], Urban = [OrgKinds.ResidentsCommittee];

    /// <summary>Numbers of children that every village and community has free behind its branches.</summary>
    public const int Places = 4;

    public bool IsRural => Party.Walk == Walk.Village;
    public int Members => Party.Members + Branches.Sum(b => b.Members);
    /// <summary>The branch whose first members lead the place.</summary>
    public Body? Leading => Party.Members >= 3 ? Party : Branches.FirstOrDefault(b => b.Members >= 3);
    public IReadOnlyList<string> Led => IsRural ? Rural : Urban;
    public OrgPath PathOf(int led) => Party.Path.Child(Party.Children + led);
    public int Find(string kind) => Array.IndexOf(IsRural ? Rural : Urban, kind);

    /// <summary>Those of a part that have members, in the order of the tree.</summary>
    public static IEnumerable<Village> Of(DataSet.Part part)
    {
        Body? party = null;
        var branches = new List<Body>();
        foreach (var body in part.Bodies().Append(null))
        {
            if (party is not null && body?.Above == party.Ordinal) { branches.Add(body); continue; }
            if (party is not null && new Village(party, [.. branches]) is { Leading: not null } whole) yield return whole;
            branches.Clear();
            party = body is { Walk: Walk.Village or Walk.Community, Within: < 0 } ? body : null;
        }
    }
}
