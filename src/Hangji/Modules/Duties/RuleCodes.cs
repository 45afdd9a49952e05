using System.Collections.Frozen;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Duties;

/// <summary>The words of the register put into the words of the rules (code lists org-kind, org-field, post against regulations/vocabulary.yaml).</summary>
internal static class RuleCodes
{
    public const string Secretary = "secretary", Deputy = "deputy-secretary";

    /// <summary>书记 and 副书记 alone are no committee (ZB art. 20): a committee begins with a third person.</summary>
    public const int OfficersWithoutCommittee = 2;

    public static readonly FrozenSet<string> CommitteePosts = FrozenSet.ToFrozenSet(
        [Secretary, Deputy, "organization-member", "publicity-member", "discipline-member", "united-front-member", "youth-member", "women-member", "member", "committee-member"]);

    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["committee"] = "base_committee", ["work-committee"] = "working_committee", ["leading-group"] = "leading_party_group",
        ["general-branch"] = "general_branch", ["branch"] = "branch", ["joint-branch"] = "joint_branch", ["temporary-branch"] = "temporary_branch",
        ["mobile-branch"] = "mobile_branch", ["group"] = "party_group", ["villagers-committee"] = "villagers_committee",
        ["residents-committee"] = "residents_committee", ["supervision-committee"] = "supervision_committee",
        ["representatives-meeting"] = "representatives_meeting", ["collective-organization"] = "collective_organization",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["village"] = "village", ["community"] = "community", ["organ"] = "organ", ["public-institution"] = "public_institution",
        ["state-enterprise"] = "state_enterprise", ["private-enterprise"] = "private_enterprise", ["social-organization"] = "social_organization",
        ["university"] = "university", ["school"] = "school",
    }.ToFrozenDictionary();

    /// <summary>Committees of counties and above stand apart from base committees: their division code has at most six digits.</summary>
    public static string Kind(OrgNode body) => body is { Kind: "committee", DivisionCode.Length: <= 6 } ? "county_committee" : Kinds.GetValueOrDefault(body.Kind, "other");

    public static string Field(string field) => Fields.GetValueOrDefault(field, "other");

    /// <summary>Facts about structure and term. What nobody keeps stays unknown, and a rule that needs it makes no duty.</summary>
    public static KnownFacts Further(KnownFacts facts, OrgNode body, BodyCounts counts)
    {
        facts.Set("has_secretary", counts.Secretaries > 0).Set("deputy_secretaries", (long)counts.Deputies).Set("party_groups", (long)counts.Groups);
        if (body.Kind is "branch" or "temporary-branch") facts.Set("has_own_branch", true);
        if (body.Kind == "general-branch") facts.Set("has_general_branch", true);
        if (body.Kind == "committee") facts.Set("has_base_committee", true);
        if (body.Kind == "joint-branch") facts.Set("in_joint_branch", true).Set("units_covered", (long)(body.Units?.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length ?? 0));
        if (body.ElectedOn is { } elected) facts.Set("elected_on", (DateOnly?)elected).Set("approved_extension_months", 0L);
        if (body.TermYears is { } years) facts.Set("term_years", (long)years);
        return facts;
    }
}
