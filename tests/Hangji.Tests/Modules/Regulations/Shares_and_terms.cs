using FsCheck;
using FsCheck.Fluent;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Tests.Modules.Regulations;

public class Shares_and_terms
{
    static readonly Rulebook book = Rulebook.Shipped;
    static readonly DateOnly day = new(2026, 5, 20);

    [Theory]
    [InlineData(10, 5, 6)]
    [InlineData(11, 6, 6)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(0, 1, 1)]
    public void At_least_half_and_more_than_half_differ_for_even_numbers_only(int of, int atLeast, int moreThan)
    {
        Assert.Equal(atLeast, Share.AtLeastHalf.Needed(of));
        Assert.Equal(moreThan, Share.MoreThanHalf.Needed(of));
    }

    [Fact] public void The_needed_number_is_the_smallest_that_reaches_the_share() => Prop.ForAll(
        Gen.Choose(1, 100_000).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), Gen.Choose(0, 1).ToArbitrary(), (of, numerator, strict) =>
        {
            var share = new Share(numerator, 10, strict == 1);
            bool Reaches(long n) => strict == 1 ? n * 10 > (long)of * numerator : n * 10 >= (long)of * numerator;
            var needed = share.Needed(of);
            return Reaches(needed) && (needed == 1 || !Reaches(needed - 1));
        }).QuickCheckThrowOnFailure();

    [Fact] public void A_general_meeting_and_a_recruiting_meeting_have_different_quorums()
    {
        Assert.True(book.Quorum("general-meeting-quorum", day)!.Met(5, 10));
        Assert.False(book.Quorum("dev-quorum", day)!.Met(5, 10));
    }

    [Fact] public void Bases_are_named_and_differ()
    {
        Assert.Equal(VoteBase.Entitled, book.Majority("general-meeting-pass", day)!.Base);
        Assert.Equal(VoteBase.Present, book.Majority("elect-pass", day)!.Base);
        Assert.Equal(VoteBase.AllMembers, book.Majority("rc-ga-pass", day)!.Base);
        Assert.True(book.Majority("dev-vote", day)!.CountsWritten);
        Assert.False(book.Majority("general-meeting-pass", day)!.CountsWritten);
    }

    [Fact] public void The_election_quorum_of_exactly_four_fifths_depends_on_the_date()
    {
        Assert.False(book.Quorum("elect-quorum", new(2020, 7, 12))!.Met(8, 10));
        Assert.True(book.Quorum("elect-quorum", new(2020, 7, 13))!.Met(8, 10));
        Assert.NotEqual(Strength.Must, book.Quorum("elect-quorum", day)!.Strength);
    }

    [Fact] public void A_rule_before_its_day_gives_no_quorum()
    {
        Assert.Null(book.Quorum("general-meeting-quorum", new(2018, 10, 27)));
        Assert.NotNull(book.Quorum("general-meeting-quorum", new(2018, 10, 28)));
    }

    [Fact] public void A_term_of_a_village_branch_ends_after_five_years_and_an_extension_has_a_ceiling()
    {
        var term = book.Term("term-village-community", day)!;
        Assert.Equal(new DateOnly(2026, 3, 15), term.Ends(new(2021, 3, 15)));
        Assert.Equal(new DateOnly(2025, 9, 15), term.RemindFrom(new(2021, 3, 15)));
        Assert.Equal(new DateOnly(2027, 3, 15), term.Ends(new(2021, 3, 15), 18));
    }

    [Fact] public void What_is_not_verified_never_refuses()
    {
        Assert.All(book.All.Where(r => r.Mark != Mark.V), r => Assert.False(r.Blocks));
        var answer = book.Ask("elect-quorum", day, book.Vocabulary.Facts().Set("entitled_voters", 12).Set("present_voters", 9));
        Assert.Equal(Verdict.Violated, answer.Verdict);
        Assert.False(answer.Refuses);
    }

    [Fact] public void A_rule_of_which_only_the_usual_part_is_broken_warns()
    {
        var facts = book.Vocabulary.Facts().Set("full_members", 40).Set("has_committee", true);
        Assert.False(book.Ask("branch-committee-required", day, facts.Copy().Set("committee_size", 8)).Refuses);
        Assert.True(book.Ask("branch-committee-required", day, facts.Copy().Set("committee_size", 2)).Refuses);
    }
}
