using Hangji.Platform.Data;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>账套: the books of one collective economic organization, or of the villagers' committee that acts for it where there is none (农村集体经济组织法 Art. 64).</summary>
internal sealed class Book : IOwned, IVersioned
{
    public required long Id { get; init; }
    /// <summary>The body whose books they are.</summary>
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    /// <summary>The Party body that leads the place: the bodies it leads read these books (supervision, villagers' committee).</summary>
    public required long PlaceId { get; set; }
    public required string Name { get; set; }
    /// <summary>建账月份: the first month kept here, as 202510; before it there are opening balances only.</summary>
    public required int FromMonth { get; init; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }
}

/// <summary>期初余额: what an account held when the books were opened. Debit is positive, in fen.</summary>
internal sealed class OpeningBalance : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long BookId { get; init; }
    public required string Account { get; init; }
    public required long Fen { get; init; }
    public long? BatchId { get; init; }
}

/// <summary>凭证: one transaction, its two sides equal. It is never changed; a mistake is reversed by another voucher. What is added later: the link to a payment, the days it was looked at and signed.</summary>
internal sealed class Voucher : IOwned, IVersioned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long BookId { get; init; }
    public required DateOnly On { get; init; }
    public required int Month { get; init; }
    /// <summary>Number within the month.</summary>
    public required int Number { get; set; }
    public required string Summary { get; init; }
    /// <summary>对方单位（人）: persons as they are shown, surname and stars; see <see cref="Counterparty"/>.</summary>
    public string Party { get; init; } = "";
    /// <summary>附件张数.</summary>
    public int Papers { get; init; }
    /// <summary>Sum of one side, in fen; negative for a reversal in red.</summary>
    public required long AmountFen { get; init; }
    /// <summary>红字冲销: the voucher that this one takes back; and on that one, this.</summary>
    public long? ReversesId { get; init; }
    public long? ReversedById { get; set; }
    /// <summary>The payment of a decided matter (Deliberation) that it books.</summary>
    public long? PaymentId { get; set; }
    public long? MatterId { get; set; }
    /// <summary>票据“三关”: day the handler signed, the supervision committee looked at it, secretary and chair signed (local practice, V2).</summary>
    public DateOnly? HandledOn { get; set; }
    public DateOnly? ReviewedOn { get; set; }
    public DateOnly? SignedOn { get; set; }
    public string? Reason { get; init; }
    public long? BatchId { get; init; }
    public required DateTime RecordedAt { get; init; }
    public int Version { get; set; }

    /// <summary>记-12</summary>
    public string Sign => $"记-{Number}";
    public bool Gated => HandledOn is not null && ReviewedOn is not null && SignedOn is not null;
}

/// <summary>分录: one line of a voucher; one of the two sides holds an amount in fen, below zero in red.</summary>
internal sealed class VoucherLine : IOwned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long BookId { get; init; }
    public required long VoucherId { get; init; }
    public required int Month { get; init; }
    public required int Row { get; init; }
    public required string Account { get; init; }
    /// <summary>明细科目 below the first level, as the office names it; empty for none.</summary>
    public string Item { get; init; } = "";
    public string Summary { get; init; } = "";
    public long Debit { get; init; }
    public long Credit { get; init; }
    /// <summary>结转: a line of income or expense that only moves the result of the period to 本年收益; no income and no expense.</summary>
    public bool Carries { get; init; }
}

/// <summary>月账: a month that was closed.</summary>
internal sealed class BookMonth : IOwned, IVersioned
{
    public required long Id { get; init; }
    public required long OrgId { get; init; }
    public string OrgPath { get; set; } = "";
    public required long BookId { get; init; }
    public required int Month { get; init; }
    /// <summary>结账日期 and who did it, as shown.</summary>
    public DateOnly? ClosedOn { get; set; }
    public string ClosedBy { get; set; } = "";
    public string? Reason { get; set; }
    public int Version { get; set; }
}
