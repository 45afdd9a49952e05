using System.Security.Cryptography;
using Hangji.Platform.Data;

namespace Hangji.Modules.Disclosure;

/// <summary>公开件: one released version, as it was published; the only thing that the public site reads. A correction is a new row, a withdrawal empties this one and leaves its reason.</summary>
internal sealed class PublishedCopy : IOwned
{
    public required long Id { get; init; }
    /// <summary>The Party body that leads the place.</summary>
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long DisclosureId { get; init; }
    /// <summary>The body that published it.</summary>
    public long BodyId { get; init; }
    public required string Doc { get; init; }
    /// <summary>From 1.</summary>
    public required int Rev { get; init; }
    public required string Catalog { get; init; }
    /// <summary>Section of the village's page: a constant below.</summary>
    public required string Kind { get; init; }
    public required string Period { get; init; }
    public required string Title { get; set; }
    public required string Summary { get; set; }
    /// <summary>The exact published UTF-8 JSON of <see cref="CopyText"/>; empty after personal data was taken back.</summary>
    public required byte[] Bytes { get; set; }
    /// <summary>Hex of what the leaf commits to: H(bytes), or H(salt ‖ bytes) where there is a salt.</summary>
    public required string Sha256 { get; init; }
    /// <summary>32 random bytes where natural persons are named, else null; deleted with the bytes.</summary>
    public byte[]? Salt { get; set; }
    /// <summary>First and last day on the board, both included.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public required DateTime PublishedAt { get; init; }
    /// <summary>Outbox id of its leaf; <see cref="Platform.Log.Receipts.IndexOf"/> gives the place.</summary>
    public required long LogEntryId { get; init; }
    /// <summary>A newer version has taken its place; it stays readable in the history.</summary>
    public bool Superseded { get; set; }
    public DateOnly? WithdrawnOn { get; set; }
    public string? WithdrawReason { get; set; }
    /// <summary>Outbox id of the leaf that tells of the withdrawal.</summary>
    public long? WithdrawEntryId { get; set; }
    /// <summary>Searchable plain text.</summary>
    public required string Words { get; set; }

    public const string Deciding = "deciding", Decided = "decided", Money = "money", Other = "other";

    /// <summary>Whether the text is (still) there to be read.</summary>
    public bool Readable => Bytes.Length > 0;

    /// <summary>Hex of what the leaf must hold for these bytes as they are kept now.</summary>
    public string Hash() => Hash(Bytes, Salt);

    /// <summary>Whether what lists show of it (title, summary, days, section) is what its bytes say: those columns are copies, and a copy can be edited too.</summary>
    public bool ShowsItsText() => CopyHead.Of(Bytes) == CopyHead.Of(this);

    public static string Hash(ReadOnlySpan<byte> bytes, byte[]? salt)
    {
        if (salt is null) return Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>抬头: what lists show of a text.</summary>
internal sealed record CopyHead(string Doc, int Rev, string Catalog, string Kind, string Period, string Title, string Summary, DateOnly From, DateOnly Until)
{
    public static CopyHead Of(PublishedCopy c) => new(c.Doc, c.Rev, c.Catalog, c.Kind, c.Period, c.Title, c.Summary, c.From, c.Until);

    /// <summary>Null where the bytes are no text of ours.</summary>
    public static CopyHead? Of(ReadOnlySpan<byte> bytes) => CopyText.Read(bytes) is { } t ? new(t.Doc, t.Rev, t.Catalog, t.Kind, t.Period, t.Title, t.Summary, t.From, t.Until) : null;
}

/// <summary>上墙记录: where a copy hangs and until when; at least fifteen days (村民委员会组织法 2025 art. 35(4)).</summary>
internal sealed class BoardPosting : IOwned, IVersioned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long CopyId { get; init; }
    public required string Board { get; init; }
    public required DateOnly PostedOn { get; init; }
    public DateOnly? TakenDownOn { get; set; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }
}

/// <summary>附件: a file of an item, cleaned of its metadata when it was taken in. Its hash stands in the published text (<see cref="CopyFile"/>).</summary>
internal sealed class DisclosureFile : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long DisclosureId { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required byte[] Bytes { get; set; }
    public required string Sha256 { get; init; }
    /// <summary>Removed from the draft; kept while a released version names it.</summary>
    public bool Dropped { get; set; }
    public required DateTime RecordedAt { get; init; }
}
