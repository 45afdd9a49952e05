using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Platform.Data;
using Hangji.Tests.Browser;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Journeys;

/// <summary>The demo county, loaded once through the product and then read by every test of the collection. A test that writes, writes where no other looks.</summary>
public sealed partial class DemoCounty : IAsyncLifetime
{
    /// <summary>Whose pages are read: one of each kind of seat, and the three administrators.</summary>
    public static readonly string[] Users = ["zhuxi", "hemin", "jianwei", "qingshi", "xianwei", "xitong", "anquan", "shenji"];

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> found = new();

    /// <summary>Links that led nowhere, with the status.</summary>
    internal ConcurrentDictionary<(string User, string Path), int> Broken { get; } = new();

    internal RunningHouse Running { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Running = await RunningHouse.Open();
        await Running.House.Work(async s => Assert.Null(await s.GetRequiredService<IDemoData>().Load(_ => { }, default)));
    }

    public ValueTask DisposeAsync() => Running.DisposeAsync();

    internal Task<Account> Account(string user) => Running.House.Work(s => s.GetRequiredService<AppDb>().Accounts.AsNoTracking().SingleAsync(a => a.UserName == user));

    /// <summary>A visitor signed in as this user, acting from the first seat.</summary>
    internal async Task<Visitor> Visitor(string user)
    {
        var visitor = await Running.Visitor(await Account(user));
        var (answer, page) = await visitor.Get("/seat");
        if (page.QuerySelector("form button[name=seat]") is { } button)
            await visitor.Send((AngleSharp.Html.Dom.IHtmlFormElement)button.Closest("form")!, ("seat", button.GetAttribute("value")!));
        return visitor;
    }

    /// <summary>Every address that this user can reach by links, at most <paramref name="each"/> of a shape (numbers and queries apart).</summary>
    internal async Task<IReadOnlyList<string>> Reachable(string user, int each = 2)
    {
        if (found.TryGetValue(user, out var known)) return known;
        using var visitor = await Visitor(user);
        var (waiting, seen, shapes, reached) = (new Queue<string>(["/"]), new HashSet<string> { "/" }, new Dictionary<string, int>(), new List<string>());
        while (waiting.TryDequeue(out var path))
        {
            var (answer, page) = await visitor.Get(path);
            if ((int)answer.StatusCode is not (200 or 302)) { Broken[(user, path)] = (int)answer.StatusCode; continue; }
            // A feed or a signed note is for programs: no page, and no links in it.
            if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            reached.Add(path);
            var next = page.QuerySelectorAll("a[href]:not([download])").Select(a => a.GetAttribute("href")!);
            if (answer.Headers.Location is { } moved) next = next.Append(new Uri(Running.Address, moved).PathAndQuery);
            foreach (var href in next)
            {
                var link = new Uri(new Uri(Running.Address, path), href);
                var to = link.PathAndQuery;
                if (link.Authority != Running.Address.Authority || Apart().IsMatch(to) || !seen.Add(to)) continue;
                var shape = Shape(to);
                if (shapes.TryGetValue(shape, out var so) && so >= each) continue;
                shapes[shape] = so + 1;
                waiting.Enqueue(to);
            }
        }
        return found[user] = reached;
    }

    /// <summary>/orgs/7/members?page=2 becomes /orgs/#/members?page; a period (2026-10, 2026-Q3) and the short code of a published item are numbers too.</summary>
    internal static string Shape(string path) => Value().Replace(Number().Replace(path, "/#"), "");

    [GeneratedRegex(@"/(?:\d+(?:-[QH]?\d{1,2})?|(?<=^/v/[^/]+/)[0-9a-z]{13})(?=[/?#]|$)")] private static partial Regex Number();
    [GeneratedRegex(@"=[^&]*")] private static partial Regex Value();
    // Ways out, switches, files and what the browser tests of Access look at.
    [GeneratedRegex(@"^/(sign-out|sign-in|lang|look|assets|favicon|test|start)|\.(xlsx|csv|docx|ics|zip|pdf)(\?|$)|/export(\?|$)|/files/|/download|/template")] private static partial Regex Apart();
}

[CollectionDefinition(Name)]
public sealed class InTheDemoCounty : ICollectionFixture<DemoCounty>, ICollectionFixture<Chromium>
{
    public const string Name = "demo county";
}
