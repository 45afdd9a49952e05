namespace Hangji.Platform.Data;

/// <summary>
/// Ids made in code: 41 bits of milliseconds since 2020, 6 bits of worker, 16 bits of sequence. Growing within a process and unique
/// across up to 64 processes; a burst borrows from the coming milliseconds rather than waiting.
/// </summary>
public static class Ids
{
    private const int SequenceBits = 16;
    private const int WorkerBits = 6;
    private static readonly long Epoch = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerMillisecond;
    private static readonly Lock Gate = new();
    private static long worker = Environment.ProcessId & ((1 << WorkerBits) - 1);
    private static long lastTick;
    private static long sequence;

    /// <summary>How many processes may make ids for one database at a time.</summary>
    public const int Workers = 1 << WorkerBits;

    /// <summary>Fixes the worker number (0-63) where several processes share a database; without it the process id decides. See <see cref="WorkerNumber"/>.</summary>
    public static void UseWorker(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, (1 << WorkerBits) - 1);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        worker = number;
    }

    /// <summary>How many ids lie between two moments so far apart.</summary>
    public static long Span(TimeSpan apart) => (long)apart.TotalMilliseconds << (WorkerBits + SequenceBits);

    /// <summary>The next id, larger than every id this process made before.</summary>
    public static long Next()
    {
        lock (Gate)
        {
            var now = DateTime.UtcNow.Ticks / TimeSpan.TicksPerMillisecond - Epoch;
            if (now > lastTick) (lastTick, sequence) = (now, 0);
            else if (++sequence >= 1 << SequenceBits) (lastTick, sequence) = (lastTick + 1, 0);
            return lastTick << (WorkerBits + SequenceBits) | worker << SequenceBits | sequence;
        }
    }
}
