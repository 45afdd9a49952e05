namespace Hangji.Platform.Text;

/// <summary>Words of a code list that a room keeps in code.</summary>
internal static class WordLists
{
    /// <summary>The word of a code in the reader's language; a code without a word is shown as it is, none as nothing.</summary>
    public static string Said(this IReadOnlyDictionary<string, Word> words, Words t, string? code) => code is null ? "" : words.TryGetValue(code, out var word) ? t[word.Zh] : code;
}
