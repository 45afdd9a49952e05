using System.Net;
using System.Reflection;
using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.HouseRules;

/// <summary>
/// House rule: every page and address names the verb that it needs, or stands on one of two short lists. What each role may do is written here a second
/// time, as a table that a reviewer reads: a change of rights shows up in this file.
/// </summary>
public sealed class Every_page_has_a_policy
{
    /// <summary>Posts of the street: there is no seat whose rights a foreign page could borrow, and a page that is the same for all carries no token (docs/decisions/0017).</summary>
    private static readonly string[] SpokenWithoutToken = ["/v/{Code}/ask", "/v/{Code}/asked/{Receipt}"];

    /// <summary>Anybody may open these without signing in.</summary>
    private static readonly HashSet<string> Public = ["/sign-in", "/sign-in/code", "/sign-out", "/start", "/help", "/privacy", "/feedback", "/relief", "/favicon.ico", "/health", "/health/ready", "/lang", "/look", "/resume", "/assets/{**name}", "/assets/{**path}", "/assets/{*path}",
        // The public site: published copies for anybody; a question needs no account (Modules/Disclosure/Site).
        "/v", "/v/{Code}", "/v/{Code}/all", "/v/{Code}/{Doc}", "/v/{Code}/{Doc}/{Rev:int}", "/v/{Code}/{Doc}/{Rev:int}/s/{Id}", "/v/{Code}/{Doc}/{Rev:int}/changes", "/v/{Code}/{Doc}/{Rev:int}/print", "/v/{Code}/{Doc}/{Rev:int}/print/{Size}",
        "/v/{code}/{doc}/{rev:int}/copy", "/v/{code}/{doc}/{rev:int}/receipt", "/v/{code}/{doc}/{rev:int}/files/{n:int}", "/v/{code}/feed", "/v/{code}/data.json", "/v/{code}/data.csv", "/verify", "/robots.txt", .. SpokenWithoutToken,
        // The public log, whole, for anybody and any machine (Platform/Log/Serving); a witness's post is signed by the log that sends it.
        "/log/checkpoint", "/log/vkey", "/log/vkeys", "/log/receipt/{index}", "/log/tile/{**path}", "/log/{**path}", "/log/witness/vkey", "/log/witness/{origin}/checkpoint", MachinePost];

    private const string MachinePost = "/log/witness/add-checkpoint";

    /// <summary>Anybody who is signed in, whatever the seat: about oneself, or limited by each source of answers (search).</summary>
    private static readonly HashSet<string> SignedIn = ["/seat", "/me", "/me.json", "/account/password", "/account/code", "/account/sessions", "/why-access", "/drafts", "/search"];

