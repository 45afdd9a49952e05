using System.Globalization;
using System.Text;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Verifying;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>对不上的: a version of an item that does not agree with the log, as the public pages name it.</summary>
/// <param name="Title">Null where nothing of it is kept any more.</param>
internal sealed record Disagreement(string Doc, int Rev, string? Title, Agreement Is, long? Index, DateTime? At);

/// <summary>
/// 查对: compares what is kept with what was entered, each time a page is made. What a row says beside its text (title, section, days) must be what the text and the entry say.
/// </summary>
internal sealed class CopyCheck(TextCheck texts, Places places, PublicReader reader, DocumentLedger ledger, SeenTexts seen)
{
    private const int MostPlaces = 100;

    /// <summary>The log as it stands now.</summary>
    public Task<LogReading> Log(CancellationToken stop) => texts.Log(stop);

    /// <summary>How one version stands to the log.</summary>
    public async Task<TextProof> Of(PublishedCopy copy, CancellationToken stop)
    {
        var proof = Compare(copy, await Log(stop), copy.Hash(), CopyHead.Of(copy.Bytes));
        return proof.Is != Agreement.Waiting ? proof : (await texts.Placed([Waits(copy)], stop)).TryGetValue(Waits(copy), out var placed) ? placed : proof with { Is = Absent(copy) };
    }

    /// <summary>Everything of a place that disagrees: changed texts, texts that nobody entered, entries whose text is gone. <paramref name="each"/> is told the verdict on every version on the way.</summary>
    public async Task<IReadOnlyList<Disagreement>> OfPlace(Place place, Action<PublishedCopy, TextProof>? each, CancellationToken stop)
    {
        var (lines, log, kept, found, waiting) = (Lines(place), await Log(stop), new HashSet<(Guid, int)>(), new List<Disagreement>(), new List<(long Entry, Disagreement What)>());
        foreach (var row in await Rows(place, stop))
        {
            var copy = row.Copy;
            kept.Add((Uuid(copy.Doc), copy.Rev));
            var proof = Compare(copy, log, row.Hash, seen.Of(row));
            each?.Invoke(copy, proof);
            if (proof.Is == Agreement.Agrees) continue;
            var what = new Disagreement(copy.Doc, copy.Rev, copy.Title, proof.Is, proof.Index, proof.At ?? copy.PublishedAt);
            if (proof.Is == Agreement.Waiting) waiting.Add((Waits(copy), what with { Is = Absent(copy) }));
            else found.Add(what);
        }
        var placed = await texts.Placed([.. waiting.Select(w => w.Entry)], stop);
        foreach (var (entry, what) in waiting)
            if (!placed.TryGetValue(entry, out var there)) found.Add(what);
            else if (there.Is != Agreement.Waiting) found.Add(what with { Is = there.Is, Index = there.Index });
        foreach (var line in DocumentLedger.Missing(lines, kept))
        {
            var entered = new TextProof(Agreement.TextMissing, line.Index, log.Entry(line.Index) is { } entry ? Encoding.ASCII.GetString(entry) : null);
            found.Add(new(LeafDoc.Read(line.Doc) is { } id ? DocCode.Of(id) : line.Doc.ToString("D"), line.Rev, null, Agreement.TextMissing, line.Index, entered.At));
        }
        return [.. found.OrderByDescending(f => f.Index)];
    }

    /// <summary>What disagrees anywhere, by the last inspection of everything; each place that it names is compared anew.</summary>
    public async Task<IReadOnlyList<(Place Place, Disagreement What)>> Named(IEnumerable<Finding> findings, CancellationToken stop)
    {
        var (log, named) = (await Log(stop), new List<(Place, Disagreement)>());
        foreach (var org in findings.Select(f => f.Index is { } index ? Org(log.Entry(index)) : null).OfType<string>().Distinct().Take(MostPlaces))
            if (await Find(org, stop) is { } place)
                foreach (var what in await OfPlace(place, null, stop)) named.Add((place, what));
        return named;
    }

    private async Task<Place?> Find(string org, CancellationToken stop) => await places.ByCode(org, stop) ?? (long.TryParse(org, out var id) ? await places.Find(id, stop) : null);

    private static string? Org(byte[]? entry) => entry is not null && LeafReader.TryRead(entry, out var fields) ? fields.Text("org") : null;

    /// <summary>Lines of a place: entries carry its division code where it has one, else its id (ReleaseItem.LeafOrg).</summary>
    private IReadOnlyList<LedgerLine> Lines(Place place) => [.. ledger.Of(place.Code), .. ledger.Of(place.Id.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The outbox id that must still be on its way for a copy not to be missed in the log.</summary>
    private static long Waits(PublishedCopy copy) => copy.WithdrawnOn is null ? copy.LogEntryId : copy.WithdrawEntryId ?? 0;

    private static Agreement Absent(PublishedCopy copy) => copy.WithdrawnOn is null ? Agreement.NotEntered : Agreement.TextDiffers;

    /// <summary>The versions of a place with the digests of what is kept now. Bytes are fetched where this process has never read such bytes, and not again.</summary>
    private async Task<IReadOnlyList<CopyLine>> Rows(Place place, CancellationToken stop)
    {
        var rows = await reader.Lines(place, stop);
        foreach (var some in rows.Where(r => r.Copy.WithdrawnOn is null && !seen.Has(r)).Select(r => r.Copy.Id).Chunk(50))
            foreach (var (bytes, salt) in await reader.Texts(place, some, stop)) seen.Keep(bytes, salt);
        return rows;
    }

    private TextProof Compare(PublishedCopy copy, LogReading log, string hash, CopyHead? says)
    {
        var doc = Uuid(copy.Doc);
        var lines = ledger.Of(doc);
        if (lines.LastOrDefault(l => l.Rev == copy.Rev && l.Kind != LogLeaf.Withdraw) is not { } line) return new(Agreement.Waiting);
        if (copy.WithdrawnOn is not null) return new(lines.Any(l => l.Rev == copy.Rev && l.Kind == LogLeaf.Withdraw) ? Agreement.Agrees : Agreement.Waiting, line.Index);
        var proof = log.Prove(line.Index, doc, copy.Rev, hash);
        return proof.Is == Agreement.Agrees && !Tells(copy, says, proof.Leaf!) ? proof with { Is = Agreement.TextDiffers } : proof;
    }

    /// <summary>Whether the row says of its text what the text says itself, and the entry of its days.</summary>
    private static bool Tells(PublishedCopy copy, CopyHead? says, string leaf) =>
        says == CopyHead.Of(copy) && LeafReader.TryRead(Encoding.ASCII.GetBytes(leaf), out var fields) && (fields.Text("from") ?? Day(copy.From)) == Day(copy.From) && (fields.Text("until") ?? Day(copy.Until)) == Day(copy.Until);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Guid Uuid(string doc) => DocCode.Read(doc) is { } id ? LeafDoc.Of(id) : Guid.Empty;
}
