using System.Globalization;
using Hangji.Modules.Regulations.Contract;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hangji.Modules.Regulations.Packs;

/// <summary>规则包错误: what is wrong, in which file, rule and key. A faulty pack is never a stack trace.</summary>
internal sealed record PackError(string File, string? Rule, string? Key, string Message, long Line = 0)
{
    public override string ToString() =>
        $"{File}{(Line > 0 ? $":{Line}" : "")}{(Rule is null ? "" : $": rule {Rule}")}{(Key is null ? "" : $": {Key}")}: {Message}";
}

/// <summary>All that went wrong in one load.</summary>
internal sealed class ErrorList
{
    public List<PackError> All { get; } = [];
    public void Add(string file, string? rule, string? key, string message, long line = 0) => All.Add(new(file, rule, key, message, line));
}

/// <summary>A YAML mapping read with a closed schema: a key that nobody asked for is an error, and so is a value of the
/// wrong kind. Readers note errors and return a harmless value, so that one load lists everything.</summary>
internal sealed class Section
{
    readonly YamlMappingNode? map;
    readonly Dictionary<string, YamlNode> left = [];
    readonly ErrorList errors;
    readonly string prefix;

    /// <summary>This mapping with the keys of another laid over it, mapping by mapping, still to be read.</summary>
    public Section LaidOver(Section over) => new(Merged(map!, over.map!), over.File, Rule, "", errors);

    static YamlMappingNode Merged(YamlMappingNode under, YamlMappingNode over)
    {
        var merged = new YamlMappingNode();
        foreach (var (key, value) in under.Children) merged.Children[key] = value;
        foreach (var (key, value) in over.Children)
            merged.Children[key] = value is YamlMappingNode inner && merged.Children.TryGetValue(key, out var old) && old is YamlMappingNode before ? Merged(before, inner) : value;
        return merged;
    }

    Section(YamlNode? node, string file, string? rule, string prefix, ErrorList errors)
    {
        (File, Rule, this.prefix, this.errors) = (file, rule, prefix, errors);
        map = node as YamlMappingNode;
        if (map is null) { Wrong(null, "a mapping (key: value) is wanted here", node); return; }
        foreach (var (key, value) in map.Children) left[(key as YamlScalarNode)?.Value ?? "?"] = value;
    }

