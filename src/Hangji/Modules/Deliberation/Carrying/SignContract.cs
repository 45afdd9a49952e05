using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation.Carrying;

/// <summary>签订合同: refused before it is signed when the decision does not carry it; one that was signed already is recorded with a reason and stays an irregularity.</summary>
internal sealed class SignContract(AppDb db, MatterBook book, TimeProvider clock)
{
    public const int MostText = 100;

    public sealed record Said(string Kind, string Object, string Party, bool IsPerson, DateOnly On, DateOnly? From, DateOnly? To, long? AmountFen, bool Already, string? Reason);

    public async Task<Refusal?> Run(long matterId, Said said, CancellationToken stop = default)
    {
        var (matter, file, not) = await book.Open(matterId, MatterAct.Spend, stop);
        if (not is not null) return not;
        var kind = file.State.Procedure.Contracts.FirstOrDefault(c => c.Id == said.Kind);
        if (Check(said, kind, clock.Today()) is { } wrong) return wrong;
        var cover = CoverOf(matter, file.State, file.Pinned.Rules, said.On);
        var contract = new MatterContract
        {
            Id = Ids.Next(), OrgId = matter.OrgId, MatterId = matter.Id, Kind = said.Kind, Object = said.Object, Party = said.IsPerson ? Masking.Name(said.Party, Reader.Public) ?? "" : said.Party, SignedOn = said.On, FromOn = said.From, ToOn = said.To,
            AmountFen = said.AmountFen!.Value, DecisionId = cover.DecisionId, Reason = string.IsNullOrWhiteSpace(said.Reason) ? null : said.Reason.Trim(), RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        var all = await MatterBook.Of(db.MatterContracts, matter).AsNoTracking().ToListAsync(stop);
        if (Refuses([.. SpendingRules.Of(contract, all, cover, kind, file.Pinned.Rules)], said.Already, contract.Reason) is { } refusal) return refusal;
        db.Add(contract);
        return await book.Save(matter, "matter.contract-signed", said.On, contract.Reason, stop);
    }

    /// <summary>Before the act: what binds refuses, the rest asks why. After the act: recorded with a reason.</summary>
    public static Refusal? Refuses(IReadOnlyList<Irregularity> found, bool already, string? reason)
    {
        if (found.Count == 0) return null;
        if (!already && found.FirstOrDefault(f => f.By.Binds) is { } stops) return stops.What with { Article = stops.By.Words.Zh };
        return reason is null ? new("{0}；确实如此的，请写明原因", "reason", found[0].By.Words.Zh, found[0].What) : null;
    }

    public static Cover CoverOf(Matter matter, ProcedureState state, Rulebook rules, DateOnly on)
    {
        var deciding = state.Procedure.Find(state.Procedure.Returns.WithdrawBefore)!;
        var done = state.Done(deciding.Id);
        return new(done?.By.RecordId, done?.By.On, matter.AmountFen, true, deciding.Basis.On(rules, on));
    }

    public static Refusal? Check(Said said, ContractKind? kind, DateOnly today) =>
        kind is null ? new("请选择合同的种类", "kind") :
        said.Object.Length == 0 ? new("请写合同做什么", "object") :
        said.Object.Length > MostText ? new("合同内容最多 {0} 字", "object", null, MostText) :
        said.Party.Length == 0 ? new("请写对方", "party") :
        said.Party.Length > MostText ? new("对方名称最多 {0} 字", "party", null, MostText) :
        said.AmountFen is null ? new("请写金额", "amount") :
        said.Already && said.On > today ? new("已经签订的合同，日期不能晚于今天", "on") :
        said.To < said.From ? new("合同结束早于开始", "to") : null;
}
