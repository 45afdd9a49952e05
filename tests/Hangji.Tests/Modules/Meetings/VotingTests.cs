using Hangji.Modules.Meetings;
using Hangji.Modules.Meetings.Voting;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Meetings;

/// <summary>The outcome of a vote by the rules that the program ships.</summary>
public sealed class A_vote
{
    static readonly DateOnly Day = new(2026, 11, 18);
    static VoteRules Rules(string kind, string subject = Subjects.Ordinary, DateOnly? on = null, string? by = null, bool community = false) =>
        MeetingKinds.All[kind].RulesOn(Rulebook.Shipped, on ?? Day, subject, by, community);
    static string Of(VoteRules rules, int entitled, int present, int yes, int no = 0, int abstain = 0, int recused = 0, int written = 0) =>
        Decision.Of(rules, new(entitled, present, recused, yes, no, abstain, WrittenYes: written)).Outcome;

    [Theory]
    [InlineData(10, 5, 6, Outcome.Passed)]      // impossible in life, but the arithmetic is the rule's: six yes of ten entitled
    [InlineData(10, 9, 5, Outcome.NotPassed)]   // five of ten is not more than half, though it is of nine present
    [InlineData(10, 9, 6, Outcome.Passed)]
    [InlineData(10, 4, 4, Outcome.NoQuorum)]
    [InlineData(11, 5, 5, Outcome.NoQuorum)]    // half of eleven rounds up to six
    [InlineData(11, 6, 6, Outcome.Passed)]
    [InlineData(23, 17, 12, Outcome.Passed)]
    [InlineData(23, 17, 11, Outcome.NotPassed)]
    public void Of_a_general_meeting_counts_against_all_who_are_due(int entitled, int present, int yes, string outcome) =>
        Assert.Equal(outcome, Of(Rules(MeetingKinds.General), entitled, present, yes));

    [Theory]
    [InlineData(10, 5, 5, 1, Outcome.NoQuorum)]   // at least half opens an ordinary vote, not this one
    [InlineData(10, 6, 6, 0, Outcome.Passed)]
    [InlineData(9, 5, 4, 1, Outcome.Passed)]
    [InlineData(9, 5, 4, 0, Outcome.NotPassed)]
    [InlineData(8, 7, 4, 0, Outcome.NotPassed)]
    [InlineData(8, 7, 4, 1, Outcome.Passed)]
    public void On_accepting_a_member_needs_more_than_half_present_and_counts_written_opinions(int entitled, int present, int yes, int written, string outcome) =>
        Assert.Equal(outcome, Of(Rules(MeetingKinds.General, Subjects.Recruiting), entitled, present, yes, written: written));

    [Theory]
    [InlineData(12, 10, 6, 4, Outcome.Passed)]
    [InlineData(12, 10, 5, 5, Outcome.NotPassed)]    // no reading of the rule carries a tie
    [InlineData(12, 10, 5, 1, Outcome.Unsettled)]    // five of ten present is not more than half, but the rule is not verified
    [InlineData(12, 9, 9, 0, Outcome.Unsettled)]     // nine of twelve is below four fifths
    public void Of_an_election_is_never_refused_by_a_rule_that_is_not_verified_and_never_passed_against_it(int entitled, int present, int yes, int no, string outcome) =>
        Assert.Equal(outcome, Of(Rules(MeetingKinds.General, Subjects.Election), entitled, present, yes, no));

    [Theory]
    [InlineData(47, 31, 31, Outcome.NoQuorum)]
    [InlineData(47, 32, 16, Outcome.NotPassed)]
    [InlineData(47, 32, 17, Outcome.Passed)]
    public void Of_the_representatives_opens_at_two_thirds_and_counts_those_present(int entitled, int present, int yes, string outcome)
    {
        Assert.Equal(outcome, Of(Rules(MeetingKinds.Representatives), entitled, present, yes));
        Assert.Equal(outcome, Of(Rules(MeetingKinds.Representatives, community: true), entitled, present, yes));
    }

    [Fact]
    public void Of_an_assembly_keeps_to_the_base_it_was_counted_in()
    {
        Assert.Equal(Outcome.NoQuorum, Of(Rules(MeetingKinds.Assembly, by: RoomCount.Adults), 1000, 500, 400));
        Assert.Equal(Outcome.Passed, Of(Rules(MeetingKinds.Assembly, by: RoomCount.Adults), 1000, 501, 251));
        Assert.Equal(Outcome.NoQuorum, Of(Rules(MeetingKinds.Assembly, by: RoomCount.Households), 300, 199, 199));
        Assert.Equal(Outcome.Passed, Of(Rules(MeetingKinds.Assembly, by: RoomCount.Households), 300, 200, 101));
    }