    private static readonly string[] KnownVerbs = [.. typeof(Verbs).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!)];

    private static IEnumerable<(string Route, Type Page)> Pages() =>
        from type in typeof(Verbs).Assembly.GetTypes()
        from route in type.GetCustomAttributes<RouteAttribute>()
        select (route.Template, type);

    [Fact]
    public void A_page_names_a_verb_or_is_on_a_list()
    {
        Assert.True(Pages().Count() > 15, "the pages were not found");
        var wrong = new List<string>();
        foreach (var (route, page) in Pages())
        {
            var (authorize, anonymous) = (page.GetCustomAttributes<AuthorizeAttribute>(true).ToList(), page.GetCustomAttributes<AllowAnonymousAttribute>(true).Any());
            if (Public.Contains(route)) { if (!anonymous) wrong.Add($"{route} is on the public list but not anonymous"); }
            else if (SignedIn.Contains(route)) { if (anonymous || authorize is not [{ Policy: null }]) wrong.Add($"{route} is on the list of the signed-in but not [Authorize] alone"); }
            else if (anonymous) wrong.Add($"{route} is anonymous and not on the public list");
            else if (authorize is not [{ Policy: { } verb }]) wrong.Add($"{route} names no verb");
            else if (!KnownVerbs.Contains(verb)) wrong.Add($"{route} names {verb}, which is no verb");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task An_address_that_is_no_page_does_too_and_every_post_wants_its_token()
    {
        await using var house = await RunningHouse.Open();
        var endpoints = (await house.House.Work(s => Task.FromResult(s.GetServices<EndpointDataSource>()))).SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count > 20, "the endpoints were not found");
        var wrong = new List<string>();
        foreach (var endpoint in endpoints)
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (route.StartsWith("/test/", StringComparison.Ordinal) || route.StartsWith("/_", StringComparison.Ordinal)) continue;
            var anonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
            if (anonymous ? !Public.Contains(route) : policies.Count == 0 || policies.All(p => p.Policy is null) && !SignedIn.Contains(route) || policies.Any(p => p.Policy is not null && !KnownVerbs.Contains(p.Policy)))
                wrong.Add($"{route}: {(anonymous ? "anonymous and not on the public list" : "no verb")}");
            var posts = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.Any(m => m is not ("GET" or "HEAD" or "OPTIONS"));
            if (posts && route is not (UnsentForm.ResumePath or MachinePost) && !SpokenWithoutToken.Contains(route) && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }) wrong.Add($"{route}: takes a post without a token");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
    }

    /// <summary>The rights of each role, a line a verb; x = may.</summary>
    private const string Declared = """
                              secretary deputy-secretary committee-member clerk group-leader chair superior-officer reader member | system security audit
        organizations.read    x         x                x                x     x            x     x                x      .      | .      .        .
        organizations.change  .         .                .                .     .            .     x                .      .      | .      .        .
        organizations.appoint x         x                .                .     .            .     x                .      .      | .      .        .
        members.read          x         x                x                x     x            x     x                x      .      | .      .        .
        members.change        x         x                x                x     .            x     x                .      .      | .      .        .
        members.open-masked   x         x                .                .     .            .     x                .      .      | .      .        .
        meetings.read         x         x                x                x     x            x     x                x      .      | .      .        .
        meetings.record       x         x                x                x     x            x     x                .      .      | .      .        .
        matters.read          x         x                x                x     x            x     x                x      .      | .      .        .
        matters.record        x         x                x                x     .            x     x                .      .      | .      .        .
        books.read            x         x                x                x     x            x     x                x      .      | .      .        .
        books.record          x         x                x                x     .            x     x                .      .      | .      .        .
        books.close           x         x                .                .     .            x     x                .      .      | .      .        .
        disclosure.read       x         x                x                x     x            x     x                x      .      | .      .        .
        disclosure.draft      x         x                x                x     .            x     x                .      .      | .      .        .
        disclosure.review     x         x                x                x     .            x     x                .      .      | .      .        .
        disclosure.release    x         x                .                .     .            x     x                .      .      | .      .        .
        disclosure.answer     x         x                x                x     .            x     x                .      .      | .      .        .
        duties.read           x         x                x                x     x            x     x                x      .      | .      .        .
        duties.explain        x         x                x                x     x            x     x                x      x      | .      .        .
        records.import        x         x                x                x     .            x     x                .      .      | .      .        .
        records.export        x         x                x                x     .            x     x                .      .      | .      .        .
        statistics.read       x         x                x                x     x            x     x                x      .      | .      .        .
        statistics.file       x         x                .                .     .            .     x                .      .      | .      .        .
        own-record.read       x         x                x                x     x            x     x                x      x      | .      .        .
        seats.grant           .         .                .                .     .            .     x                .      .      | .      .        .
        admin.system          .         .                .                .     .            .     .                .      .      | x      .        .
        admin.security        .         .                .                .     .            .     .                .      .      | .      x        .
        admin.audit           .         .                .                .     .            .     .                .      .      | .      .        x
        """;

    private static readonly Dictionary<(string Verb, string Role), bool> Table = Read();

    private static Dictionary<(string, string), bool> Read()
    {
        var lines = Declared.Split('\n').Select(l => l.Replace("|", "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return lines.Skip(1).SelectMany(l => l.Skip(1).Zip(lines[0], (cell, role) => (Key: (l[0], role), May: cell == "x"))).ToDictionary(c => c.Key, c => c.May);
    }

    private static IEnumerable<Role> EveryRole => Roles.All.Values.Concat(Roles.Administrators.Values);

    [Fact]
    public void The_roles_are_as_declared()
    {
        Assert.Equal(KnownVerbs.Order(), Table.Keys.Select(k => k.Verb).Distinct().Order());
        Assert.Equal(EveryRole.Select(r => r.Key).Order(), Table.Keys.Select(k => k.Role).Distinct().Order());
        var wrong = EveryRole.SelectMany(r => KnownVerbs.Where(v => r.Verbs.Contains(v) != Table[(v, r.Key)]).Select(v => $"{r.Key} {v}")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(KnownVerbs.Order(), VerbNames.All.Keys.Order());
    }

    [Fact]
    public async Task Every_page_answers_every_role_as_declared()
    {
        await using var house = await RunningHouse.Open();
        var org = await house.Body("竹溪村党支部");
        var wrong = new List<string>();
        var probes = 0;
        foreach (var role in EveryRole)
        {
            var account = Roles.Administrators.ContainsKey(role.Key) ? await house.House.Administrator(role.Key) : await house.Account("holder-" + role.Key);
            if (account.AdminKind is null && Roles.All.ContainsKey(role.Key)) await house.Seat(account, org, role.Key);
            using var visitor = await house.Visitor(account);
            foreach (var (route, page) in Pages().Where(p => !p.Route.Contains('{') && p.Page.GetCustomAttribute<AuthorizeAttribute>() is not null))
            {
                var may = page.GetCustomAttribute<AuthorizeAttribute>()!.Policy is not { } verb || Table[(verb, role.Key)];
                var status = (await visitor.Get(route)).Answer.StatusCode;
                probes++;
                // Home leads those who have no duties to read to where they belong.
                var right = may ? status is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError) : status == HttpStatusCode.Forbidden || route == "/" && status == HttpStatusCode.Found;
                if (!right) wrong.Add($"{role.Key} {route}: {(int)status}");
            }
        }
        Assert.True(probes > 100, $"{probes} probes");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_page_of_a_body_opens_for_its_own_range_and_is_not_found_for_any_other()
    {
        await using var house = await RunningHouse.Open();
        var county = await house.Body("安澜县委", kind: "committee");
        var (town, beside) = (await house.Body("青石镇党委", county, "committee"), await house.Body("白云镇党委", county, "committee"));
        var branch = await house.Body("竹溪村党支部", town);
        using var visitor = await house.Holder(town, "superior-officer");
        var wrong = new List<string>();
        var routes = Pages().Select(p => p.Route).Where(r => r.StartsWith("/orgs/{", StringComparison.Ordinal) && r.Count(c => c == '{') == 1).ToList();
        foreach (var route in routes)
            foreach (var (org, own) in new[] { (town, true), (branch, true), (county, false), (beside, false) })
            {
                var path = System.Text.RegularExpressions.Regex.Replace(route, @"\{[^}]*\}", $"{org.Id}");
                var status = (await visitor.Get(path)).Answer.StatusCode;
                if (own ? status is HttpStatusCode.InternalServerError or HttpStatusCode.Forbidden : status != HttpStatusCode.NotFound) wrong.Add($"{path} ({org.ShortName}): {(int)status}");
            }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
