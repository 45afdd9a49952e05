using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Text;

namespace Hangji.Modules.Deliberation.Carrying;

/// <summary>异常: something about money or a contract that does not fit its decision; a fact for the supervision committee and the township, no grade.</summary>
/// <param name="RecordId">The contract or payment.</param>
internal sealed record Irregularity(long RecordId, Refusal What, Citation By)
{
    /// <summary>What the contract or payment was for, and how much; empty where it is none of the two.</summary>
    public string Of { get; init; } = "";
    public long? AmountFen { get; init; }
}

/// <summary>What a decision covers: the vote, its day, the amount that was before it.</summary>
internal sealed record Cover(long? DecisionId, DateOnly? DecidedOn, long? AmountFen, bool Needed, Citation By);

/// <summary>开支核对: what money and contracts need before them. Pure: the same figures give the same answer before the act (refused) and after it (shown).</summary>
internal static class SpendingRules
{
    public static IEnumerable<Irregularity> Of(MatterContract contract, IReadOnlyCollection<MatterContract> all, Cover cover, ContractKind? kind, Rulebook rules)
    {
        if (Undecided(cover, contract.SignedOn) is { } undecided) yield return new(contract.Id, undecided, cover.By);
        var before = all.Where(c => c.Id != contract.Id && c.Id < contract.Id).Sum(c => c.AmountFen);
        if (cover.AmountFen is { } most && before + contract.AmountFen > most)
            yield return new(contract.Id, new("合同合计 {0}，超过决议金额 {1}", "amount", null, new Fen(before + contract.AmountFen), new Fen(most)), cover.By);
        if (kind is { MostYears: > 0 } && contract.FromOn is { } from && contract.ToOn is { } to && to > from.AddYears(kind.MostYears))
            yield return new(contract.Id, new("合同期限超过法定最长 {0} 年", "to", null, kind.MostYears), kind.Basis.On(rules, contract.SignedOn));
    }

    public static IEnumerable<Irregularity> Of(MatterPayment payment, IReadOnlyCollection<MatterPayment> all, IReadOnlyCollection<MatterContract> contracts, Cover cover)
    {
        if (Undecided(cover, payment.PaidOn) is { } undecided) yield return new(payment.Id, undecided, cover.By);
        var earlier = all.Where(p => p.Id != payment.Id && p.Id < payment.Id).ToList();
        if (cover.AmountFen is { } most && earlier.Sum(p => p.AmountFen) + payment.AmountFen > most)
            yield return new(payment.Id, new("付款合计 {0}，超过决议金额 {1}", "amount", null, new Fen(earlier.Sum(p => p.AmountFen) + payment.AmountFen), new Fen(most)), cover.By);
        if (contracts.FirstOrDefault(c => c.Id == payment.ContractId) is not { } contract) yield break;
        if (payment.PaidOn < contract.SignedOn) yield return new(payment.Id, new("付款早于合同签订的日期 {0}", "on", null, contract.SignedOn), cover.By);
        var paid = earlier.Where(p => p.ContractId == contract.Id).Sum(p => p.AmountFen) + payment.AmountFen;
        if (paid > contract.AmountFen) yield return new(payment.Id, new("这份合同已付 {0}，超过合同金额 {1}", "amount", null, new Fen(paid), new Fen(contract.AmountFen)), cover.By);
    }

    static Refusal? Undecided(Cover cover, DateOnly on) => !cover.Needed ? null
        : cover.DecidedOn is not { } day ? new("还没有有效的决议", "matter")
        : on < day ? new("早于决议的日期 {0}", "on", null, day) : null;
}
