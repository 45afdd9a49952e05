using Hangji.Modules.Access.Accounts;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Access.Seats;
using Hangji.Modules.Access.SignIns;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.FirstVisit;

/// <summary>
/// 开局: an empty installation gets its first body, the account of the officer who keeps it, and — as three other people — the three administrators.
/// Possible once: as soon as there is an account the door is shut.
/// </summary>
internal sealed class SetUpHouse(AppDb db, Acting acting, IFirstBody bodies, OpenAccount open, GrantSeat grant, Administrators administrators, Audit audit, TimeProvider clock)
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    internal sealed class Form
    {
        public string? Name { get; set; }
        public string? ShortName { get; set; }
        public string? Kind { get; set; } = "committee";
        public string? Field { get; set; } = "village";
        public string? Code { get; set; }
        public string? DisplayName { get; set; }
        public string? UserName { get; set; }
        public string? Password { get; set; }
        public string? Again { get; set; }
        public string? SystemName { get; set; }
        public string? SecurityName { get; set; }
        public string? AuditName { get; set; }
        public string? Token { get; set; }
    }

    /// <param name="HandOver">User names and first passwords of the administrators, to be shown once.</param>
    internal sealed record Done(Account Officer, IReadOnlyList<(string Kind, string UserName, string Password)> HandOver);

    public async Task<(Done? Done, Refusal? Refusal)> Run(Form form, CancellationToken stop)
    {
        await OneAtATime.WaitAsync(stop);
        try
        {
            if (await db.Accounts.AnyAsync(stop)) return (null, new("这里已经设置过了，请直接登录"));
            var refusal = Check(form);
            if (refusal is not null) return (null, refusal);
            acting.AsProgram("首次设置");
            // A set-up that broke off half-way has its body already.
            var body = await db.Orgs.AsNoTracking().FirstOrDefaultAsync(o => o.ParentId == null && o.Code == form.Code, stop);
            if (body is null) (body, refusal) = await bodies.SetUp(new(form.Name!.Trim(), form.ShortName!.Trim(), form.Kind!, form.Field!, form.Code!.Trim(), clock.Today()), stop);
            return body is null ? (null, refusal) : await OpenAccounts(form, body, stop);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private async Task<(Done?, Refusal?)> OpenAccounts(Form form, OrgNode body, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var (officer, _, refusal) = await open.Run(new() { UserName = form.UserName, DisplayName = form.DisplayName, Password = form.Password }, stop);
        if (officer is null) return (null, refusal);
        if (await grant.Run(new() { AccountId = officer.Id, OrgId = body.Id, Role = "superior-officer", FromOn = body.SetUpOn }, stop) is { } no) return (null, no);
        var handOver = new List<(string, string, string)>();
        foreach (var (kind, field, name) in ThreeNames(form))
        {
            var (account, password, why) = await open.Run(new() { UserName = name, DisplayName = Roles.Administrators[kind].Name }, stop);
            if (account is null) return (null, why! with { Field = field });
            if (await administrators.Make(account.Id, kind, stop) is { } not) return (null, not with { Field = field });
            handOver.Add((kind, account.UserName!, password!));
        }
        db.Add(audit.Entry(AuditKinds.Started, body.ShortName));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return (new(officer, handOver), null);
    }

    private static IEnumerable<(string Kind, string Field, string Name)> ThreeNames(Form form) =>
        new[] { ("system", nameof(form.SystemName), form.SystemName), ("security", nameof(form.SecurityName), form.SecurityName), ("audit", nameof(form.AuditName), form.AuditName) }
            .Where(n => !string.IsNullOrWhiteSpace(n.Item3)).Select(n => (n.Item1, n.Item2, n.Item3!.Trim()));

    /// <summary>The rules alone: the first obstacle, or null.</summary>
    public static Refusal? Check(Form form) =>
        string.IsNullOrWhiteSpace(form.Name) ? new("请填写组织全称", nameof(form.Name)) :
        string.IsNullOrWhiteSpace(form.ShortName) ? new("请填写组织简称", nameof(form.ShortName)) :
        string.IsNullOrWhiteSpace(form.Code) ? new("请填写组织代码", nameof(form.Code)) :
        OpenAccount.Check(form.UserName?.Trim() ?? "", form.DisplayName?.Trim() ?? "", null, false) is { } name ? name :
        PasswordRules.Check(form.Password, form.UserName, nameof(form.Password)) is { } weak ? weak :
        form.Password != form.Again ? new("两次填写的新密码不一样", nameof(form.Again)) :
        ThreeNames(form).Select(n => n.Name).Append(form.UserName!.Trim()).GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Any(g => g.Count() > 1)
            ? new("几个账号要由不同的人使用，账号名不能相同", nameof(form.SystemName)) : null;
}