    [Theory]
    [InlineData(100, 90, 66, Outcome.NotPassed)]
    [InlineData(100, 67, 67, Outcome.Passed)]
    [InlineData(100, 66, 66, Outcome.NoQuorum)]
    public void Of_a_collective_needs_two_thirds_of_all_its_members(int entitled, int present, int yes, string outcome) =>
        Assert.Equal(outcome, Of(Rules(MeetingKinds.CollectiveAssembly), entitled, present, yes));

    [Fact]
    public void Cites_the_article_of_the_law_of_its_day()
    {
        var before = new DateOnly(2025, 12, 31);
        Assert.Contains("第二十六条", Rules(MeetingKinds.Representatives, on: before).QuorumUsed!.Article);
        Assert.Contains("第三十条", Rules(MeetingKinds.Representatives, on: before.AddDays(1)).QuorumUsed!.Article);
    }

    [Theory]
    [InlineData(5, 2, 2, 0, Outcome.NoQuorum)]     // at least half of five is three, and that rule binds
    [InlineData(5, 3, 3, 0, Outcome.Passed)]
    [InlineData(5, 3, 2, 1, Outcome.Unsettled)]    // more than half of all members is practice without a text
    [InlineData(5, 3, 1, 2, Outcome.NotPassed)]
    public void Of_a_committee_is_bound_by_its_quorum_and_only_warned_by_practice(int members, int present, int yes, int no, string outcome) =>
        Assert.Equal(outcome, Of(Rules(MeetingKinds.Committee), members, present, yes, no));

    [Fact]
    public void Before_any_rule_was_in_force_is_only_counted() =>
        Assert.Equal(Outcome.NoRule, Of(Rules(MeetingKinds.General, on: new(2018, 10, 27)), 10, 9, 9));

    [Fact]
    public void Of_a_body_without_a_rule_is_only_counted() => Assert.Equal(Outcome.NoRule, Of(Rules(MeetingKinds.Group), 5, 5, 5));

    [Fact]
    public void Loses_the_recused_from_those_present_but_not_from_those_entitled()
    {
        Assert.Equal(Outcome.Passed, Of(Rules(MeetingKinds.General), 10, 7, 6, recused: 1));
        Assert.Equal(Outcome.NoQuorum, Of(Rules(MeetingKinds.General), 10, 7, 4, recused: 3));
    }

    [Fact]
    public void Says_what_was_needed_and_of_whom()
    {
        var decision = Decision.Of(Rules(MeetingKinds.General), new(23, 17, 0, 15, 1, 1));
        Assert.Equal((12, 12, 23), (decision.QuorumNeeded, decision.VotesNeeded, decision.VotesOf));
        var used = Rules(MeetingKinds.General);
        Assert.Contains("第十一条", used.QuorumUsed!.Article);
        Assert.Equal("2018-10-28", used.MajorityUsed!.Version);
    }
}

/// <summary>Whatever is entered, "passed" is never said of a vote that the law would not carry: checked against arithmetic written down a second time, without the engine.</summary>
public sealed class No_combination_of_numbers
{
    sealed record Law(string Kind, string Subject, string? By, Func<int, int, bool> Opens, Func<int, int, int, bool> Carries, bool Written = false);

    static readonly Law[] Laws =
    [
        new(MeetingKinds.General, Subjects.Ordinary, null, (v, p) => 2 * p >= v, (v, _, yes) => 2 * yes > v),
        new(MeetingKinds.General, Subjects.Recruiting, null, (v, p) => 2 * p > v, (v, _, yes) => 2 * yes > v, Written: true),
        new(MeetingKinds.General, Subjects.Election, null, (v, p) => 5 * p >= 4 * v, (_, p, yes) => 2 * yes > p),
        new(MeetingKinds.Representatives, Subjects.Ordinary, null, (v, p) => 3 * p >= 2 * v, (_, p, yes) => 2 * yes > p),
        new(MeetingKinds.Assembly, Subjects.Ordinary, RoomCount.Adults, (v, p) => 2 * p > v, (_, p, yes) => 2 * yes > p),
        new(MeetingKinds.Assembly, Subjects.Ordinary, RoomCount.Households, (v, p) => 3 * p >= 2 * v, (_, p, yes) => 2 * yes > p),
        new(MeetingKinds.CollectiveAssembly, Subjects.Ordinary, RoomCount.Members, (v, p) => 3 * p >= 2 * v, (v, _, yes) => 3 * yes >= 2 * v),
        new(MeetingKinds.CollectiveCouncil, Subjects.Ordinary, null, (v, p) => 3 * p >= 2 * v, (v, _, yes) => 2 * yes > v),
    ];

