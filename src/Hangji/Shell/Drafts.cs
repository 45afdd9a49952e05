using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell;

/// <summary>草稿的内容: the fields of a form as they were typed, in order, and when they were kept.</summary>
public sealed record DraftContent(IReadOnlyList<KeyValuePair<string, string>> Fields, DateTime SavedAt)
{
    /// <summary>The value of a field, or null; of a repeated field the first.</summary>
    public string? this[string name] => Fields.Where(f => f.Key == name).Select(f => f.Value).FirstOrDefault();

    /// <summary>All values of a repeated field, such as ticked names.</summary>
    public IEnumerable<string> All(string name) => Fields.Where(f => f.Key == name).Select(f => f.Value);
}

/// <summary>
/// 草稿: what the acting account has typed into a form and not yet recorded, one per account, organization and form. A form names its address in
/// <c>data-draft-url="@Drafts.Address(org, "meeting/new")"</c> and app.js posts it there; without script the button 存草稿 calls <see cref="Save"/>.
/// Passwords, tokens and files are never kept.
/// </summary>
public sealed class Drafts(AppDb db, IActing acting, TimeProvider clock)
{
    private const int MostText = 400_000, MostFields = 3000, MostForm = 100, MostDrafts = 200;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Where app.js posts the form <paramref name="form"/> of <paramref name="orgId"/> while it is being filled.</summary>
    public static string Address(long orgId, string form) => $"/drafts?org={orgId}&form={Uri.EscapeDataString(form)}";

    /// <summary>Keeps what is typed; false where there is nothing to keep or too much of it.</summary>
    public async Task<bool> Save(long orgId, string form, IFormCollection posted, CancellationToken stop)
    {
        if (acting.AccountId is not { } account || form.Length is 0 or > MostForm) return false;
        List<KeyValuePair<string, string>> fields = [.. posted.Where(f => !f.Key.StartsWith('_') && !f.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => f.Value, (f, value) => KeyValuePair.Create(f.Key, value ?? ""))];
        if (fields.Count is 0 or > MostFields || fields.Sum(f => f.Value.Length + f.Key.Length) > MostText) return false;
        var content = JsonSerializer.Serialize(fields.Select(f => new[] { f.Key, f.Value.Replace("\0", "") }), Json);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await Update() == 1) return true;
        if (await db.Set<Draft>().CountAsync(d => d.AccountId == account, stop) >= MostDrafts) return false;
        var draft = new Draft { Id = Ids.Next(), AccountId = account, OrgId = orgId, Form = form, Content = content, SavedAt = now };
        db.Add(draft);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException) when (!stop.IsCancellationRequested)
        {
            // Two tabs keep the first draft of the same form at once.
            db.Entry(draft).State = EntityState.Detached;
            await Update();
        }
        return true;

        Task<int> Update() => Mine(account, orgId, form).ExecuteUpdateAsync(s => s.SetProperty(d => d.Content, content).SetProperty(d => d.SavedAt, now), stop);
    }

    /// <summary>What was kept, or null.</summary>
    public async Task<DraftContent?> Load(long orgId, string form, CancellationToken stop)
    {
        if (acting.AccountId is not { } account || await Mine(account, orgId, form).AsNoTracking().SingleOrDefaultAsync(stop) is not { } draft) return null;
        var fields = JsonSerializer.Deserialize<string[][]>(draft.Content) ?? [];
        return new([.. fields.Where(f => f.Length == 2).Select(f => KeyValuePair.Create(f[0], f[1]))], draft.SavedAt);
    }

    /// <summary>The forms of one organization that wait to be finished, the newest first.</summary>
    public Task<List<Draft>> OfOrg(long orgId, CancellationToken stop) =>
        db.Set<Draft>().AsNoTracking().Where(d => d.AccountId == acting.AccountId && d.OrgId == orgId).OrderByDescending(d => d.SavedAt).ToListAsync(stop);

    /// <summary>Throws it away: the form was recorded, or its writer wants it no more.</summary>
    public Task Discard(long orgId, string form, CancellationToken stop) => acting.AccountId is { } account ? Mine(account, orgId, form).ExecuteDeleteAsync(stop) : Task.CompletedTask;

    private IQueryable<Draft> Mine(long account, long orgId, string form) => db.Set<Draft>().Where(d => d.AccountId == account && d.OrgId == orgId && d.Form == form);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/drafts", async (HttpContext http, Drafts drafts, long org, string form) =>
                await drafts.Save(org, form, await http.Request.ReadFormAsync(http.RequestAborted), http.RequestAborted) ? Results.NoContent() : Results.StatusCode(StatusCodes.Status413PayloadTooLarge))
            .RequireAuthorization().WithMetadata(new RequireAntiforgeryTokenAttribute());
}
