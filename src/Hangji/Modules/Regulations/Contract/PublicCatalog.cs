using System.Collections.Frozen;
using Hangji.Modules.Regulations.Catalogs;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>公开范围: one's own branch, the Party organization, or society.</summary>
internal enum Circle { Branch, Party, Society }

/// <summary>谁来审核: the supervision committee of the place, or another person of the Party body.</summary>
internal enum ReviewBy { Supervision, Party }

/// <summary>公开目录的一项: what kind of body publishes it, how often, by when, to whom, under which rule.</summary>
/// <param name="Bodies">Kinds of organization; "party" stands for every Party body.</param>
/// <param name="Section">deciding, decided, money or other: where the village's page shows it.</param>
/// <param name="Every">Null for what is published when it happens.</param>
/// <param name="Within">Days after the end of the period, or after the event.</param>
/// <param name="Evidence">Kinds of record that its release is (regulations/evidence-kinds.yaml).</param>
/// <param name="Source">free, matter or accounts: what a draft may be computed from.</param>
/// <param name="OnceBegun">Owed only from the first period that was published.</param>
/// <param name="AlwaysIn">Codes of local packs that demand it all the same.</param>
internal sealed record CatalogEntry(string Code, Bilingual Title, IReadOnlyList<string> Bodies, string Section, Circle Circle, Every? Every, int Within, ReviewBy Review, string RuleId,
    IReadOnlyList<string> Evidence, string Source, bool OnceBegun, IReadOnlyList<string> AlwaysIn, bool NamesPeople, IReadOnlyList<Bilingual> Items)
{
    public const string AnyParty = "party";
}

/// <summary>期限: a number of days with what it rests on. What was not read in a text warns and refuses nothing.</summary>
internal sealed record CatalogTerm(string What, int Days, string? Overlay, DateOnly From, DateOnly? To, string? RuleId, Bilingual? Basis, Mark Mark)
{
    public const string Review = "review", Board = "board", Answer = "answer", Escalated = "escalated";

    public bool InForce(DateOnly on) => on >= From && (To is null || on <= To);

    public Bilingual Words(Rulebook book, DateOnly on) => Basis ?? book.Find(RuleId!, on)?.Article.Cited ?? Bilingual.Empty;

    public bool Blocks(Rulebook book, DateOnly on) => RuleId is null ? Mark == Mark.V : Mark == Mark.V && (book.Find(RuleId, on)?.Blocks ?? false);
}

/// <summary>公开目录: the national floor and what local packs add; immutable.</summary>
internal sealed class PublicCatalog(IReadOnlyList<CatalogEntry> entries, IReadOnlyList<CatalogTerm> terms)
{
    static readonly Lazy<PublicCatalog> shipped = new(() =>
    {
        var (catalog, errors) = Load(Path.Combine(Rulebook.ShippedDirectory, CatalogReader.Folder), Rulebook.Shipped);
        return catalog ?? throw new InvalidOperationException("The catalog shipped with the program does not load:\n" + string.Join("\n", errors.Take(20)));
    });
    readonly FrozenDictionary<string, CatalogEntry> byCode = entries.ToFrozenDictionary(e => e.Code);

    public static PublicCatalog Shipped => shipped.Value;
    public IReadOnlyList<CatalogEntry> Entries => entries;
    public IReadOnlyList<CatalogTerm> Terms => terms;

    public CatalogEntry? Find(string? code) => code is not null && byCode.TryGetValue(code, out var entry) ? entry : null;

    /// <summary>What a body of this kind publishes.</summary>
    public IEnumerable<CatalogEntry> Of(string kind, bool isParty) => entries.Where(e => e.Bodies.Contains(kind) || isParty && e.Bodies.Contains(CatalogEntry.AnyParty));

    /// <summary>The term of a day for a place, given the local packs that concern it: the national floor, unless a local pack asks for more days on the board or fewer for an answer.</summary>
    public CatalogTerm? Term(string what, DateOnly on, IReadOnlyCollection<string> packs)
    {
        var found = terms.Where(t => t.What == what && t.InForce(on) && (t.Overlay is null || packs.Contains(t.Overlay))).ToList();
        var local = found.Where(t => t.Overlay is not null).ToList();
        if (what == CatalogTerm.Board) return found.MaxBy(t => t.Days);
        return local.MinBy(t => t.Days) ?? found.FirstOrDefault();
    }

    /// <summary>Reads a folder with public.yaml. Either a catalog, or every error found.</summary>
    public static (PublicCatalog? Catalog, IReadOnlyList<PackError> Errors) Load(string dir, Rulebook rules) => CatalogReader.Load(dir, rules);
}
