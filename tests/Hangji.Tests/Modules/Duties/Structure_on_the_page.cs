using AngleSharp.Dom;
using Hangji.Modules.Organizations.Contract;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Modules.Duties;

public sealed class Structure_on_the_page
{
    [Theory, OnEveryDatabase]
    public async Task A_body_s_page_says_which_rules_of_structure_it_meets_on_the_day(string on)
    {
        await using var running = await RunningHouse.Open(on);
        var house = running.House;
        var branch = await house.Body("竹溪村党支部");
        foreach (var name in new[] { "陈启山", "林秋月", "何敏", "吴英", "郑海", "许平", "沈田" }) await house.Member(branch, name);
        var account = await house.Account("officer");
        await house.Seat(account, branch, "secretary");
        using var visitor = await running.Visitor(account);
        var page = await visitor.Page($"/orgs/{branch.Id}");
        string[] Lines(IDocument shown) => [.. shown.QuerySelectorAll("section.hj-sec").Single(s => s.QuerySelector("h2")?.TextContent.StartsWith("设置是否合规", StringComparison.Ordinal) == true).QuerySelectorAll("li").Select(l => l.TextContent)];
        // Seven full members and no committee; at most fifty.
        Assert.Contains(Lines(page), l => l.StartsWith("不符合", StringComparison.Ordinal) && l.Contains("第二十条", StringComparison.Ordinal) && l.Contains("怎样符合", StringComparison.Ordinal));
        Assert.Contains(Lines(page), l => l.StartsWith("符合", StringComparison.Ordinal) && l.Contains("不要超过五十人", StringComparison.Ordinal));
        Assert.Contains(page.QuerySelectorAll(".hj-tabs a"), a => a.GetAttribute("href") == $"/duties?org={branch.Id}");
        Assert.All(page.QuerySelectorAll("section.hj-sec li a.hj-cite"), a => Assert.StartsWith("/why/", a.GetAttribute("href")));
    }
}
