using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using AngleSharp.Html.Dom;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hangji.Tests.Shell;

public class Reading_a_fault
{
    static PostgresException Postgres(string state) => new("said the server", "ERROR", "ERROR", state);

    public static TheoryData<Exception, int> Faults => new()
    {
        { new SqliteException("database or disk is full", 13), 507 },
        { new DbUpdateException("save", new SqliteException("database or disk is full", 13)), 507 },
        { new IOException("No space left on device", 28), 507 },
        { Postgres("53100"), 507 },
        { new SqliteException("unable to open database file", 14), 503 },
        { new SqliteException("disk I/O error", 10), 503 },
        { new SqliteException("database is locked", 5), 503 },
        { new Hangji.Platform.Data.OverBudgetException(Postgres("57014")), 422 },
        { new SqliteException("interrupted", 9), 422 },
        { Postgres("57P01"), 503 },
        { Postgres("08006"), 503 },
        { Postgres("53300"), 503 },
        { new InvalidOperationException("transient", new NpgsqlException("Failed to connect", new SocketException(111))), 503 },
        { new OutOfScopeException("meeting 7"), 404 },
        { new BadHttpRequestException("Request body too large.", 413), 413 },
        { new SqliteException("constraint failed", 19), 500 },
        { Postgres("23505"), 500 },
        { Postgres("42P01"), 500 },
        { new InvalidOperationException("a programmer's error"), 500 },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Names_its_cause(Exception exception, int status) => Assert.Equal(status, Fault.Of(exception).Status);

    [Theory]
    [InlineData(404, true)]
    [InlineData(500, false)]
    public void Only_faults_of_the_program_ask_to_be_looked_into(int status, bool expected) =>
        Assert.Equal(expected, Fault.Of(status == 404 ? new OutOfScopeException("x") : new InvalidOperationException()).IsExpected);
}

public class When_something_goes_wrong
{
    static Task<RunningHouse> House() => RunningHouse.Open(
        adjust: builder => builder.Services.AddSingleton<IStartupFilter, SignedInByHeader>(),
        before: app =>
        {
            app.MapGet("/test/full", () => { throw new DbUpdateException("save", new SqliteException("disk is full", 13)); }).AllowAnonymous();
            app.MapGet("/test/lost", () => { throw new NpgsqlException("Failed to connect to 10.0.0.7", new SocketException(111)); }).AllowAnonymous();
            app.MapGet("/test/bug", () => { throw new InvalidOperationException("secret-detail"); }).AllowAnonymous();
            app.MapGet("/test/foreign", () => { throw new OutOfScopeException("meeting 7 of somebody else"); }).AllowAnonymous();
            app.MapGet("/api/v1/bug", () => { throw new InvalidOperationException("secret-detail"); }).AllowAnonymous();
            app.MapGet("/test/closed", () => "no").RequireAuthorization(policy => policy.RequireAssertion(_ => false));
            app.MapPost("/test/keep", ([Microsoft.AspNetCore.Mvc.FromForm] string note) => Results.Text("kept " + note)).RequireAuthorization(policy => policy.RequireAuthenticatedUser());
        });

