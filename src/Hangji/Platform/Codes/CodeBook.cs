using System.Collections.Frozen;
using Hangji.Platform.Text;

namespace Hangji.Platform.Codes;

/// <summary>代码本: all code lists, and finding an entry by what a person wrote: its code, its name, a synonym, with or without a lost leading zero.</summary>
internal sealed class CodeBook
{
    /// <summary>Names of the lists that rooms ask for; the others are listed by <see cref="Lists"/>.</summary>
    public const string Sex = "sex", Ethnic = "ethnic", Education = "education", Degree = "degree", Political = "political", MaritalStatus = "marital",
        Employment = "employment", JobType = "job-type", Title = "title", Rank = "rank", Kin = "kin2", MemberKind = "member-kind", PartyStatus = "party-status", Stage = "stage",
        MembershipEntry = "membership-entry", MembershipExit = "membership-exit", OrgKind = "org-kind", OrgField = "org-field", UnitRelation = "unit-relation",
        Post = "post", PostManner = "post-manner", AbsenceReason = "absence-reason", DueExclusion = "due-exclusion", TownshipKind = "township-kind", VillageKind = "village-kind";

    readonly FrozenDictionary<string, CodeList> lists;
    readonly FrozenDictionary<string, FrozenDictionary<string, CodeEntry[]>> words;

    internal CodeBook(IEnumerable<CodeList> lists)
    {
        this.lists = lists.ToFrozenDictionary(l => l.Key, StringComparer.Ordinal);
        words = this.lists.ToFrozenDictionary(l => l.Key, l => Words(l.Value), StringComparer.Ordinal);
    }

    /// <summary>The book of this program.</summary>
    public static CodeBook Embedded { get; } = new(ReadEmbedded());

    public IEnumerable<CodeList> Lists => lists.Values.OrderBy(l => l.Key, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">No such list: a slip of the program, not of its user.</exception>
    public CodeList List(string list) => lists.TryGetValue(list, out var found) ? found : throw new KeyNotFoundException($"There is no code list '{list}'.");

    /// <summary>Entries in force on a day, in the order of the list; for choosing.</summary>
    public IEnumerable<CodeEntry> Entries(string list, DateOnly on) => List(list).Entries.Where(e => e.InForce(on));

    /// <summary>The entry meant by a code, a name or a synonym on a day; null when there is none or nothing was written.</summary>
    public CodeEntry? Find(string list, string? codeOrName, DateOnly on)
    {
        var folded = Plain.Fold(codeOrName);
        if (folded.Length == 0) return null;
        var entries = List(list);
        var known = words[list];
        if (Pick(known, folded, on) is { } found) return found;
        // A spreadsheet takes 01 for the number 1.
        if (Plain.AllDigits(folded) && entries.Entries[0].Code.Length is var width && folded.Length < width && Pick(known, folded.PadLeft(width, '0'), on) is { } padded) return padded;
        return null;
    }

    /// <summary>Finds, or refuses with the words to choose from.</summary>
    public Refusal? Read(string list, string? codeOrName, DateOnly on, out CodeEntry? entry, string? field = null)
    {
        entry = Find(list, codeOrName, on);
        return entry is not null ? null : new("“{0}”不在{1}代码表中", field, List(list).Source, Plain.Line(codeOrName), new CodeListTitle(List(list)));
    }

    /// <summary>The entry of a code that a record holds, in force or not.</summary>
    public CodeEntry? Get(string list, string? code) =>
        code is null ? null : words[List(list).Key].GetValueOrDefault(Plain.Fold(code))?.LastOrDefault(e => string.Equals(e.Code, code, StringComparison.Ordinal));

    /// <summary>What a record's code is called in the reader's language; a code that no list knows is shown as it is.</summary>
    public string Name(string list, string? code, Words words) => Get(list, code) is { } entry ? words.Either(entry.Name, entry.English) : code ?? "";

    /// <summary>The one entry that the word means on that day. Where the standard gives two entries one name (编辑 of press and of publishers) only the code decides.</summary>
    static CodeEntry? Pick(FrozenDictionary<string, CodeEntry[]> known, string word, DateOnly on)
    {
        if (!known.TryGetValue(word, out var candidates)) return null;
        CodeEntry? meant = null;
        foreach (var entry in candidates)
        {
            if (!entry.InForce(on)) continue;
            if (entry.Code == word) return entry;
            if (meant is not null) return null;
            meant = entry;
        }
        return meant;
    }

    static FrozenDictionary<string, CodeEntry[]> Words(CodeList list) =>
        list.Entries.Select(e => (Word: e.Code, Entry: e))
            .Concat(list.Entries.Select(e => (Word: e.Name, Entry: e)))
            .Concat(list.Entries.Where(e => e.English is not null).Select(e => (Word: e.English!, Entry: e)))
            .Concat(list.Entries.SelectMany(e => e.Synonyms.Select(s => (Word: s, Entry: e))))
            .GroupBy(p => Plain.Fold(p.Word), p => p.Entry, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Distinct().ToArray(), StringComparer.Ordinal);

    static IEnumerable<CodeList> ReadEmbedded()
    {
        const string prefix = "codes/", ending = ".csv";
        var assembly = typeof(CodeBook).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && n.EndsWith(ending, StringComparison.Ordinal)))
        {
            using var file = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return CodeList.Read(name[prefix.Length..^ending.Length], file);
        }
    }
}

/// <summary>The title of a list as an argument of a sentence, said in the reader's language.</summary>
internal sealed record CodeListTitle(CodeList List) : IEither
{
    public string Zh => List.Title;
    public string? En => List.English;
}
