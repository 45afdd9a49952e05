using System.Net;
using AngleSharp.Html.Dom;
using Hangji.Modules.Access;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;

namespace Hangji.Tests.Situations;

/// <summary>Bodies, accounts and visitors of a running house: who signs in through the page, as a person does.</summary>
internal static class SignedIn
{
    public static Task<OrgNode> Body(this RunningHouse house, string name, OrgNode? parent = null, string kind = "branch") => house.House.Body(name, parent, kind);

    public static Task<Account> Account(this RunningHouse house, string userName) => house.House.Account(userName);

    public static Task Seat(this RunningHouse house, Account account, OrgNode org, string role = "secretary") => house.House.Seat(account, org, role);

    /// <summary>A visitor who signed in by name and password; follows to where the sign-in led unless it is a choice.</summary>
    public static async Task<Visitor> SignIn(this RunningHouse house, string userName)
    {
        var visitor = house.Visitor();
        var (answer, _) = await visitor.TrySignIn(userName, People.LongPassword);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return visitor;
    }

    public static async Task<(HttpResponseMessage Answer, IHtmlDocument Page)> TrySignIn(this Visitor visitor, string userName, string password, string? back = null)
    {
        var page = await visitor.Page("/sign-in" + (back is null ? "" : "?back=" + Uri.EscapeDataString(back)));
        return await visitor.Send(page.Forms.Single(f => f.QuerySelector("[name=Password]") is not null), ("UserName", userName), ("Password", password));
    }

    /// <summary>Where an answer sends its reader: path and query, of an address written either way.</summary>
    public static string? Led(this HttpResponseMessage answer) =>
        answer.Headers.Location is not { } to ? null : to.IsAbsoluteUri ? to.Authority == answer.RequestMessage!.RequestUri!.Authority ? to.PathAndQuery : to.ToString() : to.OriginalString;

    /// <summary>Somebody with one seat in this role, signed in.</summary>
    public static async Task<Visitor> Holder(this RunningHouse house, OrgNode org, string role)
    {
        var account = await house.Account($"{role}-{Ids.Next() % 100000}");
        await house.Seat(account, org, role);
        return await house.Visitor(account);
    }
}
