using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Packs;

namespace Hangji.Modules.Regulations.Commands;

/// <summary>What was typed after "hangji rules".</summary>
internal sealed class Options
{
    public string? Verb { get; private set; }
    public List<string> Plain { get; } = [];
    public List<string> Overlays { get; } = [];
    /// <summary>A place: the local packs that are enabled there apply.</summary>
    public string? Division { get; private set; }
    /// <summary>The data folder whose overlays.enabled is read; the usual one unless given.</summary>
    public string? Data { get; private set; }
    public DateOnly? On { get; private set; }
    public string? Facts { get; private set; }
    public string? Rule { get; private set; }
    public bool Json { get; private set; }
    public bool English { get; private set; }
    public string Directory { get; private set; } = Rulebook.ShippedDirectory;

    /// <summary>The one rule that the command is about, if it names one.</summary>
    string? Named => Verb == "explain" ? Plain.FirstOrDefault() : Rule;

    /// <summary>The rulebook asked for. A rule of a local pack is found when it is asked for by its id, without naming the pack.</summary>
    public (Rulebook? Book, IReadOnlyList<PackError> Errors) Open()
    {
        // The rules as this installation applies them at a place: with the local packs that its data folder enables there.
        if (Division is { } division)
            Overlays.AddRange(RulebookShelf.EnabledIn(Platform.Data.Store.From(Data, null).Folder).Where(code => Packs.Overlays.Heads(Directory).Any(h => h.Code == code && h.Concerns(division))).Except(Overlays).ToList());
        var (book, errors) = Rulebook.Load(Directory, [.. Overlays]);
        if (book is null || Named is not { } id || book.Has(id)) return (book, errors);
        foreach (var overlay in Packs.Overlays.Offered(Directory).Except(Overlays))
            if (Rulebook.Load(Directory, [.. Overlays, overlay]).Book is { } local && local.Has(id)) return (local, []);
        return (book, errors);
    }

    public static bool Read(string[] args, out Options options, [NotNullWhen(false)] out string? wrong)
    {
        options = new Options();
        wrong = null;
        for (var i = 0; i < args.Length && wrong is null; i++)
        {
            var word = args[i];
            if (word == "--json") options.Json = true;
            else if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                if (options.Verb is null) options.Verb = word; else options.Plain.Add(word);
            }
            else if (i + 1 == args.Length) wrong = $"{word} wants a value";
            else wrong = options.Take(word, args[++i]);
        }
        return wrong is null;
    }

    string? Take(string name, string value)
    {
        switch (name)
        {
            case "--on":
                if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || !KnownFacts.Reckonable(day)) return $"--on wants a date as 2026-01-31, not '{value}'";
                On = day;
                return null;
            case "--facts": Facts = value; return null;
            case "--rule": Rule = value; return null;
            case "--regulations": Directory = Path.GetFullPath(value); return null;
            case "--overlay": Overlays.Add(value); return null;
            case "--division" when value.All(char.IsAsciiDigit): Division = value; return null;
            case "--division": return $"--division wants a division code, not '{value}'";
            case "--data": Data = value; return null;
            case "--lang" when value is "zh" or "en": English = value == "en"; return null;
            case "--lang": return "--lang is zh or en";
            default: return $"there is no option {name}";
        }
    }
}
