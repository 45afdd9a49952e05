using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>建账: begins the books of a collective economic organization, or of the villagers' committee that acts for it.</summary>
internal sealed class OpenBook(AppDb db, TimeProvider clock)
{
    public const int MostName = 80, MostYearsBack = 10;

    /// <summary>Opens and returns the new book's id, or says what stands in the way.</summary>
    public async Task<(long? Id, Refusal? Refusal)> Run(long orgId, string? name, string? firstMonth, CancellationToken stop = default)
    {
        var org = await db.TakeOrg(orgId, stop);
        var month = AccountPeriod.ReadMonth(firstMonth);
        var siblings = await db.Orgs.AsNoTracking().Where(o => o.ParentId == org.ParentId && o.DissolvedOn == null).Select(o => o.Kind).ToListAsync(stop);
        var title = Plain.Line(name) is { Length: > 0 } given ? given : org.Name;
        if (Check(org.Kind, siblings, await db.Books.AnyAsync(b => b.OrgId == orgId, stop), title, month, clock.Today()) is { } refusal) return (null, refusal);
        var book = new Book { Id = Ids.Next(), OrgId = org.Id, PlaceId = org.ParentId!.Value, Name = title, FromMonth = month!.Value, RecordedAt = clock.GetUtcNow().UtcDateTime };
        db.Add(book);
        db.Facts.Add(Fact.Of("books.opened", org.Id, book.Id, AccountPeriod.First(book.FromMonth)));
        try
        {
            await db.SaveChangesAsync(stop);
            return (book.Id, null);
        }
        catch (DbUpdateException fault) when (Taken.By(fault, "books", "org_id"))
        {
            return (null, Twice);
        }
    }

    /// <summary>The rules alone: the first obstacle, or null.</summary>
    public static Refusal? Check(string kind, IReadOnlyCollection<string> siblings, bool has, string name, int? month, DateOnly today) =>
        kind is not (OrgKinds.CollectiveOrganization or OrgKinds.VillagersCommittee or OrgKinds.ResidentsCommittee) ? new("账建在集体经济组织名下；没有设立的，建在村（居）民委员会名下", "org", "《农村集体经济组织法》第六十四条") :
        kind == OrgKinds.VillagersCommittee && siblings.Contains(OrgKinds.CollectiveOrganization) ? new("本村已有集体经济组织，账建在它名下", "org", "《农村集体经济组织法》第六十四条") :
        has ? Twice :
        name.Length > MostName ? new("账套名称最多 {0} 字", "name", null, MostName) :
        month is null ? new("请写建账的月份，如 2026-01", "month") :
        AccountPeriod.First(month.Value) > today ? new("建账的月份还没有到", "month") :
        AccountPeriod.First(month.Value) < today.AddYears(-MostYearsBack) || AccountPeriod.First(month.Value) < FirstDay ? new("建账的月份不能早于 {0}", "month", null, AccountPeriod.MonthKey(Math.Max(AccountPeriod.Month(today.AddYears(-MostYearsBack)), AccountPeriod.Month(FirstDay)))) : null;

    /// <summary>The chart of 财会〔2023〕14号 is in force from here; earlier books stay in the opening balances.</summary>
    private static readonly DateOnly FirstDay = new(2024, 1, 1);

    private static Refusal Twice => new("这个组织已经建账", "org");
}
