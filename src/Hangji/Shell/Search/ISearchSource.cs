namespace Hangji.Shell.Search;

/// <summary>查找来源: what a room finds by name, code or pinyin initials, within the acting seat's range. A room registers one; the page asks them all.</summary>
public interface ISearchSource
{
    /// <summary>Chinese key of the group's heading, such as 组织.</summary>
    string Title { get; }

    /// <summary>Place among the groups, ascending.</summary>
    int Order { get; }

    /// <summary>Verb that the acting seat needs; the page leaves the source out otherwise.</summary>
    string Policy { get; }

    /// <summary>The best hits, at most <paramref name="most"/>; <paramref name="asked"/> is trimmed, at least one character, at most 60.</summary>
    Task<IReadOnlyList<SearchHit>> Find(string asked, int most, CancellationToken stop);

    /// <summary>The room's own list with the same search, for those who want more than the first hits.</summary>
    string AllAt(string asked);
}

/// <param name="Title">Name as it is registered.</param>
/// <param name="Href">Its page.</param>
/// <param name="Where">Body, code, state: what tells two of one name apart. Already in the reader's language.</param>
public sealed record SearchHit(string Title, string Href, string? Where = null);
