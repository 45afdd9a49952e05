using Hangji.Platform.Log.Verifying;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>一件公开的事, as a list shows it: its newest version.</summary>
public sealed record BoardItem(string Doc, int Rev, string Catalog, string Kind, string Period, string Title, string Summary, DateOnly From, DateOnly Until, DateTime PublishedAt, DateOnly? WithdrawnOn, string? WithdrawReason, Agreement Is)
{
    internal static BoardItem Of(PublishedCopy copy, Agreement @is) =>
        new(copy.Doc, copy.Rev, copy.Catalog, copy.Kind, copy.Period, copy.Title, copy.Summary, copy.From, copy.Until, copy.PublishedAt, copy.WithdrawnOn, copy.WithdrawReason, @is);
}

/// <summary>公开栏: what a place's page, feed and downloads show — the newest version of every item, newest first, and what does not agree with the log.</summary>
internal sealed record PlaceBoard(Place Place, string Name, IReadOnlyList<string> Above, IReadOnlyList<BoardItem> Items, IReadOnlyList<Disagreement> Disagreements, CopyText? Money, BoardItem? MoneyItem)
{
    /// <summary>正在议: open for comment until a day that has not passed.</summary>
    public IEnumerable<BoardItem> Deciding(DateOnly today) => Standing(PublishedCopy.Deciding).Where(i => i.Until >= today);
    public IEnumerable<BoardItem> Standing(string kind) => Items.Where(i => i.Kind == kind && i.WithdrawnOn is null);
    public IEnumerable<BoardItem> Withdrawn => Items.Where(i => i.WithdrawnOn is not null);
    public DateTime? Newest => Items.Count == 0 ? null : Items.Max(i => i.PublishedAt);
}

/// <summary>Makes the board of a place: one pass over its copies, each compared with the log; of their texts only that of the latest accounts is read.</summary>
internal sealed class BoardOf(PublicReader reader, CopyCheck check)
{
    public async Task<PlaceBoard> Place(string code, CancellationToken stop)
    {
        var place = await reader.Place(code, stop);
        var (newest, today) = (new Dictionary<string, BoardItem>(StringComparer.Ordinal), reader.Today);
        var accounts = new List<PublishedCopy>();
        var disagreements = await check.OfPlace(place, (copy, proof) =>
        {
            if (copy.From > today) return;
            // By the number of the version, not by a flag that somebody could set.
            if (!newest.TryGetValue(copy.Doc, out var known) || known.Rev < copy.Rev) newest[copy.Doc] = BoardItem.Of(copy, proof.Is);
            if (copy.Kind == PublishedCopy.Money && copy.WithdrawnOn is null) accounts.Add(copy);
        }, stop);
        var money = await Latest(place, accounts, stop);
        var items = newest.Values.OrderByDescending(i => i.PublishedAt).ThenByDescending(i => i.Doc, StringComparer.Ordinal).ToList();
        return new(place, PlaceName.Of(place), await reader.Above(place, stop), items, disagreements, money?.Text, money is { } m ? newest.GetValueOrDefault(m.Copy.Doc) : null);
    }

    /// <summary>The accounts of the latest period, in their latest version that can be read: the one text that the board shows figures of.</summary>
    private async Task<(PublishedCopy Copy, CopyText Text)?> Latest(Place place, List<PublishedCopy> accounts, CancellationToken stop)
    {
        foreach (var copy in accounts.OrderByDescending(c => c.Period, StringComparer.Ordinal).ThenByDescending(c => accounts.Where(a => a.Doc == c.Doc).Max(a => a.PublishedAt)).ThenByDescending(c => c.Doc, StringComparer.Ordinal).ThenByDescending(c => c.Rev))
            if (await reader.Texts(place, [copy.Id], stop) is [var kept] && CopyText.Read(kept.Bytes) is { } text) return (copy, text);
        return null;
    }
}
