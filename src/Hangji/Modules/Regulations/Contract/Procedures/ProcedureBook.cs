using System.Collections.Frozen;
using Hangji.Modules.Regulations.Packs;
using Hangji.Modules.Regulations.Procedures;

namespace Hangji.Modules.Regulations.Contract.Procedures;

/// <summary>程序全书: every version of every procedure, immutable. An instance keeps the version it began under; only a signed act moves it.</summary>
internal sealed class ProcedureBook
{
    static readonly Lazy<ProcedureBook> shipped = new(() =>
    {
        var (book, errors) = Load(Path.Combine(Rulebook.ShippedDirectory, "procedures"), Rulebook.Shipped);
        return book ?? throw new InvalidOperationException("The procedures shipped with the program do not load:\n" + string.Join("\n", errors.Take(20)));
    });
    readonly FrozenDictionary<string, Procedure[]> versions;

    internal ProcedureBook(IEnumerable<Procedure> all, Rulebook rules)
    {
        versions = all.GroupBy(p => p.Code).ToFrozenDictionary(g => g.Key, g => g.OrderBy(p => p.From).ToArray());
        Rules = rules;
    }

    public static ProcedureBook Shipped => shipped.Value;
    public Rulebook Rules { get; }
    public IReadOnlyList<string> Codes => [.. versions.Keys.Order(StringComparer.Ordinal)];
    public IReadOnlyList<Procedure> Versions(string code) => versions.GetValueOrDefault(code) ?? [];

    /// <summary>Every citation that a procedure gives in words of its own, in both languages.</summary>
    public IEnumerable<Bilingual> Bases => versions.Values.SelectMany(v => v).SelectMany(p => p.Matters.Select(m => m.Basis).Concat(p.Merges.Select(m => m.Basis)).Concat(p.Contracts.Select(c => c.Basis)).Append(p.Returns.ChangedBasis).Append(p.Returns.AnnulledBasis)
        .Concat(p.Steps.SelectMany(s => s.Waits.Select(w => w.Basis).Concat(s.Papers.Select(x => x.Basis)).Append(s.Basis)
            .Concat(s.Ways.SelectMany(w => w.Papers.Select(x => x.Basis).Append(w.Quorum?.Basis).Append(w.Majority?.Basis).Append(w.Notice?.Basis).OfType<Basis>()))))).Select(b => b.Words).OfType<Bilingual>();

    /// <summary>Reads a folder of procedures/NAME/DATE.yaml with their cases. Either a book, or every error found.</summary>
    public static (ProcedureBook? Book, IReadOnlyList<PackError> Errors) Load(string dir, Rulebook rules) => ProcedureLoader.Load(dir, rules);

    /// <summary>The version for something begun on a day; null when there was none.</summary>
    public Procedure? Find(string code, DateOnly on) => Versions(code).LastOrDefault(p => on >= p.From && (p.To is null || on <= p.To));

    public Procedure? Version(string code, string version) => Versions(code).FirstOrDefault(p => p.Version == version);

    /// <summary>An instance to be judged. Throws on a version that is not in the book: stored instances name shipped versions, which never go away.</summary>
    public Pinned Pin(string code, string version, IEnumerable<string> traits) =>
        new(Version(code, version) ?? throw new InvalidOperationException($"There is no version {version} of the procedure {code}."), traits.ToHashSet(), this, Rules, WorkingDays.Shipped);
}
