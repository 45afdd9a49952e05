using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Importing.Contract;

/// <summary>导入批次: one spreadsheet on its way into the records of a room — received, checked row by row, taken in one transaction, and for thirty days to be undone.</summary>
internal sealed class ImportBatch : IOwned, IUnrecorded
{
    /// <summary>已上传, 已核对, 已写入, 已撤回, 已放弃. Work under way shows in the job; a killed one leaves the state that it found.</summary>
    public const string Received = "received", Checked = "checked", Taken = "taken", Undone = "undone", Dropped = "dropped";

    /// <summary>How long a batch can be undone.</summary>
    public const int UndoDays = 30;

    public required long Id { get; init; }
    /// <summary>The body for whose subtree the file is; rows without a body of their own go to it.</summary>
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required string Kind { get; init; }
    /// <summary>What the file is about, where its kind asks for it: the month of the books (2026-10).</summary>
    public string About { get; init; } = "";
    public required string FileName { get; init; }
    public long Bytes { get; init; }
    public string Sheet { get; set; } = "";
    public required string State { get; set; }
    /// <summary>The column map as JSON; samples of sensitive columns are masked.</summary>
    public string? Map { get; set; }
    /// <summary>Why the file or the whole batch was refused, as JSON of the refusal.</summary>
    public string? Problem { get; set; }

    /// <summary>Rows that can be taken: new, and those that change what is there.</summary>
    public int Fresh { get; set; }
    public int Changed { get; set; }
    /// <summary>Rows that say what the register says already.</summary>
    public int Same { get; set; }
    public int Bad { get; set; }
    public int Warned { get; set; }
    public int Skipped { get; set; }
    /// <summary>Rows that were taken.</summary>
    public int TakenRows { get; set; }

    public required string Actor { get; init; }
    public long? AccountId { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public DateTime? CheckedAt { get; set; }
    public DateTime? TakenAt { get; set; }
    public DateTime? UndoneAt { get; set; }

    public int Rows => Fresh + Changed + Same + Bad;
    public bool MayBeUndone(DateTime now) => State == Taken && TakenAt is { } at && now < at.AddDays(UndoDays);
}

/// <summary>待核对的一行: what one row of the file would do, staged until the batch is taken or dropped.</summary>
internal sealed class ImportRow : IUnrecorded
{
    /// <summary>new: to be added; back: a known person comes onto a roll again; change: differs from the register; same: nothing to do; bad: cannot be taken.</summary>
    public const string New = "new", Back = "back", Change = "change", Same = "same", Bad = "bad";

    public required long BatchId { get; init; }
    /// <summary>As the user counts rows beside the sheet.</summary>
    public required int Row { get; init; }
    public required string Verdict { get; init; }
    /// <summary>Whether it is taken with the batch; the user may leave rows out.</summary>
    public bool Take { get; set; }
    /// <summary>Name of the person or body, for the list.</summary>
    public required string Title { get; init; }
    public long? OrgId { get; init; }
    /// <summary>The record that is added or changed.</summary>
    public long? SubjectId { get; set; }
    /// <summary>What is written when the row is taken, for rows that are few; additions to the roll lie in <see cref="ImportChunk"/>.</summary>
    public byte[]? Content { get; init; }
    /// <summary>Findings as JSON, values masked.</summary>
    public string? Notes { get; init; }
    public bool Warned { get; init; }
    /// <summary>What a change replaced, for the way back.</summary>
    public byte[]? Before { get; set; }
    /// <summary>Sum of the versions that the changed records had after the batch; another one means that somebody changed them since.</summary>
    public int? LeftAt { get; set; }
}

/// <summary>
/// 待写入的一段: some thousand additions as one value, ready to be written (sensitive fields are sealed in it). One value instead of many rows, because
/// they are read once, in order, and thrown away.
/// </summary>
internal sealed class ImportChunk : IUnrecorded
{
    public required long BatchId { get; init; }
    /// <summary>First row of the file in it.</summary>
    public required int FromRow { get; init; }
    public required byte[] Content { get; init; }
}

/// <summary>记住的列对应: how the columns of a form with this header were matched last time.</summary>
internal sealed class RememberedMap : IUnrecorded
{
    public required string Kind { get; init; }
    public required string Fingerprint { get; init; }
    public required string Map { get; set; }
    public DateTime UsedAt { get; set; }
}

internal sealed class ImportDb : IRoomTables
{
    public void Map(ModelBuilderOf tables)
    {
        var batch = tables.Owned<ImportBatch>("import_batches");
        batch.HasIndex(b => new { b.OrgPath, b.Id });
        batch.Ignore(b => b.Rows);

        var row = tables.Table<ImportRow>("import_rows");
        row.HasKey(r => new { r.BatchId, r.Row });

        var chunk = tables.Table<ImportChunk>("import_chunks");
        chunk.HasKey(c => new { c.BatchId, c.FromRow });

        var map = tables.Table<RememberedMap>("import_maps");
        map.HasKey(m => new { m.Kind, m.Fingerprint });
    }
}

internal static class ImportSets
{
    extension(AppDb db)
    {
        public DbSet<ImportBatch> ImportBatches => db.Set<ImportBatch>();
        public DbSet<ImportRow> ImportRows => db.Set<ImportRow>();
        public DbSet<ImportChunk> ImportChunks => db.Set<ImportChunk>();
        public DbSet<RememberedMap> RememberedMaps => db.Set<RememberedMap>();

        public async Task<ImportBatch> TakeImport(long id, CancellationToken stop) =>
            await db.Set<ImportBatch>().SingleOrDefaultAsync(b => b.Id == id, stop) ?? throw new Platform.Scope.OutOfScopeException($"import {id}");
    }
}
