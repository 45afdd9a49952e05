using System.Text;
using Hangji.Platform.Scope;
using Hangji.Platform.Tree;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>
/// 姓名索引: finds the rows whose name contains some characters, or whose pinyin initials contain some letters, within one body's range of the tree. On PostgreSQL
/// an inverted index over pieces of one and two characters (of initials also three), each said together with the zone it occurs in; on SQLite a full-text table whose
/// words are these pieces and the zones below the highest. Published texts likewise (<see cref="Saying"/>). Neither needs an extension or a superuser (docs/decisions/0027).
/// </summary>
internal static class NameIndex
{
    /// <summary>Memberships that may match: the caller still says what the whole text must be.</summary>
    /// <param name="text">Characters of a name, or lower-case letters of initials; at least one.</param>
    public static IQueryable<T> Narrowed<T>(this DbSet<T> rows, AppDb db, ScopeRange range, string text) where T : class
    {
        var zone = Zone(range);
        if (zone is null) return rows;
#pragma warning disable EF1002 // constant text; what was typed is a parameter
        return db.Postgres
            // Behind a fence ("offset 0"): the planner takes the pieces for more common than they are and would read the whole range of the paths along with them.
            ? rows.FromSqlRaw("select * from (select * from memberships where member_words(name, initials, org_path) @> {0} offset 0) named", [NamePieces(text).Select(p => zone + p).ToArray()])
            : rows.FromSqlRaw("select m.* from member_words w cross join memberships m on m.id = w.rowid where w.member_words match {0}", [string.Join(" AND ", NamePieces(text).Concat(ZoneWord(zone)).Select(w => $"\"{w}\""))]);
#pragma warning restore EF1002
    }

    /// <summary>Bodies that may match: names or initials with all pairs of the text, or a code that begins with it. Their names are longer: the index knows two levels only. One character alone, a lower seat, and SQLite with its smaller trees look through the range.</summary>
    /// <param name="code">The text as the beginning of a code.</param>
    public static IQueryable<T> Naming<T>(this DbSet<T> bodies, AppDb db, string text, string code) where T : class
    {
        if (!db.Postgres || text.EnumerateRunes().Count() < 2 || Zone(db.Range) is not { } zone || new OrgPath(zone).Depth > Zones.WidestLevels) return bodies;
        string[] Words(string of) => [.. Pairs(of).Where(p => !Everywhere.Contains(p)).Select(p => zone + p)];
        var words = Words(text);
        // What nearly every body is called finds its first page at once by looking through.
        if (words.Length == 0) return bodies;
        // One search after the other rather than one with "or", each behind a fence ("offset 0"): the planner would rather walk the tree and hope to meet a page of them soon.
        // The places have codes of digits alone; a text without a digit or letter is never the beginning of one.
        var (letters, upper) = (Words(text.ToLowerInvariant()), code.ToUpperInvariant());
        if (letters.Length == 0) return bodies;
        if (!code.Any(char.IsAsciiLetterOrDigit)) return bodies.FromSqlRaw("select * from (select * from org_nodes where org_words(name, short_name, initials, path) @> {0} offset 0) named", (object)words);
        return bodies.FromSqlRaw("""
            select * from (select * from org_nodes where org_words(name, short_name, initials, path) @> {0} or org_words(name, short_name, initials, path) @> {1} offset 0) named
            union all select * from (select * from org_nodes where (code >= {2} and code < {3} or code >= {4} and code < {5}) and dissolved_on is null offset 0) coded
                where not org_words(name, short_name, initials, path) @> {0} and not org_words(name, short_name, initials, path) @> {1}
            """, words, letters, code, code + "~", upper, upper + "~");
    }

    /// <summary>Published texts that may have all these words: whoever asks still says what must be there. Words without a letter or a digit narrow nothing.</summary>
    public static IQueryable<T> Saying<T>(this DbSet<T> texts, AppDb db, IReadOnlyCollection<string> words, long? place) where T : class
    {
        var telling = words.Where(w => w.EnumerateRunes().All(Rune.IsLetterOrDigit)).ToList();
        if (telling.Count == 0) return texts;
#pragma warning disable EF1002 // constant text; what was typed is a parameter
        return db.Postgres
            ? texts.FromSqlRaw("select * from published_copies where copy_words(words) @> {0}", (object)telling.SelectMany(Pairs).Distinct().ToArray())
            : texts.FromSqlRaw("select c.* from copy_words w cross join published_copies c on c.id = w.rowid where w.words match {0}",
                string.Join(" AND ", telling.Select(w => $"\"{string.Join(' ', w.EnumerateRunes())}\"").Concat(place is { } id ? [$"o{id}"] : [])));
#pragma warning restore EF1002
    }

    /// <summary>Pairs of the words that end most names of bodies, and of their initials.</summary>
    private static readonly HashSet<string> Everywhere = ["中共", "党支", "支部", "党委", "党总", "总支", "党工", "工委", "委员", "员会", "dz", "zb"];

    /// <summary>The path of the range's body, or null where the index is of no use.</summary>
    private static string? Zone(ScopeRange range) => Zones.Has(range, Zones.WideLevels) ? range.From : null;

    /// <summary>Pairs of neighbours; a single character is its own piece.</summary>
    private static IEnumerable<string> Pairs(string text) => Pieces(text, 2);

    /// <summary>Of initials three letters: there are few letters, and pairs of them are long lists.</summary>
    private static IEnumerable<string> NamePieces(string text) => Pieces(text, text.All(char.IsAsciiLetter) ? 3 : 2);

    /// <summary>All neighbours of so many characters; a shorter text is its own piece.</summary>
    private static IEnumerable<string> Pieces(string text, int length)
    {
        var runes = text.EnumerateRunes().Select(r => r.ToString()).ToArray();
        return runes.Length <= length ? [text] : Enumerable.Range(0, runes.Length - length + 1).Select(at => string.Concat(runes.AsSpan(at, length))).Distinct();
    }

    /// <summary>The zone as a word of SQLite's table; the highest is none, because nearly everybody is below it.</summary>
    private static string[] ZoneWord(string zone) => new OrgPath(zone).Depth == 1 ? [] : ["z" + zone.Replace('/', 'x')];
}
