using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Hangji.Platform.Log;

/// <summary>Reads the one way in which a leaf may be written: a flat JSON object, keys sorted and once, no spaces, plain ASCII without escapes.</summary>
internal static class LeafReader
{
    /// <summary>Field name to its value as it stands there (strings with their quotes).</summary>
    public static bool TryRead(ReadOnlySpan<byte> entry, [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? fields)
    {
        fields = null;
        if (entry.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) >= 0 || entry.Contains((byte)'\\')) return false;
        var read = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var json = new Utf8JsonReader(entry);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return false;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = Encoding.ASCII.GetString(json.ValueSpan);
                if (!json.Read() || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null) return false;
                var value = Encoding.ASCII.GetString(json.ValueSpan);
                if (!read.TryAdd(name, json.TokenType == JsonTokenType.String ? $"\"{value}\"" : value)) return false;
            }
            if (json.TokenType != JsonTokenType.EndObject || json.Read()) return false;
        }
        catch (JsonException) { return false; }
        // Written again from what was read, it must be the same bytes: order, spacing and spelling are then beyond doubt.
        if ("{" + string.Join(',', read.Select(f => $"\"{f.Key}\":{f.Value}")) + "}" != Encoding.ASCII.GetString(entry)) return false;
        fields = read;
        return true;
    }

    /// <summary>A string field without its quotes, or null.</summary>
    public static string? Text(this IReadOnlyDictionary<string, string> fields, string name) => fields.TryGetValue(name, out var value) && value is ['"', .., '"'] ? value[1..^1] : null;
}
