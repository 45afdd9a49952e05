using Hangji.Modules.Meetings;
using Hangji.Modules.Meetings.Voting;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Meetings;

public sealed class Counting_ballots_blind
{
    static readonly Counted Right = new(47, 40, 40, 40, 33, 5, 1, 1);
    static readonly Counted Wrong = Right with { Yes = 32, No = 6 };

    static string Said(Refusal? refusal, string language = "zh") => refusal is null ? "" : new Words { Language = language }[refusal];

    static Action<Acting> As(Village v, long account) => acting => acting.As(ScopeRange.Below(v.Branch.Place), account, account, $"计票人{account}");

    static async Task<Meeting> Called(Village v)
    {
        v.House.Clock.Now = v.House.Clock.Now.AddDays(-1);
        var called = await v.At(v.Branch, s => s.GetRequiredService<ConveneMeeting>().Run(new(v.Representatives.Id, MeetingKinds.Representatives, "道路硬化", new(2026, 11, 20), null, "") { Agenda = ["道路硬化方案"] }));
        v.House.Clock.Now = v.House.Clock.Now.AddDays(1);
        return called.Meeting!;
    }

    static Task<Refusal?> Enter(Village v, long account, Meeting met, Counted numbers) => v.House.Work(As(v, account), s => s.GetRequiredService<EnterTally>().Run(met.RootId, 1, numbers));

    static Task<Entered> Record(Village v, Meeting met, Counted n) => v.At(v.Branch, s => s.GetRequiredService<RecordMeeting>().Run(new()
    {
        OrgId = v.Representatives.Id, Kind = MeetingKinds.Representatives, Theme = "道路硬化", HeldOn = new(2026, 11, 20), Chair = "陈启山", Room = new(47, 40), Reason = "名单另附",
        Items = [new("道路硬化方案") { Way = MeetingItem.Ballot, Yes = n.Yes, No = n.No, Abstain = n.Abstain, Invalid = n.Invalid }],
    }, met.Id));

    [Theory, OnEveryDatabase]
    public async Task Two_people_who_count_alike_settle_it_and_nothing_else_can_be_recorded(string on)
    {
        await using var v = await Village.Open(on);
        var met = await Called(v);
        Assert.Null(await Enter(v, 1, met, Right));
        Assert.Equal("您已经录入过这一次清点，请由另一人清点录入", Said(await Enter(v, 1, met, Right)));
        Assert.Equal("第 1 个议题：计票单还没有两人一致，先清点完再记", Said((await Record(v, met, Right)).Refusal));
        Assert.Null(await Enter(v, 2, met, Right));
        Assert.Equal("两人清点一致，这个议题的票数已经定下", Said(await Enter(v, 3, met, Wrong)));
        Assert.Equal("Item 1: the count must be that of the two sheets that agree (33 in favour, 5 against, 1 abstaining, 1 invalid)", Said((await Record(v, met, Wrong)).Refusal, "en"));
        Assert.Null((await Record(v, met, Right)).Refusal);
        Assert.Equal("会议已经记下，票数不再清点；写错了请用更正", Said(await Enter(v, 3, met, Right)));
    }

