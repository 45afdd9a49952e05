using System.Collections.Concurrent;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell.Parts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell;

/// <summary>
/// 提交: what every posted form passes. Without a valid token it goes no further and is given back (400) with what was typed. Its key is handed to
/// the acting seat, so that the same form posted twice is one act: the second post waits for the first and is answered with where that one led.
/// An act that has begun is finished, also when its tab is closed: of two presses the browser drops the first.
/// </summary>
internal sealed class PostedForms(RequestDelegate next)
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    const int Tries = 15;
    static readonly ConcurrentDictionary<string, Task> InHand = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext http, Acting acting, Words words, ShownOnce once)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }) { http.Response.StatusCode = StatusCodes.Status400BadRequest; return; }
        if (HasNull(http.Request.QueryString.Value)) { http.Response.StatusCode = StatusCodes.Status400BadRequest; return; }
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || http.Request.Path.StartsWithSegments("/api")) { await next(http); return; }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Any(field => field.Key.Contains('\0') || field.Value.Any(value => value?.Contains('\0') == true))) { http.Response.StatusCode = StatusCodes.Status400BadRequest; return; }
        http.RequestAborted = CancellationToken.None;
        // Only a key that we could have made: anything else would fill the table of receipts with strangers' text.
        if (form[FormKey.Field].ToString() is not { Length: 32 } key || !key.All(char.IsAsciiHexDigit)) { await next(http); return; }
        acting.FormKey = key;
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!InHand.TryAdd(key, mine.Task))
            if (InHand.TryGetValue(key, out var first)) await first;
        try
        {
            await Take(http, key, acting, words, once);
        }
        finally
        {
            InHand.TryRemove(key, out _);
            mine.SetResult();
        }
    }

    async Task Take(HttpContext http, string key, Acting acting, Words words, ShownOnce once)
    {
        var account = acting.AccountId;
        if (await IsTaken(http, key, account)) { await LeadOn(http, key, account, words); return; }
        try
        {
            await next(http);
        }
        catch (RepeatedPostException) when (!http.Response.HasStarted)
        {
            await LeadOn(http, key, account, words);
            return;
        }
        // The first press, in another process, may have moved the page on, so that it has no such form any more: that is a repeat too, not a mistake.
        if (http.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } && await IsTaken(http, key, account))
        {
            await LeadOn(http, key, account, words);
            return;
        }
        if (http.Response.StatusCode is not (302 or 303)) return;
        var saved = !acting.TakeFormKey();
        if (!saved && !once.Given) return;
        var to = Back.Local(Uri.TryCreate(http.Response.Headers.Location, UriKind.Absolute, out var whole) && whole.Authority == http.Request.Host.Value ? whole.PathAndQuery : http.Response.Headers.Location.ToString(), http.Request.Path);
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (saved) await db.Set<FormReceipt>().Where(receipt => receipt.FormKey == key).ExecuteUpdateAsync(set => set.SetProperty(receipt => receipt.WentTo, to), CancellationToken.None);
        else
        {
            db.Add(new FormReceipt { FormKey = key, AccountId = account, TakenAt = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, WentTo = to });
            await db.SaveChangesAsync(CancellationToken.None);
        }
    }

    static async Task LeadOn(HttpContext http, string key, long? account, Words words)
    {
        http.Response.Clear();
        var wentTo = await Earlier(http, key, account);
        Flash.Say(http, words["这一次已经记下了"], words["同一张表单送出了两次，只算一次。"], "info");
        http.Response.Redirect(wentTo ?? http.Request.Path);
    }

    static async Task<bool> IsTaken(HttpContext http, string key, long? account)
    {
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<FormReceipt>().AnyAsync(receipt => receipt.FormKey == key && receipt.AccountId == account, http.RequestAborted);
    }

    // No person types the character NUL, and PostgreSQL keeps none: such a request is refused whole, before any room sees it.
    static bool HasNull(string? query) => query?.Contains("%00", StringComparison.Ordinal) == true;

    // Two presses may reach two processes: the second waits a moment for the first to say where it led.
    static async Task<string?> Earlier(HttpContext http, string key, long? account)
    {
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var receipts = scope.ServiceProvider.GetRequiredService<AppDb>().Set<FormReceipt>().AsNoTracking();
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await receipts.Where(receipt => receipt.FormKey == key && receipt.AccountId == account).Select(receipt => receipt.WentTo).FirstOrDefaultAsync(http.RequestAborted) is { } to) return to;
            await Task.Delay(Patience, http.RequestAborted);
        }
        return null;
    }
}
