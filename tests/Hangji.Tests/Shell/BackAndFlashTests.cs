using Hangji.Shell;
using Microsoft.AspNetCore.Http;

namespace Hangji.Tests.Shell;

public class Returning_to_where_somebody_came_from
{
    [Theory]
    [InlineData("/orgs/7?tab=members", "/orgs/7?tab=members")]
    [InlineData("/", "/")]
    [InlineData("/组织?q=陈", "/%E7%BB%84%E7%BB%87?q=%E9%99%88")]
    [InlineData("/a%20b", "/a%20b")]
    public void A_path_of_this_site_is_kept(string address, string expected) => Assert.Equal(expected, Back.Local(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("orgs")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a\r\nSet-Cookie: x=1")]
    [InlineData("/\t/elsewhere.example")]
    public void Any_other_address_leads_home(string? address) => Assert.Equal("/home", Back.Local(address, "/home"));

    [Fact]
    public void A_back_parameter_is_escaped() => Assert.Equal("/lang?to=en&back=%2Forgs%3Fq%3D1%262", Back.With("/lang?to=en", "/orgs?q=1&2"));
}

public class A_sentence_after_a_redirect
{
    static HttpContext Next(HttpContext before)
    {
        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = before.Response.Headers.SetCookie.ToString().Split(';')[0];
        return next;
    }

    [Fact]
    public void Is_said_once()
    {
        var first = new DefaultHttpContext();
        Flash.Say(first, "会议已记下", "完成了第四季度支部党员大会 𬍛");
        var second = Next(first);
        Assert.Equal(new Flash("ok", "会议已记下", "完成了第四季度支部党员大会 𬍛"), Flash.Take(second));
        Assert.Contains("expires=Thu, 01 Jan 1970", second.Response.Headers.SetCookie.ToString());
    }

    [Fact]
    public void Fits_into_a_cookie_and_never_cuts_a_character_in_two()
    {
        var first = new DefaultHttpContext();
        Flash.Say(first, "甲" + string.Concat(Enumerable.Repeat("𬍛", 500)), string.Concat(Enumerable.Repeat("𬍛", 5000)));
        Assert.InRange(first.Response.Headers.SetCookie.ToString().Length, 1, 4000);
        var said = Flash.Take(Next(first))!;
        Assert.EndsWith("𬍛…", said.Title);
        Assert.EndsWith("𬍛…", said.Text);
    }

    [Theory]
    [InlineData("hj-said=not base64 !")]
    [InlineData("hj-said=AAAA")]
    [InlineData("hj-said=eyJraW5kIjoieCJ9")]
    public void From_a_strangers_cookie_is_not_said(string cookie)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = cookie;
        Assert.Null(Flash.Take(http));
    }
}
