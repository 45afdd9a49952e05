using Hangji.Platform.Log.Verifying;
using Hangji.Platform.Scope;

namespace Hangji.Modules.Disclosure.Site;

internal sealed record ItemVersion(PublishedCopy Copy, string? Corrects, Agreement Is);

/// <summary>一件: one version of an item with everything that its page says about it.</summary>
/// <param name="Text">Null where it was withdrawn or cannot be read.</param>
/// <param name="Others">Newest versions of the same catalog entry for other periods, latest first.</param>
internal sealed record PublicItem(Place Place, string Name, PublishedCopy Copy, CopyText? Text, TextProof Proof, long LogSize, string? Checkpoint, IReadOnlyList<ItemVersion> Versions, IReadOnlyList<BoardItem> Others)
{
    public string Address => $"/v/{Place.Code}/{Copy.Doc}/{Copy.Rev}";
    public PublishedCopy Newest => Versions[^1].Copy;
    public bool IsNewest => Copy.Rev == Newest.Rev;

    public CopySection? Section(string id) => Text?.Sections.FirstOrDefault(s => s.Id == id);
}

/// <summary>Opens items for the public: a version that is there, or the plain 404 that everything else gets.</summary>
internal sealed class ItemReader(PublicReader reader, CopyCheck check)
{
    private const int MostOthers = 8;

    /// <param name="rev">Null for the newest.</param>
    public async Task<PublicItem> Open(string code, string doc, int? rev, CancellationToken stop)
    {
        var place = await reader.Place(code, stop);
        var all = await reader.Versions(place, doc, stop);
        var copy = rev is null ? all[^1] : all.FirstOrDefault(c => c.Rev == rev) ?? throw new OutOfScopeException($"version {rev} of {doc}");
        var versions = new List<ItemVersion>(all.Count);
        foreach (var one in all) versions.Add(new(one, one.WithdrawnOn is null ? CopyText.Read(one.Bytes)?.Corrects : null, (await check.Of(one, stop)).Is));
        var log = await check.Log(stop);
        var others = copy.Period.Length == 0 ? [] : (await reader.Beside(place, copy, stop)).Select(l => l.Copy).GroupBy(c => c.Doc).Select(g => BoardItem.Of(g.MaxBy(c => c.Rev)!, Agreement.Waiting)).OrderByDescending(i => i.Period, StringComparer.Ordinal).Take(MostOthers).ToList();
        return new(place, PlaceName.Of(place), copy, copy.WithdrawnOn is null ? CopyText.Read(copy.Bytes) : null, await check.Of(copy, stop), log.Size, log.Note, versions, others);
    }

    /// <summary>A version whose text can be given away; withdrawn ones are a 404 like those that never were.</summary>
    public async Task<PublicItem> Readable(string code, string doc, int rev, CancellationToken stop) =>
        await Open(code, doc, rev, stop) is { Text: not null } item ? item : throw new OutOfScopeException($"text of {doc} {rev}");
}
