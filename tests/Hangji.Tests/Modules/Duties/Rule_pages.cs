using Hangji.Tests.Situations;

namespace Hangji.Tests.Modules.Duties;

public sealed class Rule_pages
{
    static async Task<(RunningHouse Running, Visitor Visitor)> Open(string role)
    {
        var running = await RunningHouse.Open("sqlite");
        var top = await running.House.Body("青石镇党委", kind: "committee");
        await running.House.Body("竹溪村村民委员会", top, "villagers-committee");
        var account = await running.House.Account("reader");
        await running.House.Seat(account, top, role);
        return (running, await running.Visitor(account));
    }

    [Fact]
    public async Task List_regulations_and_find_a_rule_by_its_words_for_a_plain_member_too()
    {
        var (running, visitor) = await Open("member");
        await using var _ = running;
        using var _2 = visitor;
        Assert.Contains("中国共产党支部工作条例（试行）", (await visitor.Page("/rules")).Body!.TextContent);
        var found = await visitor.Page("/rules?q=村民会议%20每年&on=2026-05-20");
        Assert.NotNull(found.QuerySelector("a[href^='/why/va-yearly']"));
        Assert.Null((await visitor.Page("/rules?q=村民会议每年&on=2025-05-20")).QuerySelector("a[href^='/why/va-yearly']"));
        Assert.NotNull((await visitor.Page("/rules?reg=RCEO&on=2026-05-20")).QuerySelector("a[href^='/why/rc-ga-pass']"));
    }

    [Fact]
    public async Task What_if_tells_a_superior_which_rules_the_new_day_brings()
    {
        var (running, visitor) = await Open("superior-officer");
        await using var _ = running;
        using var _2 = visitor;
        Assert.Null((await visitor.Page("/rules/whatif")).QuerySelector("main table"));
        var answer = await visitor.Page("/rules/whatif?on=2026-01-01&before=2025-12-31");
        var row = answer.QuerySelector("a[href^='/why/va-yearly']")!.Closest("tr")!;
        Assert.Contains("新增", row.TextContent);
        Assert.Contains("1 个组织，每年 1 项", row.TextContent);
        Assert.Contains("竹溪村村民委员会", answer.Body!.TextContent);
    }
}
