using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log;

/// <summary>日志条目: one entry of a log at its place. Written by the sequencer alone, gapless, never changed.</summary>
public sealed class LogEntry : IUnrecorded, IAppendOnly
{
    /// <summary>Which log: see <see cref="LogName"/>.</summary>
    public required string Log { get; init; }
    /// <summary>Place from 0, without gaps.</summary>
    public required long Index { get; init; }
    /// <summary>The outbox row that it came from, so that a room finds the place of what it appended.</summary>
    public required long EntryId { get; init; }
    /// <summary>The exact bytes, at most 65,535.</summary>
    public required byte[] Entry { get; init; }
    /// <summary>H(0x00 ‖ entry).</summary>
    public required byte[] Leaf { get; init; }
    public required DateTime At { get; init; }
}

/// <summary>待入日志: an entry that was committed with its business row and has no place yet.</summary>
public sealed class PendingEntry : IUnrecorded
{
    public required long Id { get; init; }
    public required string Log { get; init; }
    public required byte[] Entry { get; init; }
    public required DateTime At { get; init; }
}

/// <summary>已签检查点: what this log has signed. Sizes only grow.</summary>
public sealed class SignedCheckpoint : IUnrecorded
{
    public required string Log { get; init; }
    public required long Size { get; init; }
    public required byte[] Root { get; init; }
    /// <summary>The whole signed note; witnesses' lines are added to it.</summary>
    public required string Note { get; set; }
    public required DateTime SignedAt { get; init; }
}

/// <summary>日志密钥: one signing key, its secret half sealed with the key file (Platform/Crypto).</summary>
public sealed class LogKey : IUnrecorded
{
    public required long Id { get; init; }
    /// <summary>The log that it signs, or "witness".</summary>
    public required string Log { get; init; }
    /// <summary>ed25519 or sm2.</summary>
    public required string Kind { get; init; }
    /// <summary>Name in signature lines: the log's origin.</summary>
    public required string Name { get; init; }
    /// <summary>The public half, as text that others may keep.</summary>
    public required string Verifier { get; init; }
    public required byte[] Secret { get; init; }
    public required DateTime FromAt { get; init; }
    /// <summary>After a rotation the old key signs beside the new one until then.</summary>
    public DateTime? UntilAt { get; set; }
}

/// <summary>往来的日志: another Hangji's log that we witness ("log"), or a witness that we ask ("witness").</summary>
public sealed class LogPeer : IUnrecorded
{
    public const string ALog = "log", AWitness = "witness";

    public required long Id { get; init; }
    public required string Kind { get; init; }
    /// <summary>Origin of the log, or name of the witness.</summary>
    public required string Name { get; init; }
    public required string Verifier { get; init; }
    /// <summary>Where a witness is asked: the prefix before /add-checkpoint.</summary>
    public string? Url { get; init; }
    /// <summary>For a log that we witness: the latest size and note that we cosigned.</summary>
    public long Size { get; set; }
    public byte[]? Root { get; set; }
    public string? Note { get; set; }
    public DateTime AddedAt { get; init; }
}

/// <summary>The logs of a house.</summary>
internal static class LogName
{
    /// <summary>公开日志, served under /log/.</summary>
    public const string Public = "public";
    /// <summary>内部日志: seals the audit trail; never served.</summary>
    public const string Audit = "audit";
    public const string Witness = "witness";
    public static readonly string[] All = [Public, Audit];
}

internal sealed class LogDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var entry = tables.Table<LogEntry>("log_entries");
        entry.HasKey(e => new { e.Log, e.Index });
        entry.HasIndex(e => e.EntryId).IsUnique();

        var pending = tables.Table<PendingEntry>("log_outbox");
        pending.HasKey(p => p.Id);
        pending.Property(p => p.Id).ValueGeneratedNever();

        tables.Table<SignedCheckpoint>("log_checkpoints").HasKey(c => new { c.Log, c.Size });

        var key = tables.Table<LogKey>("log_keys");
        key.HasKey(k => k.Id);
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Secret).HasAnnotation(FactChanges.Secret, true);

        var peer = tables.Table<LogPeer>("log_peers");
        peer.HasKey(p => p.Id);
        peer.Property(p => p.Id).ValueGeneratedNever();
        peer.HasIndex(p => new { p.Kind, p.Name }).IsUnique();
    }
}

internal static class LogSets
{
    extension(AppDb db)
    {
        public DbSet<LogEntry> LogEntries => db.Set<LogEntry>();
        public DbSet<PendingEntry> LogOutbox => db.Set<PendingEntry>();
        public DbSet<SignedCheckpoint> LogCheckpoints => db.Set<SignedCheckpoint>();
        public DbSet<LogKey> LogKeys => db.Set<LogKey>();
        public DbSet<LogPeer> LogPeers => db.Set<LogPeer>();
    }
}
