using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell.Parts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Shell;

/// <summary>
/// 提交: what every posted form passes. Without a valid token it goes no further and is given back (400) with what was typed. Its key is handed to
/// the acting seat, so that the same form posted twice is one act: the second post is answered with where the first one led.
/// </summary>
internal sealed class PostedForms(RequestDelegate next)
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    const int Tries = 15;

    public async Task InvokeAsync(HttpContext http, Acting acting, Words words)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }) { http.Response.StatusCode = StatusCodes.Status400BadRequest; return; }
        if (HasNull(http.Request.QueryString.Value)) { http.Response.StatusCode = StatusCodes.Status400BadRequest; return; }
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || http.Request.Path.StartsWithSegments("/api")) { await next(http); return; }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Any(field => field.Key.Contains('\0') || field.Value.Any(value => value?.Contains('\0') == true))) { http.Response.StatusCode = StatusCodes.Status400BadRequest; return; }
        // Only a key that we could have made: anything else would fill the table of receipts with strangers' text.
        if (form[FormKey.Field].ToString() is { Length: 32 } key && key.All(char.IsAsciiHexDigit)) acting.FormKey = key;
        try
        {
            await next(http);
        }
        catch (RepeatedPostException repeat) when (!http.Response.HasStarted)
        {
            await LeadOn(http, repeat.FormKey, acting, words);
            return;
        }
        // The first press may have moved the page on, so that it has no such form any more: that is a repeat too, not a mistake.
        if (http.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } && acting.FormKey is { } once && await IsTaken(http, once, acting.AccountId))
        {
            await LeadOn(http, once, acting, words);
            return;
        }
        if (http.Response.StatusCode is 302 or 303 && acting.FormKey is { } taken && !acting.TakeFormKey())
        {
            var to = Back.Local(Uri.TryCreate(http.Response.Headers.Location, UriKind.Absolute, out var whole) && whole.Authority == http.Request.Host.Value ? whole.PathAndQuery : http.Response.Headers.Location.ToString(), http.Request.Path);
            await http.RequestServices.GetRequiredService<AppDb>().Set<FormReceipt>().Where(receipt => receipt.FormKey == taken)
                .ExecuteUpdateAsync(set => set.SetProperty(receipt => receipt.WentTo, to), CancellationToken.None);
        }
    }

    static async Task LeadOn(HttpContext http, string key, Acting acting, Words words)
    {
        http.Response.Clear();
        var wentTo = await Earlier(http, key, acting.AccountId);
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

    // Two presses of one button arrive together: the second waits a moment for the first to say where it led.
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