    public string File { get; }
    public string? Rule { get; set; }
    public long Line => map?.Start.Line ?? 0;
    public IEnumerable<string> Keys => map?.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "") ?? [];
    public bool Has(string key) => left.ContainsKey(key);

    /// <summary>Reads a file; null (with the error noted) when it is not YAML or not a mapping.</summary>
    public static Section? Open(string path, string name, ErrorList errors)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StreamReader(path, new System.Text.UTF8Encoding(false, true));
            stream.Load(reader);
            if (stream.Documents.Count == 1) return new(stream.Documents[0].RootNode, name, null, "", errors);
            errors.Add(name, null, null, stream.Documents.Count == 0 ? "the file is empty" : "one YAML document is wanted, not several");
        }
        catch (YamlException fault) { errors.Add(name, null, null, $"not readable as YAML: {fault.InnerException?.Message ?? fault.Message}", fault.Start.Line); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Text.DecoderFallbackException or ArgumentException)
        {
            errors.Add(name, null, null, $"cannot be read: {fault.Message}");
        }
        return null;
    }

    public void Wrong(string? key, string message, YamlNode? at = null)
    {
        var path = (prefix + key).TrimEnd('.');
        // A rule is named by its id; its place in the list says nothing more.
        if (Rule is not null && path.StartsWith("rules[", StringComparison.Ordinal)) path = path[(path.IndexOf(']') + 1)..].TrimStart('.');
        errors.Add(File, Rule, path == "" ? null : path, message, (at ?? map)?.Start.Line ?? 0);
    }

    YamlNode? Pull(string key, bool required)
    {
        if (left.Remove(key, out var node)) return node;
        if (required && map is not null) Wrong(key, "is missing");
        return null;
    }

    /// <summary>What stands under a key, as one line; empty when nothing does. Looking at it is not reading it.</summary>
    public string Raw(string key) => left.TryGetValue(key, out var node) ? Flat(node) : "";

    static string Flat(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode list => string.Join("; ", list.Select(Flat)),
        YamlMappingNode inner => string.Join(", ", inner.Children.Select(p => $"{Flat(p.Key)}: {Flat(p.Value)}")),
        _ => "",
    };

    public string? Maybe(string key)
    {
        if (Pull(key, false) is not { } node) return null;
        if (node is YamlScalarNode { Value: { } text }) return text;
        Wrong(key, "a single value is wanted", node);
        return null;
    }

    public string Text(string key)
    {
        if (!left.ContainsKey(key)) { Pull(key, true); return ""; }
        var text = Maybe(key) ?? "";
        if (string.IsNullOrWhiteSpace(text)) Wrong(key, "is empty");
        return text;
    }

    public int? MaybeInt(string key)
    {
        if (Maybe(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        Wrong(key, $"a whole number is wanted, not '{text}'");
        return null;
    }

    public int Int(string key, int? otherwise = null)
    {
        if (!left.ContainsKey(key) && otherwise is { } value) return value;
        if (!left.ContainsKey(key)) { Pull(key, true); return 0; }
        return MaybeInt(key) ?? 0;
    }

    public bool Flag(string key)
    {
        if (Maybe(key) is not { } text) return false;
        if (text is not ("true" or "false")) Wrong(key, $"true or false is wanted, not '{text}'");
        return text == "true";
    }

    public DateOnly? MaybeDate(string key)
    {
        if (Maybe(key) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Wrong(key, $"a date as 2026-01-31 is wanted, not '{text}'");
        return null;
    }

    public DateOnly Date(string key)
    {
        if (!left.ContainsKey(key)) { Pull(key, true); return DateOnly.MinValue; }
        return MaybeDate(key) ?? DateOnly.MinValue;
    }

    public T Choice<T>(string key, T? otherwise = null) where T : struct, Enum
    {
        if (!left.ContainsKey(key) && otherwise is { } value) return value;
        var text = Text(key);
        foreach (var option in Enum.GetValues<T>()) if (option.Kebab() == text || option.ToString() == text) return option;
        if (text != "") Wrong(key, $"'{text}' is not one of {string.Join(", ", Enum.GetValues<T>().Select(o => typeof(T) == typeof(Contract.Mark) ? o.ToString() : o.Kebab()))}");
        return default;
    }

    public Bilingual Both(string key) => MaybeBoth(key, true) ?? Bilingual.Empty;

    public Bilingual? MaybeBoth(string key, bool required = false)
    {
        if (Inner(key, required) is not { } section) return null;
        var both = new Bilingual(section.Text("zh"), section.Text("en"));
        section.Close();
        return both;
    }

    public Section? Inner(string key, bool required = false) =>
        Pull(key, required) is { } node ? new(node, File, Rule, $"{prefix}{key}.", errors) : null;

    public IReadOnlyList<Section> Inners(string key, bool required = false)
    {
        if (Pull(key, required) is not { } node) return [];
        if (node is not YamlSequenceNode list) { Wrong(key, "a list is wanted", node); return []; }
        return [.. list.Select((item, i) => new Section(item, File, Rule, $"{prefix}{key}[{i + 1}].", errors))];
    }

    public IReadOnlyList<string> Texts(string key, bool required = false)
    {
        if (Pull(key, required) is not { } node) return [];
        if (node is YamlScalarNode { Value: { } one }) return [one];
        if (node is YamlSequenceNode list && list.All(n => n is YamlScalarNode)) return [.. list.Select(n => ((YamlScalarNode)n).Value ?? "")];
        Wrong(key, "a list of words is wanted", node);
        return [];
    }

    /// <summary>A mapping of names to raw YAML, for maps whose keys are data (facts of a case, computed values).</summary>
    public IReadOnlyDictionary<string, YamlNode> Map(string key, bool required = false)
    {
        if (Pull(key, required) is not { } node) return new Dictionary<string, YamlNode>();
        if (node is YamlMappingNode mapping) return mapping.Children.ToDictionary(p => (p.Key as YamlScalarNode)?.Value ?? "?", p => p.Value);
        Wrong(key, "a mapping is wanted", node);
        return new Dictionary<string, YamlNode>();
    }

    /// <summary>Ends the reading: whatever nobody asked for is an unknown key.</summary>
    public void Close()
    {
        foreach (var (key, node) in left) Wrong(key, "unknown key", node);
        left.Clear();
    }
}
