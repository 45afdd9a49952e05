using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.Own;

/// <summary>One part of what is stored about somebody.</summary>
internal sealed record OwnPart(string Title, IReadOnlyList<OwnRecordLine> Lines);

/// <summary>An opening of a masked field of one's own: who, when, what and why.</summary>
internal sealed record OwnOpening(DateTime At, string? Who, string What, string? Reason);

/// <summary>
/// 我的数据: everything stored about the account and the person behind it, from every room that registers an <see cref="IOwnRecord"/> (PIPL art. 44-45).
/// Openings of one's masked fields are found by the subject "FIELD · PERSON-ID" under which rooms audit them.
/// </summary>
internal sealed class OwnData(AppDb db, ActingSeat acting, IEnumerable<IOwnRecord> rooms)
{
    private const int MostOpenings = 200;
    private static readonly Dictionary<string, string> Fields = new() { ["id"] = "公民身份号码", ["phone"] = "联系电话", ["address"] = "住址" };

    /// <summary>The word for a field, key of its translation.</summary>
    public static string Named(string field) => Fields.GetValueOrDefault(field, field);

    public async Task<List<OwnPart>> Read(CancellationToken stop)
    {
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == acting.AccountId, stop);
        List<OwnPart> parts =
        [
            new("账号", [new("账号", account.UserName!), new("姓名", account.DisplayName), new("开通于", Instant(account.CreatedAt)), new("动态口令", account.TwoFactorEnabled ? "已启用" : "未启用", Href: "/account/code")]),
            new("席位", [.. acting.Held.Select(s => new OwnRecordLine("席位", s.Role is null ? s.OrgName : $"{s.OrgName} {s.Role.Name}"))]),
        ];
        if (account.PersonId is { } person)
            foreach (var room in rooms) parts.Add(new(room.Title, await room.Read(person, stop)));
        return parts;
    }

    /// <summary>Who opened masked fields of the person, the newest first.</summary>
    public async Task<List<OwnOpening>> Openings(CancellationToken stop)
    {
        if (acting.AccountId is null || await db.Accounts.Where(a => a.Id == acting.AccountId).Select(a => a.PersonId).SingleAsync(stop) is not { } person) return [];
        var mine = $" · {person}";
        return await db.AuditEntries.AsNoTracking().Where(e => e.Kind == AuditKinds.FieldOpened && e.Subject!.EndsWith(mine))
            .OrderByDescending(e => e.Id).Take(MostOpenings).Select(e => new OwnOpening(e.At, e.Actor, e.Subject!.Substring(0, e.Subject.Length - mine.Length), e.Reason)).ToListAsync(stop);
    }

    private static string Instant(DateTime utc) => new Words().Instant(utc);
}
