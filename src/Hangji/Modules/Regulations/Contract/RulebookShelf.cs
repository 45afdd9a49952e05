using System.Collections.Concurrent;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Contract;

/// <summary>规则书架: the national rules, and for each place the rules with the enabled local packs of that place laid over them.</summary>
/// <remarks>
/// A local pack is enabled by its code in a file <c>overlays.enabled</c> (one code a line, # for remarks) in the data folder; none is on otherwise.
/// A pack concerns a place whose division code begins with the pack's; "*" concerns every place. Each set of packs is loaded once.
/// </remarks>
internal sealed class RulebookShelf
{
    public const string FileName = "overlays.enabled";
    readonly string dir;
    readonly IReadOnlyList<LocalPack> enabled;
    readonly ConcurrentDictionary<string, Rulebook> books = new(StringComparer.Ordinal);

    public RulebookShelf(Rulebook national, string dir, IReadOnlyCollection<string> codes)
    {
        (National, this.dir) = (national, dir);
        Offered = Overlays.Heads(dir);
        var unknown = codes.Except(Offered.Select(o => o.Code)).ToList();
        if (unknown.Count > 0) throw new InvalidOperationException($"{FileName}: no local pack is called {string.Join(", ", unknown)}; there are {string.Join(", ", Offered.Select(o => o.Code))}");
        enabled = [.. Offered.Where(o => codes.Contains(o.Code))];
    }

    /// <summary>The rules shipped with the program and the local packs that the file in <paramref name="dataFolder"/> enables.</summary>
    public static RulebookShelf Shipped(string dataFolder) => new(Rulebook.Shipped, Rulebook.ShippedDirectory, EnabledIn(dataFolder));

    /// <summary>The codes that the file in a data folder names; none where there is no file.</summary>
    public static IReadOnlyCollection<string> EnabledIn(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        return File.Exists(file) ? [.. File.ReadAllLines(file).Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0).Distinct()] : [];
    }

    public Rulebook National { get; }
    /// <summary>All local packs that come with the program, on or off.</summary>
    public IReadOnlyList<LocalPack> Offered { get; }
    public IReadOnlyList<LocalPack> Enabled => enabled;

    /// <summary>The rules of a place, by the division code of the body or of its nearest superior that has one.</summary>
    public Rulebook For(string? divisionCode)
    {
        var own = enabled.Where(p => p.Concerns(divisionCode)).Select(p => p.Code).ToArray();
        return own.Length == 0 ? National : With(own);
    }

    /// <summary>A rulebook that has a rule of this name: the national one, else that of an enabled local pack; the national one when none has.</summary>
    public Rulebook Holding(string ruleId) =>
        National.Has(ruleId) ? National : enabled.Select(p => With(p.Code)).FirstOrDefault(b => b.Has(ruleId)) ?? National;

    /// <summary>The national rules with these local packs, enabled or not, laid over them in order.</summary>
    public Rulebook With(params string[] codes) => books.GetOrAdd(string.Join(' ', codes), _ =>
    {
        var (book, errors) = Rulebook.Load(dir, codes);
        return book ?? throw new InvalidOperationException("The local packs do not load:\n" + string.Join("\n", errors.Take(20)));
    });
}

/// <summary>地方规则包: what its head says.</summary>
/// <param name="Division">First digits of the division codes it concerns, or "*".</param>
/// <param name="ReviewFrom">Since when it has to be read again because national law changed after it; null when nothing is known against it.</param>
internal sealed record LocalPack(string Code, Bilingual Name, string Division, DateOnly? ReviewFrom)
{
    public bool Concerns(string? divisionCode) => Division == "*" || divisionCode?.StartsWith(Division, StringComparison.Ordinal) == true;
}
