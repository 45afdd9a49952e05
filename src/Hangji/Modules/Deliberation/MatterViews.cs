using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Meetings.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>读议事: turns a matter's dossier into what the rooms above read.</summary>
internal sealed class MatterViews(MatterReader reader, AppDb db, OwnVillage own) : IMatterReading
{
    public async Task<MatterView> Read(long matterId, CancellationToken stop) => Of(await reader.Open(matterId, stop));

    /// <summary>The same from a dossier in hand.</summary>
    public static MatterView Of(Dossier d)
    {
        var (m, state) = (d.Matter, d.State);
        List<MatterStepView> steps = [.. state.Steps.Select(View)];
        var votes = state.Steps.Where(s => s.Completion is { By.Kind: EventKind.Meeting }).DistinctBy(s => s.Completion!.By.RecordId).Select(s => Vote(s.Step, s.Completion!, true));
        var rounds = state.Past.Select(p => new MatterRound(p.Number, p.Cause.ToString().ToLowerInvariant(), p.By.On, state.Procedure.Find(p.BackTo)!.Title, p.By.Reason,
            p.FailedVote is { } failed ? Vote(state.Procedure.Find(failed.By.Step)!, failed, false) : null));
        bool Fits(long id) => d.Irregular.All(i => i.RecordId != id);
        var kinds = state.Procedure.Contracts.ToDictionary(k => k.Id, k => k.Title);
        return new(m.Id, m.OrgId, m.Sign, m.Title, m.Body, state.Procedure.Matter(m.Kind)?.Title ?? new(m.Kind, m.Kind), state.Procedure.Title, state.Procedure.Version, Sources.Name(m.Source), m.Signed, m.SignedOf, m.AmountFen, m.Funding,
            m.RaisedOn, m.DecidedOn, m.Course, state.Now is { } now ? View(now) : null, steps, [.. votes], [.. rounds],
            [.. d.Contracts.Select(c => new MatterContractView(c.Id, kinds.GetValueOrDefault(c.Kind) ?? new(c.Kind, c.Kind), c.Object, c.Party, c.SignedOn, c.FromOn, c.ToOn, c.AmountFen, Fits(c.Id)))],
            [.. d.Payments.Select(p => new MatterPaymentView(p.Id, p.ContractId, p.PaidOn, p.Purpose, p.AmountFen, p.Voucher, Fits(p.Id)))],
            [.. d.Papers.Select(p => new MatterPaperView(p.Id, p.Kind, p.Title, p.Text, p.DatedOn))], [.. d.Irregular.Select(i => i.What with { Article = i.By.Words.Zh })]);
    }

    public Task<IReadOnlyList<(long MatterId, string Title, MatterStepView Step)>> ToPublish(long placeId, CancellationToken stop) => Running(placeId, m => true, now => now.Step.By == StepBy.Publication, stop);

    public Task<IReadOnlyList<(long MatterId, string Title, MatterStepView Step)>> Undecided(long placeId, CancellationToken stop) => Running(placeId, m => m.DecidedOn is null, _ => true, stop);

    async Task<IReadOnlyList<(long MatterId, string Title, MatterStepView Step)>> Running(long placeId, Func<Matter, bool> which, Func<StepState, bool> due, CancellationToken stop)
    {
        var found = new List<(long, string, MatterStepView)>();
        foreach (var matter in (await (await At(placeId, stop)).Where(m => m.Course == "running").OrderBy(m => m.RaisedOn).ThenBy(m => m.Id).ToListAsync(stop)).Where(which))
            if ((await reader.Open(matter.Id, stop)).State.Now is { } now && due(now)) found.Add((matter.Id, matter.Title, View(now)));
        return found;
    }

    public async Task<IReadOnlyList<(long MatterId, string Title, MatterPaymentView Payment)>> Payments(long placeId, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var found = new List<(long, string, MatterPaymentView)>();
        foreach (var matter in await (await At(placeId, stop)).OrderBy(m => m.Id).ToListAsync(stop))
        {
            if (!await MatterBook.Of(db.MatterPayments, matter).AnyAsync(p => p.PaidOn >= from && p.PaidOn <= to, stop)) continue;
            found.AddRange((await Read(matter.Id, stop)).Payments.Where(p => p.PaidOn >= from && p.PaidOn <= to).Select(p => (matter.Id, matter.Title, p)));
        }
        return found;
    }

    /// <summary>Matters of a place: in the seat's range, or the own village of a led body.</summary>
    async Task<IQueryable<Matter>> At(long placeId, CancellationToken stop) => (await own.Of(stop)).Village?.Id == placeId
        ? db.Matters.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(m => m.OrgId == placeId)
        : db.Matters.AsNoTracking().Where(m => m.OrgId == placeId);

    static MatterStepView View(StepState s) => new(s.Step.Id, s.Step.Title, s.Step.ActorName, s.Standing.ToString().ToLowerInvariant(), s.Completion?.By.On, s.Step.By == StepBy.Publication, s.Step.PostedDays, s.By.Words);

    static MatterVote Vote(Step step, Completion c, bool passed) => new(step.Id, step.Title, c.Way?.Title ?? step.ActorName, c.By.On, c.By.Entitled, c.By.Present, c.By.Yes, c.By.No, c.By.Abstain, passed,
        c.QuorumNeeded, c.VotesNeeded, c.VotesOf, (c.MajorityBy ?? c.QuorumBy)?.Words, c.By.RecordId);
}
