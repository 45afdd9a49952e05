using System.Net;

namespace Hangji.Platform.Log;

/// <summary>How this house keeps its logs.</summary>
/// <param name="Origin">Name of the public log in its checkpoints: the address under which /log is reached, without scheme and trailing slash. Fixed with the first entry.</param>
/// <param name="Sm2">A second signature line by SM2 with SM3.</param>
/// <param name="Patience">How long after its start a process leaves the logs alone: people are answered first.</param>
internal sealed record LogSettings(string Origin, bool Sm2 = false, TimeSpan Patience = default)
{
    /// <summary>HANGJI_LOG_ORIGIN, or this machine's name and /log; HANGJI_LOG_SM2=1 for the second line.</summary>
    public static LogSettings FromEnvironment()
    {
        var origin = Environment.GetEnvironmentVariable("HANGJI_LOG_ORIGIN") is { Length: > 0 } named ? named : $"{Dns.GetHostName().ToLowerInvariant()}/log";
        if (!SignedNote.ValidName(origin)) throw new InvalidOperationException("HANGJI_LOG_ORIGIN has no spaces and no plus sign, such as gongkai.example.gov.cn/log.");
        return new(origin, Environment.GetEnvironmentVariable("HANGJI_LOG_SM2") == "1", TimeSpan.FromSeconds(3));
    }

    public string NameOf(string log) => log == LogName.Public ? Origin : $"{Origin}/{log}";
}
