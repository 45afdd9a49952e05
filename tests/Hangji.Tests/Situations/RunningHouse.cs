using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hangji.Tests.Situations;

/// <summary>The whole program answering on a free loopback port, on a fresh database of its own. Disposed with everything in it.</summary>
internal sealed class RunningHouse : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;
    private readonly string? database;

    public Uri Address { get; }
    public IServiceProvider Services => app.Services;

    private RunningHouse(WebApplication app, string folder, string? database) =>
        (this.app, this.folder, this.database, Address) = (app, folder, database, new Uri(app.Urls.First()));

    /// <summary>Opens on "sqlite" or "postgres"; <paramref name="adjust"/> may replace services, <paramref name="before"/> may add addresses that only a test needs.</summary>
    public static async Task<RunningHouse> Open(string on = "sqlite", Action<WebApplicationBuilder>? adjust = null, Action<WebApplication>? before = null)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-run-").FullName;
        var database = on == "postgres" ? await TestServer.NewDatabase() : null;
        if (database is null) File.Copy(await TestServer.SqliteTemplate(), Path.Combine(folder, "hangji.db"));
        var store = new Store(folder, database is null ? null : TestServer.Connection(database));
        var app = Web.Build(["--urls", "http://127.0.0.1:0"], store, builder =>
        {
            if (Environment.GetEnvironmentVariable("HANGJI_TEST_LOG") is null) builder.Logging.ClearProviders();
            adjust?.Invoke(builder);
        });
        before?.Invoke(app);
        await app.StartAsync();
        return new RunningHouse(app, folder, database);
    }

    /// <summary>One unit of work of the program itself, over everything.</summary>
    public async Task<T> Work<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("测试");
        return await act(scope.ServiceProvider);
    }

    public Task Work(Func<IServiceProvider, Task> act) => Work(async s => { await act(s); return 0; });

    /// <summary>A visitor with a cookie jar of his own, who is not led along redirects.</summary>
    public Visitor Visitor() => new(Address);

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
