using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hangji.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace Hangji.Shell;

/// <summary>The door of the Shell: page frame, parts, assets, headers, fault pages.</summary>
public static class ShellModule
{
    public static WebApplicationBuilder AddShell(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddAuthorization();
        services.AddAntiforgery(options => (options.Cookie.Name, options.FormFieldName, options.SuppressXFrameOptionsHeader) = ("hj-form", "__RequestVerificationToken", true));
        // The default encoder writes every Chinese character as an entity; both are asked for, by different parts of the framework.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddResponseCompression(options =>
        {
            // Pages carry no secret beside attacker-chosen text except the antiforgery token, which is masked anew on every page (BREACH).
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/json", "application/problem+json", "text/csv", "text/calendar"];
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = System.IO.Compression.CompressionLevel.Fastest);
        services.AddHostedService<Platform.Data.Housekeeping>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedEntry>();
        // Behind a balancer on this machine the visitor's address is the one that the balancer saw; anybody else's word for it is not taken.
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddSingleton(provider => !provider.GetRequiredService<IWebHostEnvironment>().IsDevelopment() ? Platform.Data.QueryWatch.Silent :
            new(TimeSpan.FromMilliseconds(200), text => provider.GetRequiredService<ILogger<Platform.Data.QueryWatch>>().LogWarning("{Query}", text)));
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        return builder;
    }

    /// <summary>What surrounds every request; first of all middleware, before authentication.</summary>
    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseForwardedHeaders();
        var pageBudget = TimeSpan.FromSeconds(app.Configuration.GetValue("Hangji:PageSeconds", 10.0));
        app.Use(HeadAsGet);
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseMiddleware<Faults>();
        app.Use((http, next) =>
        {
            http.RequestServices.GetRequiredService<Words>().Language = Preferences.Of(http.Request).Language;
            // What somebody waits for is answered soon or refused with how to narrow it; a download streams and a form is carried through.
            if (HttpMethods.IsGet(http.Request.Method) && !Path.HasExtension(http.Request.Path)) http.RequestServices.GetRequiredService<Platform.Data.AppDb>().Budget = pageBudget;
            return next(http);
        });
        app.UseRouting();
        app.UseMiddleware<PublicPages>();
        return app;
    }

    /// <summary>HEAD is answered by what answers GET, with the same headers; the server sends no body after a request that was HEAD (RFC 9110, 9.3.2).</summary>
    private static async Task HeadAsGet(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(http.Request.Method)) { await next(http); return; }
        http.Request.Method = HttpMethods.Get;
        try { await next(http); }
        finally { http.Request.Method = HttpMethods.Head; }
    }

    /// <summary>Pages and the addresses of the Shell; after authentication, authorization and the seat.</summary>
    public static WebApplication MapShell(this WebApplication app)
    {
        app.UseAntiforgery();
        app.UseMiddleware<PostedForms>();
        SiteFiles.Map(app);
        Preferences.Map(app);
        Drafts.Map(app);
        app.MapPost(UnsentForm.ResumePath, () => Results.StatusCode(StatusCodes.Status400BadRequest)).AllowAnonymous().DisableAntiforgery();
        app.MapRazorComponents<App>();
        return app;
    }
}
