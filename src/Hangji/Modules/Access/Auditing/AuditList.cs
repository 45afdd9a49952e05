using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Auditing;

/// <summary>审计清单的条件: kind, account name or subject, and days in Beijing time.</summary>
internal sealed record AuditFilter(string? Kind, string? Q, DateOnly? From, DateOnly? To);

/// <summary>What was done to a record, without what is in it: who, from which seat, when, which kind of act.</summary>
internal sealed record FactLine(long Id, DateTime At, string Kind, string Actor, string? OnBehalfOf, long? SubjectId);

/// <summary>审计清单: for the audit administrator alone. Audit entries in full; of the facts of all bodies (read past the scope filter) only their outside.</summary>
internal sealed class AuditList(AppDb db)
{
    public const int PageSize = 100, MostExported = 200_000;
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public Task<List<AuditEntry>> Page(AuditFilter filter, long? before, CancellationToken stop) =>
        Matching(filter).Where(e => before == null || e.Id < before).OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(stop);

    public Task<List<FactLine>> Facts(string? kind, long? before, CancellationToken stop)
    {
        var facts = db.Facts.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking();
        if (!string.IsNullOrWhiteSpace(kind)) facts = facts.Where(f => f.Kind.StartsWith(kind));
        return facts.Where(f => before == null || f.Id < before).OrderByDescending(f => f.Id).Take(PageSize + 1)
            .Select(f => new FactLine(f.Id, f.RecordedAt, f.Kind, f.Actor, f.OnBehalfOf, f.SubjectId)).ToListAsync(stop);
    }

    /// <summary>The whole list as a sheet, the newest first.</summary>
    public async Task Write(XlsxWriter book, AuditFilter filter, Words words, CancellationToken stop)
    {
        book.Sheet(words["审计记录"], [new(words["时间"], ColumnKind.DateTime), new(words["种类"]), new(words["账号"]), new(words["对象"], Width: 40), new(words["原因"], Width: 30), new(words["地址"])]);
        await foreach (var e in Matching(filter).OrderByDescending(e => e.Id).Take(MostExported).AsAsyncEnumerable().WithCancellation(stop))
            book.Row(e.At + Beijing, words[AuditKinds.Names.GetValueOrDefault(e.Kind, e.Kind)], e.Actor, e.Subject, e.Reason, e.Address);
    }

    private IQueryable<AuditEntry> Matching(AuditFilter filter)
    {
        var entries = db.AuditEntries.AsNoTracking().AsQueryable();
        if (!string.IsNullOrEmpty(filter.Kind)) entries = entries.Where(e => e.Kind == filter.Kind);
        if (filter.Q?.Trim() is { Length: > 0 } q) entries = entries.Where(e => e.Actor!.Contains(q) || e.Subject!.Contains(q) || e.Address == q);
        if (filter.From is { } from)
        {
            var at = from.ToDateTime(default, DateTimeKind.Utc) - Beijing;
            entries = entries.Where(e => e.At >= at);
        }
        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var at = to.AddDays(1).ToDateTime(default, DateTimeKind.Utc) - Beijing;
            entries = entries.Where(e => e.At < at);
        }
        return entries;
    }
}
