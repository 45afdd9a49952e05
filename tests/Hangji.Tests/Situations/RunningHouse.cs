using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hangji.Modules.Access;
using Hangji.Modules.Access.SignIns;
using Hangji.Platform.Data;
using Hangji.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hangji.Tests.Situations;

/// <summary>The whole program answering on a free loopback port, on a fresh database of its own. Disposed with everything in it.</summary>
internal sealed class RunningHouse : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;
    private readonly string? database;

    public Uri Address { get; }

    /// <summary>The same house as slices see it: every situation can be made in it. Today is 2026-11-20 until its clock is moved.</summary>
    public House House { get; }

    private RunningHouse(WebApplication app, House house, string folder, string? database) =>
        (this.app, House, this.folder, this.database, Address) = (app, house, folder, database, new Uri(app.Urls.First()));

    /// <summary>Opens on "sqlite" or "postgres"; <paramref name="adjust"/> may replace services, <paramref name="before"/> may add addresses that only a test needs.</summary>
    public static async Task<RunningHouse> Open(string on = "sqlite", Action<WebApplicationBuilder>? adjust = null, Action<WebApplication>? before = null)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-run-").FullName;
        var database = on == "postgres" ? await TestServer.NewDatabase() : null;
        if (database is null) File.Copy(await TestServer.SqliteTemplate(), Path.Combine(folder, "hangji.db"));
        var store = new Store(folder, database is null ? null : TestServer.Connection(database));
        var clock = new StoppedClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(8)));
        var app = Web.Build(["--urls", "http://127.0.0.1:0"], store, builder =>
        {
            if (Environment.GetEnvironmentVariable("HANGJI_TEST_LOG") is null) builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            adjust?.Invoke(builder);
        });
        app.MapGet(Enter, Entered).AllowAnonymous();
        before?.Invoke(app);
        await app.StartAsync();
        return new RunningHouse(app, House.Of(app.Services, store, clock), folder, database);
    }

    /// <summary>Address at which a test becomes somebody without typing a password: <c>/test/enter/ACCOUNT-ID</c>.</summary>
    public const string Enter = "/test/enter/{account:long}";

    private static async Task<string> Entered(long account, Sessions sessions, AppDb db, HttpContext http)
    {
        var (_, who) = await sessions.Open((await db.Accounts.FindAsync(account))!, "test", default);
        await http.SignInAsync(who);
        return "in";
    }

    /// <summary>A visitor with a cookie jar of his own, who is not led along redirects.</summary>
    public Visitor Visitor() => new(Address);

    /// <summary>The same, signed in; with one seat he acts from it.</summary>
    public async Task<Visitor> Visitor(Account account)
    {
        var visitor = new Visitor(Address);
        (await visitor.Http.GetAsync(Enter.Replace("{account:long}", $"{account.Id}"))).EnsureSuccessStatusCode();
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (database is not null) await TestServer.Drop(database);
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Reads and posts pages as a browser without script does.</summary>
internal sealed class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    public HttpClient Http => http;

    public async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        return await Read(await http.SendAsync(request));
    }

    /// <summary>Opens a page and reads it; anything but 200 fails the test.</summary>
    public async Task<IHtmlDocument> Page(string path)
    {
        var (answer, page) = await Get(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} answered {(int)answer.StatusCode} {answer.Headers.Location}");
        return page;
    }

    /// <summary>Posts a form of a page with what is typed into it; every other control keeps its value, hidden ones (keys, tokens) included.</summary>
    public Task<(HttpResponseMessage Answer, IHtmlDocument Page)> Send(IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        var fields = Filled(form).Where(field => typed.All(t => t.Name != field.Key)).Concat(typed.Select(t => KeyValuePair.Create(t.Name, t.Value))).ToList();
        return Post(form.GetAttribute("action") is { Length: > 0 } action ? action : new Uri(form.Owner!.Url).PathAndQuery, fields);
    }

    /// <summary>Posts a form and reads the page that it leads to.</summary>
    public async Task<IHtmlDocument> SendOn(IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        var (answer, page) = await Send(form, typed);
        Assert.True(answer.StatusCode == HttpStatusCode.Found, page.Body!.TextContent);
        return await Page(answer.Led()!);
    }

    public async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> Post(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields), Headers = { { "Accept", "text/html" } } };
        return await Read(await http.SendAsync(request));
    }

    /// <summary>What the browser would send of a form that nobody touched.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Filled(IHtmlFormElement form)
    {
        foreach (var control in form.Elements)
            switch (control)
            {
                case { } when string.IsNullOrEmpty(control.GetAttribute("name")):
                    break;
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "submit" or "button" or "file" }:
                    break;
                case IHtmlInputElement input: yield return KeyValuePair.Create(input.Name!, input.Value); break;
                case IHtmlTextAreaElement area: yield return KeyValuePair.Create(area.Name!, area.Value); break;
                case IHtmlSelectElement select: yield return KeyValuePair.Create(select.Name!, select.Value ?? ""); break;
            }
    }

    private async Task<(HttpResponseMessage, IHtmlDocument)> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var page = await Parser.ParseDocumentAsync(text);
        // The parser does not know the address; forms without action post to it.
        page.Location.Href = (answer.RequestMessage?.RequestUri ?? address).ToString();
        return (answer, page);
    }

    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsScripting = false });

    public void Dispose() => http.Dispose();
}
