namespace Hangji.Modules.Deliberation.Contract;

/// <summary>付款的凭证 in the books: where it is booked, and the days on which it was handled, reviewed and signed. Public because a component takes it.</summary>
public sealed record PaymentTrail(long PaymentId, string Sign, DateOnly On, long AmountFen, DateOnly? HandledOn, DateOnly? ReviewedOn, DateOnly? SignedOn, string Href);

/// <summary>账上的凭证: what the room of the books tells about a matter's payments. That room stands above this one, so it answers and is not asked by name (docs/decisions/0018).</summary>
internal interface IPaymentTrail
{
    /// <summary>By payment; a payment that no voucher books is missing. The caller has opened the matter.</summary>
    Task<IReadOnlyDictionary<long, PaymentTrail>> Of(long matterId, CancellationToken stop);
}
