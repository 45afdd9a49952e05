namespace Hangji.Modules.Access.Seats;

/// <summary>职务与角色: which role the seat of a post has; a post that is not named here brings no seat by itself.</summary>
internal static class PostRoles
{
    /// <summary>Bodies that have others below them: their officers look after those too.</summary>
    private static readonly HashSet<string> Leading = new(["committee", "work-committee", "leading-group"], StringComparer.Ordinal);

    private static readonly Dictionary<string, string> ByPost = new(StringComparer.Ordinal)
    {
        ["secretary"] = "secretary", ["first-secretary"] = "secretary", ["deputy-secretary"] = "deputy-secretary", ["standing-member"] = "committee-member",
        ["organization-member"] = "committee-member", ["publicity-member"] = "committee-member", ["discipline-member"] = "committee-member",
        ["united-front-member"] = "committee-member", ["youth-member"] = "committee-member", ["member"] = "committee-member", ["committee-member"] = "committee-member",
        ["group-leader"] = "group-leader", ["deputy-group-leader"] = "group-leader",
        ["chair"] = "chair", ["deputy-chair"] = "chair", ["board-chair"] = "chair", ["board-member"] = "reader", ["supervisor-chair"] = "chair", ["supervisor"] = "reader",
        ["organizer"] = "clerk", ["clerk"] = "clerk",
    };

    private static readonly HashSet<string> SuperiorPosts = new(["secretary", "deputy-secretary", "organization-member", "organizer"], StringComparer.Ordinal);

    /// <summary>Key of the role, or null.</summary>
    public static string? RoleOf(string post, string orgKind) =>
        Leading.Contains(orgKind) && SuperiorPosts.Contains(post) ? "superior-officer" : ByPost.GetValueOrDefault(post);
}