    [Fact]
    public void Passes_a_vote_without_quorum_and_majority_and_none_that_has_both_is_denied()
    {
        var tried = 0;
        var passed = 0;
        foreach (var law in Laws)
        {
            var rules = MeetingKinds.All[law.Kind].RulesOn(Rulebook.Shipped, new(2026, 11, 18), law.Subject, law.By);
            for (var entitled = 0; entitled <= 13; entitled++)
                for (var present = 0; present <= entitled; present++)
                    for (var recused = 0; recused <= Math.Min(present, 2); recused++)
                        for (var yes = 0; yes <= present - recused; yes++)
                            for (var no = 0; no <= present - recused - yes; no++)
                                for (var written = 0; written <= Math.Min(3, entitled - present); written++)
                                {
                                    tried++;
                                    var outcome = Decision.Of(rules, new(entitled, present, recused, yes, no, 0, WrittenYes: written)).Outcome;
                                    var lawful = present - recused > 0 && law.Opens(entitled, present - recused)
                                        && law.Carries(entitled, present - recused, yes + (law.Written ? written : 0)) && yes + (law.Written ? written : 0) > 0;
                                    if (outcome == Outcome.Passed) passed++;
                                    Assert.True(outcome == Outcome.Passed == lawful, $"{law.Kind} {law.Subject}: entitled {entitled}, present {present}, recused {recused}, yes {yes}, no {no}, written {written}: {outcome}");
                                }
        }
        Assert.True(tried > 20_000 && passed > 1_000 && passed < tried, $"{passed} of {tried}");
    }
}

/// <summary>Numbers that cannot be are refused with their field and a sentence.</summary>
public sealed class Impossible_numbers
{
    static readonly Tally Fine = new(23, 17, 0, 15, 1, 1);
    static string? Field(Tally tally, bool written = false) => tally.Impossible(2, written)?.Field;

    [Fact] public void A_count_that_adds_up_is_taken() => Assert.Null(Field(Fine));
    [Fact] public void More_votes_than_voters_present() => Assert.Equal("yes-2", Field(Fine with { Abstain = 2 }));
    [Fact] public void As_many_votes_as_voters_but_one_is_recused() => Assert.Equal("yes-2", Field(Fine with { Recused = 1 }));
    [Fact] public void One_vote_fewer_and_one_recused_is_taken() => Assert.Null(Field(Fine with { Recused = 1, Abstain = 0 }));
    [Fact] public void More_present_than_due() => Assert.Equal("present", Field(Fine with { Entitled = 16 }));
    [Fact] public void As_many_present_as_due_is_taken() => Assert.Null(Field(Fine with { Entitled = 17 }));
    [Fact] public void More_recused_than_present() => Assert.Equal("recused-2", Field(new(23, 17, 18, 0, 0, 0)));
    [Fact] public void A_negative_number() => Assert.Equal("no-2", Field(Fine with { No = -1 }));
    [Fact] public void A_number_beyond_reason() => Assert.Equal("invalid-2", Field(Fine with { Invalid = 1_000_001 }));
    [Fact] public void Written_opinions_where_none_count() => Assert.Equal("wyes-2", Field(Fine with { WrittenYes = 1 }));
    [Fact] public void Written_opinions_of_the_absent_are_taken() => Assert.Null(Field(Fine with { WrittenYes = 6 }, written: true));
    [Fact] public void More_written_opinions_than_absent() => Assert.Equal("wyes-2", Field(Fine with { WrittenYes = 7 }, written: true));
    [Fact] public void The_sentence_names_the_numbers() => Assert.Equal([2, 19, 17], (Fine with { Yes = 12, No = 3, Abstain = 4 }).Impossible(2, false)!.Args);
}