    [Theory, OnEveryDatabase]
    public async Task Where_they_differ_both_count_again_and_then_a_third_person(string on)
    {
        await using var v = await Village.Open(on);
        var met = await Called(v);
        Assert.Null(await Enter(v, 1, met, Right));
        Assert.Null(await Enter(v, 2, met, Wrong));
        Assert.Null(await Enter(v, 2, met, Wrong));
        Assert.Null(await Enter(v, 1, met, Right));
        Assert.Equal("第三次清点须由另外一人办", Said(await Enter(v, 1, met, Right)));
        Assert.Equal("第 1 个议题：计票单还没有两人一致，先清点完再记", Said((await Record(v, met, Right)).Refusal));
        Assert.Null(await Enter(v, 3, met, Right));
        Assert.Null((await Record(v, met, Right)).Refusal);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_sheets_in_the_same_moment_of_one_person_are_one(string on)
    {
        await using var v = await Village.Open(on);
        var met = await Called(v);
        var both = await Task.WhenAll(Enter(v, 1, met, Right), Enter(v, 1, met, Right));
        Assert.Single(both, r => r is null);
        Assert.Equal(1, await v.At(v.Branch, s => s.GetRequiredService<AppDb>().TallySheets.CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Strangers_early_birds_and_impossible_numbers_are_refused(string on)
    {
        await using var v = await Village.Open(on);
        var called = await v.At(v.Branch, s => s.GetRequiredService<ConveneMeeting>().Run(new(v.Representatives.Id, MeetingKinds.Representatives, "道路硬化", new(2026, 11, 21), null, "") { Agenda = ["道路硬化方案"] }));
        Assert.Equal("会议还没有开，2026年11月21日 起可以计票", Said(await Enter(v, 1, called.Meeting!, Right)));
        var other = await v.House.Body("溪口村党支部", v.Township);
        await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(other, s => s.GetRequiredService<EnterTally>().Run(called.Meeting!.RootId, 1, Right)));
        await Assert.ThrowsAsync<OutOfScopeException>(() => v.At(v.Branch, s => s.GetRequiredService<EnterTally>().Run(called.Meeting!.RootId, 2, Right)));
        v.House.Clock.Now = v.House.Clock.Now.AddDays(1);
        Assert.Equal("收回 41 张，多于发出 40 张：表决无效，须重新投票", Said(await Enter(v, 1, called.Meeting!, Right with { Returned = 41, Yes = 34 })));
        Assert.Equal("赞成、反对、弃权和无效合计 41 张，与收回 40 张不符", Said(await Enter(v, 1, called.Meeting!, Right with { Yes = 34 })));
        Assert.Equal("发出 41 张，多于到会 40 人", Said(await Enter(v, 1, called.Meeting!, Right with { Issued = 41 })));
    }

    /// <summary>G15: random sheets of up to three counters, judged by the engine and by an oracle written another way.</summary>
    [Fact]
    public void Random_sheets_are_judged_as_by_an_independent_oracle()
    {
        var dice = new Random(20261122);
        Counted[] numbers = [Right, Wrong, Right with { Abstain = 0, Invalid = 2 }];
        for (var run = 0; run < 20_000; run++)
        {
            var sheets = new List<TallySheet>();
            string? settled = null;
            for (var entry = 0; entry < 9 && settled is null; entry++)
            {
                var count = TallyCount.Of(sheets);
                if (count.Stage == Counting.Agreed) break;
                var who = "abcd"[dice.Next(4)].ToString();
                if (count.CountedBy.Contains(who)) continue;
                var n = numbers[dice.Next(numbers.Length)];
                sheets.Add(new() { Id = entry + 1, OrgId = 1, RootId = 1, Number = 1, Turn = count.Turn, CountedBy = who, Counter = who, Entitled = n.Entitled, Present = n.Present, Issued = n.Issued, Returned = n.Returned, Yes = n.Yes, No = n.No, Abstain = n.Abstain, Invalid = n.Invalid, RecordedAt = default });
            }
            Assert.Equal(Oracle(sheets), TallyCount.Of(sheets).Result);
            // The order of rows in the database is no order of counting.
            Assert.Equal(Oracle(sheets), TallyCount.Of(sheets.OrderBy(s => s.Counter)).Result);
        }
    }

    /// <summary>Straight from the rule: the sheets in order of entry are read as two, two, one, two, two, one ...</summary>
    static Counted? Oracle(List<TallySheet> entered)
    {
        var left = new Queue<TallySheet>(entered.OrderBy(s => s.Turn).ThenBy(s => s.Id));
        while (true)
        {
            for (var pair = 0; pair < 2; pair++)
            {
                if (left.Count < 2) return null;
                var (a, b) = (left.Dequeue(), left.Dequeue());
                if (a.Numbers == b.Numbers) return a.Numbers;
                if (pair == 0) continue;
                if (left.Count < 1) return null;
                var third = left.Dequeue().Numbers;
                if (third == a.Numbers || third == b.Numbers) return third;
            }
        }
    }

    /// <summary>Nothing kept joins a person to a choice: a sheet has sums and a counter, an item sums, a roll who was there; nowhere a person beside yes or no.</summary>
    [Fact]
    public async Task No_table_joins_a_person_to_a_choice()
    {
        await using var house = await House.Open("sqlite");
        var tables = await house.Work(s => Task.FromResult(s.GetRequiredService<AppDb>().Model.GetEntityTypes().ToList()));
        // The one row beside a name: how many agreed to leave that member out of the count. It says nothing of who they were.
        string[] aboutSomebody = ["meeting_exclusions"];
        string[] choices = ["yes", "no", "abstain", "invalid", "vote", "choice", "ballot"];
        foreach (var table in tables)
        {
            var columns = table.GetProperties().Select(p => p.GetColumnName()).ToList();
            if (!columns.Any(c => choices.Contains(c) || c.Contains("ballot", StringComparison.Ordinal))) continue;
            if (aboutSomebody.Contains(table.GetTableName())) continue;
            Assert.DoesNotContain(columns, c => c.Contains("person", StringComparison.Ordinal) || c.Contains("voter", StringComparison.Ordinal) || c is "name" or "attendance_id" or "membership_id");
        }
        Assert.Contains(tables, t => t.GetTableName() == "tally_sheets");
    }
}
