using System.Collections.Concurrent;
using Hangji.Platform.Log.Verifying;

namespace Hangji.Platform.Log.Keeping;

/// <summary>日志现状: how a log of this house stands, for the pages that say so.</summary>
/// <param name="Size">Entries under the newest checkpoint; null before the first round.</param>
/// <param name="Note">The signed note as it is served.</param>
/// <param name="Refusal">Why nothing is signed at present, if that is so.</param>
/// <param name="Findings">What the last full inspection found; empty is good.</param>
/// <param name="InspectedAt">When every entry was last read and compared; null when not yet.</param>
internal sealed record LogStanding(string Log, string Origin = "", long? Size = null, byte[]? Root = null, string? Note = null, DateTime? SignedAt = null, VerifierKey? Verifier = null,
    Refusal? Refusal = null, IReadOnlyList<Finding>? Findings = null, DateTime? InspectedAt = null)
{
    /// <summary>False while the log refuses to sign or its last inspection found something.</summary>
    public bool IsSound => Refusal is null && Findings is null or { Count: 0 };
}

/// <summary>Standing of every log, kept in memory by the process that serves.</summary>
internal sealed class LogState
{
    private readonly ConcurrentDictionary<string, LogStanding> standings = new(StringComparer.Ordinal);

    public LogStanding Of(string log) => standings.GetValueOrDefault(log) ?? new(log);

    public LogStanding Change(string log, Func<LogStanding, LogStanding> change) => standings.AddOrUpdate(log, l => change(new(l)), (_, now) => change(now));
}

/// <summary>The log refuses: said in one sentence, and nothing is signed until it is resolved.</summary>
internal sealed class LogRefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal => refusal;
}