    [Theory]
    [InlineData("/test/full", 507, "磁盘满了，写不进去")]
    [InlineData("/test/lost", 503, "数据库暂时连不上")]
    [InlineData("/test/bug", 500, "出了故障")]
    [InlineData("/test/foreign", 404, "没有这一页")]
    [InlineData("/no-such-page", 404, "没有这一页")]
    [InlineData("/resume", 405, "不能这样打开")]
    public async Task The_reader_is_told_what_happened_and_what_to_do(string path, int status, string title)
    {
        await using var house = await House();
        using var visitor = house.Visitor();
        var (answer, page) = await visitor.Get(path);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(title + " · 夯基", Assert.Single(page.QuerySelectorAll("title")).TextContent);
        Assert.NotEmpty(page.QuerySelectorAll("main ul.hj-list a[href]"));
        Assert.NotNull(page.QuerySelector("footer a[href='/feedback']"));
        foreach (var leak in new[] { "secret-detail", "10.0.0.7", "Exception", "   at ", "meeting 7" }) Assert.DoesNotContain(leak, page.Source.Text);
        Assert.Equal(status >= 500, page.Source.Text.Contains("故障编号"));
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_page_speaks_the_readers_language()
    {
        await using var house = await House();
        using var visitor = house.Visitor();
        await visitor.Get("/lang?to=en&back=/help");
        var (_, page) = await visitor.Get("/test/lost");
        Assert.Equal(("en", "The database cannot be reached for the moment"), (page.DocumentElement.GetAttribute("lang"), page.QuerySelector("h1")!.TextContent));
    }

    [Fact]
    public async Task A_machine_is_answered_as_a_machine()
    {
        await using var house = await House();
        using var visitor = house.Visitor();
        var answer = await visitor.Http.GetAsync("/api/v1/bug");
        Assert.Equal(("application/problem+json", HttpStatusCode.InternalServerError), (answer.Content.Headers.ContentType!.MediaType, answer.StatusCode));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("incident", text);
        Assert.DoesNotContain("secret-detail", text);
    }

    [Fact]
    public async Task Forbidden_says_why_and_who_may()
    {
        await using var house = await House();
        using var visitor = house.Visitor();
        visitor.Http.DefaultRequestHeaders.Add(SignedInByHeader.Name, "chen");
        var (answer, page) = await visitor.Get("/test/closed");
        Assert.Equal((HttpStatusCode.Forbidden, "这个席位不能办这件事"), (answer.StatusCode, page.QuerySelector("h1")!.TextContent));
        Assert.NotNull(page.QuerySelector("a[href^='/why-access']"));
    }

    [Fact]
    public async Task Somebody_signed_out_in_mid_form_gets_his_words_back_and_sends_them_after_signing_in()
    {
        await using var house = await House();
        using var visitor = house.Visitor();
        var (answer, page) = await visitor.Post("/test/keep", [new("note", "决议：𬍛\n第二行<b>"), new("password", "hunter2"), new("__RequestVerificationToken", "old")]);
        Assert.Equal((HttpStatusCode.Unauthorized, "登录已过期，内容没有送出"), (answer.StatusCode, page.QuerySelector("h1")!.TextContent));
        Assert.DoesNotContain("hunter2", page.Source.Text);
        Assert.Contains("决议：𬍛\n第二行<b>", page.QuerySelector("details li")!.TextContent.ReplaceLineEndings("\n"));

        visitor.Http.DefaultRequestHeaders.Add(SignedInByHeader.Name, "chen");
        (answer, page) = await visitor.Send(Form(page));                                        // "I have signed in, go on"
        Assert.Equal((HttpStatusCode.BadRequest, "/test/keep"), (answer.StatusCode, Form(page).GetAttribute("action")));
        (answer, page) = await visitor.Send(Form(page));                                        // "send again"
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("kept 决议：𬍛\n第二行<b>", page.Source.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused_and_not_offered_again()
    {
        await using var house = await House();
        using var visitor = house.Visitor();
        visitor.Http.DefaultRequestHeaders.Add(SignedInByHeader.Name, "chen");
        visitor.Http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        var (answer, page) = await visitor.Post("/test/keep", [new("note", "transfer")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(page.Forms);
        Assert.DoesNotContain("transfer", page.Source.Text);
    }

    [Fact]
    public async Task A_form_too_big_to_give_back_is_still_answered()
    {
        await using var house = await House();
        using var visitor = house.Visitor();
        var (answer, page) = await visitor.Post("/test/keep", [new("note", new string('字', 500_000))]);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(page.Forms);
    }

    static IHtmlFormElement Form(IHtmlDocument page) => (IHtmlFormElement)page.QuerySelector("main form")!;
}

/// <summary>Somebody is signed in where a test says so; sign-in itself is Access's affair.</summary>
internal sealed class SignedInByHeader : IStartupFilter
{
    public const string Name = "X-Test-Signed-In";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, go) =>
        {
            if (http.Request.Headers[Name].ToString() is { Length: > 0 } name) http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name)], "test"));
            return go(http);
        });
        next(app);
    };
}

public sealed class An_address_that_cannot_be_had
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://127.0.0.1:99999")]
    public async Task Is_said_in_one_sentence(string urls)
    {
        using var neighbour = new TcpListener(IPAddress.Loopback, 0);
        neighbour.Start();
        var at = urls.Replace("{0}", $"{((IPEndPoint)neighbour.LocalEndpoint).Port}");
        await using var house = await House.Open("sqlite");
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(Command.Refused, await ServeCommand.Run(new Command(["--urls", at, "--data", house.Store.Folder], output, error)));
        Assert.StartsWith($"不能在 {at} 接受访问", error.ToString(), StringComparison.Ordinal);
    }
}
