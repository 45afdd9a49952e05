namespace Hangji.Modules.Disclosure;

/// <summary>公开短号: the id of an item as people type it from paper — Crockford's base 32, 13 characters, where o is 0 and i and l are 1. The log writes it as a UUID (LeafDoc).</summary>
internal static class DocCode
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 13;

    public static string Of(long id) => string.Create(Length, id, (text, rest) =>
    {
        for (var at = Length - 1; at >= 0; at--, rest >>= 5) text[at] = Alphabet[(int)(rest & 31)];
    });

    /// <summary>Null where it is no such code.</summary>
    public static long? Read(string? code)
    {
        if (code is not { Length: Length }) return null;
        long id = 0;
        foreach (var c in code)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(c) switch { 'o' => '0', 'i' or 'l' => '1', var same => same }, StringComparison.Ordinal);
            if (value < 0) return null;
            id = id << 5 | (uint)value;
        }
        return id > 0 && Of(id).Length == Length ? id : null;
    }
}
