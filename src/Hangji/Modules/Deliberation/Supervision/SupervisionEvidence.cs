using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation.Supervision;

/// <summary>监督佐证: a half-year report counts for the supervision committee; a yearly review, over which it presides, for the villagers' (residents') committee that was reviewed (VCL25 art. 38).</summary>
internal sealed class SupervisionEvidence(AppDb db) : IDutyEvidence
{
    const string ReportKind = "supervision-report", ReviewKind = "committee-review";
    static readonly string[] Counted = [SupervisionNote.Report, SupervisionNote.Appraisal];

    public IReadOnlyCollection<string> Kinds { get; } = [ReportKind, ReviewKind];

    public Task<IReadOnlyList<Evidence>> Held(IReadOnlyCollection<long> orgIds, DateOnly from, DateOnly to, CancellationToken stop) =>
        Read(notes => notes.Where(n => orgIds.Contains(n.OrgId)), bodies => bodies.Where(o => orgIds.Contains(o.Id)), from, to, stop);

    public Task<IReadOnlyList<Evidence>> Held(ScopeRange range, DateOnly from, DateOnly to, CancellationToken stop) =>
        Read(notes => notes.Where(n => string.Compare(n.OrgPath, range.From) >= 0 && string.Compare(n.OrgPath, range.To) < 0),
            bodies => bodies.Where(o => string.Compare(o.Path, range.From) >= 0 && string.Compare(o.Path, range.To) < 0), from, to, stop);

    async Task<IReadOnlyList<Evidence>> Read(Func<IQueryable<SupervisionNote>, IQueryable<SupervisionNote>> of, Func<IQueryable<OrgNode>, IQueryable<OrgNode>> at, DateOnly from, DateOnly to, CancellationToken stop)
    {
        // The bodies were asked for by whoever may see their duties; the review lies with the body beside them, of which the date alone is read.
        var all = db.SupervisionNotes.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(n => Counted.Contains(n.Kind) && n.HeldOn >= from && n.HeldOn <= to);
        var reports = await of(all.Where(n => n.Kind == SupervisionNote.Report)).Select(n => new { n.OrgId, n.HeldOn, n.RecordedAt, n.Id }).ToListAsync(stop);
        var reviews = await (from n in all
                             join o in at(db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()) on n.VillageId equals o.ParentId
                             where n.Kind == SupervisionNote.Appraisal && (o.Kind == OrgKinds.VillagersCommittee || o.Kind == OrgKinds.ResidentsCommittee)
                             select new { OrgId = o.Id, n.HeldOn, n.RecordedAt, n.Id }).ToListAsync(stop);
        // Members are reviewed one by one on one day: that is one review of the committee.
        return [.. reports.Select(r => new Evidence(ReportKind, r.OrgId, r.HeldOn, Day(r.RecordedAt), r.Id)),
            .. reviews.GroupBy(r => (r.OrgId, r.HeldOn)).Select(g => g.MinBy(r => r.Id)!).Select(r => new Evidence(ReviewKind, r.OrgId, r.HeldOn, Day(r.RecordedAt), r.Id))];
    }

    static DateOnly Day(DateTime utc) => DateOnly.FromDateTime(utc.AddHours(8));
}
