using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Modules.Meetings.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>一件事的全卷: everything that the page, the papers and the exports of one matter show.</summary>
internal sealed record Dossier(Matter Matter, OrgName Village, ProcedureState State, IReadOnlyDictionary<long, ItemOutcome> Votes, IReadOnlyList<MatterPosting> Postings, IReadOnlyList<MatterPaper> Papers,
    IReadOnlyList<MatterObjection> Objections, IReadOnlyList<MatterContract> Contracts, IReadOnlyList<MatterPayment> Payments, IReadOnlyList<SupervisionNote> Notes, IReadOnlyList<Irregularity> Irregular, Hands Hands, Rulebook Rules);

/// <summary>
/// Reads dossiers. A led body beside the owner (villagers' committee, supervision committee) reads the matters of its own village, which is why this reader passes
/// by the scope filter: the path it reads is that of the Party body directly above the acting body, never another.
/// </summary>
internal sealed class MatterReader(AppDb db, ProcedureDesk desk, OrgTree tree, OwnVillage own, SupervisionDesk supervision, IMeetingOutcomes meetings)
{
    public async Task<Dossier> Open(long matterId, CancellationToken stop)
    {
        var inside = await db.Matters.AsNoTracking().SingleOrDefaultAsync(m => m.Id == matterId, stop);
        var village = inside is null ? (await own.Of(stop)).Village : null;
        var matter = inside ?? (village is null ? null : await db.Matters.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(m => m.Id == matterId && m.OrgId == village.Id, stop))
            ?? throw new OutOfScopeException($"matter {matterId}");
        var file = (await desk.OpenOf(matter.OrgPath, [matter.InstanceId], stop)).GetValueOrDefault(matter.InstanceId) ?? throw new OutOfScopeException($"procedure of matter {matterId}");
        var state = file.State;
        var votes = await meetings.Find([.. Recorded(state).Where(e => e.Kind == EventKind.Meeting).Select(e => e.RecordId).Distinct()], stop);
        var postings = await MatterBook.Of(db.MatterPostings, matter).AsNoTracking().OrderBy(p => p.PostedOn).ToListAsync(stop);
        var papers = await MatterBook.Of(db.MatterPapers, matter).AsNoTracking().OrderBy(p => p.DatedOn).ToListAsync(stop);
        var objections = await MatterBook.Of(db.MatterObjections, matter).AsNoTracking().OrderBy(o => o.SaidOn).ToListAsync(stop);
        var contracts = await MatterBook.Of(db.MatterContracts, matter).AsNoTracking().OrderBy(c => c.Id).ToListAsync(stop);
        var payments = await MatterBook.Of(db.MatterPayments, matter).AsNoTracking().OrderBy(p => p.Id).ToListAsync(stop);
        var notes = await (await supervision.Notes(stop)).AsNoTracking().Where(n => n.MatterId == matter.Id).OrderBy(n => n.HeldOn).ToListAsync(stop);
        var name = (await tree.Names([matter.OrgId], stop)).GetValueOrDefault(matter.OrgId) ?? new(matter.OrgId, "", "", "", false);
        return new(matter, name, state, votes, postings, papers, objections, contracts, payments, notes, [.. Irregular(matter, state, file.Pinned.Rules, contracts, payments)], await own.Hands(stop), file.Pinned.Rules);
    }

    static IEnumerable<ProcedureEvent> Recorded(ProcedureState state) => state.Steps.Where(s => s.Completion is not null).Select(s => s.Completion!.By)
        .Concat(state.Past.SelectMany(p => p.Done.Select(d => d.Completion.By).Append(p.By))).Concat(state.Aside.Select(a => a.Event));

    IEnumerable<Irregularity> Irregular(Matter matter, ProcedureState state, Rulebook rules, IReadOnlyCollection<MatterContract> contracts, IReadOnlyCollection<MatterPayment> payments)
    {
        foreach (var lost in state.Aside)
            yield return new(lost.Event.RecordId, new("会议记录更正后，{0} 的记录不再计入：{1}", null, null, lost.Event.On, lost.Why.What), lost.Why.By ?? state.Procedure.Returns.ChangedBasis.On(rules, lost.Event.On));
        foreach (var contract in contracts)
            foreach (var found in SpendingRules.Of(contract, contracts, SignContract.CoverOf(matter, state, rules, contract.SignedOn), state.Procedure.Contracts.FirstOrDefault(k => k.Id == contract.Kind), rules)) yield return found with { Of = contract.Object, AmountFen = contract.AmountFen };
        foreach (var payment in payments)
            foreach (var found in SpendingRules.Of(payment, payments, contracts, SignContract.CoverOf(matter, state, rules, payment.PaidOn))) yield return found with { Of = payment.Purpose, AmountFen = payment.AmountFen };
    }

    /// <summary>异常清单: matters with money or contracts that do not fit, or whose steps lost their ground to a correction, in the range or of the acting body's own village.</summary>
    public async Task<IReadOnlyList<(Matter Matter, Irregularity Found)>> Exceptions(int most, CancellationToken stop)
    {
        List<Matter> matters;
        if ((await own.Of(stop)).Village is { } village)
            matters = await db.Matters.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(m => m.OrgId == village.Id).ToListAsync(stop);
        else
        {
            var spent = db.MatterContracts.Select(c => c.MatterId).Union(db.MatterPayments.Select(p => p.MatterId));
            matters = await db.Matters.AsNoTracking().Where(m => spent.Contains(m.Id) || m.UnsettledOn != null).OrderByDescending(m => m.RaisedOn).Take(most).ToListAsync(stop);
        }
        var found = new List<(Matter, Irregularity)>();
        foreach (var group in matters.GroupBy(m => m.OrgPath))
        {
            var ids = group.Select(m => m.Id).ToList();
            var files = await desk.OpenOf(group.Key, [.. group.Select(m => m.InstanceId)], stop);
            var contracts = (await db.MatterContracts.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(c => ids.Contains(c.MatterId)).OrderBy(c => c.Id).ToListAsync(stop)).ToLookup(c => c.MatterId);
            var payments = (await db.MatterPayments.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(p => ids.Contains(p.MatterId)).OrderBy(p => p.Id).ToListAsync(stop)).ToLookup(p => p.MatterId);
            foreach (var matter in group)
                if (files.TryGetValue(matter.InstanceId, out var file))
                    found.AddRange(Irregular(matter, file.State, file.Pinned.Rules, [.. contracts[matter.Id]], [.. payments[matter.Id]]).Select(i => (matter, i)));
        }
        return found;
    }
}
