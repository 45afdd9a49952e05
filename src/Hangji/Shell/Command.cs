namespace Hangji.Shell;

/// <summary>One command of the command line; it writes its answer to <paramref name="Out"/>, its complaints to <paramref name="Error"/>.</summary>
/// <param name="Arguments">What follows the command's name.</param>
internal sealed record Command(string[] Arguments, TextWriter Out, TextWriter Error)
{
    /// <summary>Value of --name VALUE, or null.</summary>
    public string? Option(string name)
    {
        var at = Array.IndexOf(Arguments, "--" + name);
        return at >= 0 && at + 1 < Arguments.Length ? Arguments[at + 1] : null;
    }

    /// <summary>True when --name was given.</summary>
    public bool Flag(string name) => Array.IndexOf(Arguments, "--" + name) >= 0;

    /// <summary>Arguments that are neither options nor their values; <paramref name="flags"/> are the options without value.</summary>
    public IReadOnlyList<string> Plain(params string[] flags)
    {
        var plain = new List<string>();
        for (var i = 0; i < Arguments.Length; i++)
        {
            if (!Arguments[i].StartsWith("--", StringComparison.Ordinal)) plain.Add(Arguments[i]);
            else if (!flags.Contains(Arguments[i][2..])) i++;
        }
        return plain;
    }

    /// <summary>Exit codes of every command: 0 done, 1 done but with findings, 2 refused or wrong usage, 3 fault.</summary>
    public const int Done = 0, Findings = 1, Refused = 2, Fault = 3;
}
