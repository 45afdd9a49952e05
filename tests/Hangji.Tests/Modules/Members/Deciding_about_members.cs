using Hangji.Modules.Members;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Text;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Modules.Members;

/// <summary>The rules alone, both sides of each boundary.</summary>
public sealed class Deciding_about_members
{
    static readonly DateOnly Today = new(2026, 11, 20);

    static OrgNode Org(string kind = "branch", DateOnly? gone = null) => new()
    {
        Id = 1, Path = "10/", Code = "1", Name = "竹溪村党支部", ShortName = "竹溪村党支部", Kind = kind, Field = "village", Relation = "own", Initials = "", DissolvedOn = gone,
    };

    static Membership Of(DateOnly joined, DateOnly? full = null, DateOnly? to = null) => new()
    {
        Id = 1, OrgId = 1, PersonId = 1, FromOn = joined, ToOn = to, Entry = "registered", JoinedOn = joined, FullSince = full, Name = "", SortKey = "", Initials = "", Sex = "1",
    };

    [Fact] public void A_branch_takes_members() => Assert.Null(AdmitMember.Check(Situations.Members.Entry("陈启山"), Org(), null, Today));
    [Fact] public void A_committee_does_not() => Assert.Equal("支部工作条例 第四条", AdmitMember.Check(Situations.Members.Entry("陈启山"), Org("committee"), null, Today)!.Article);
    [Fact] public void A_temporary_branch_does_not() => Assert.Equal("支部工作条例 第八条", AdmitMember.Check(Situations.Members.Entry("陈启山"), Org("temporary-branch"), null, Today)!.Article);
    [Fact] public void A_dissolved_branch_does_not() => Assert.NotNull(AdmitMember.Check(Situations.Members.Entry("陈启山"), Org(gone: Today), null, Today));
    [Fact] public void A_branch_dissolved_tomorrow_still_does() => Assert.Null(AdmitMember.Check(Situations.Members.Entry("陈启山"), Org(gone: Today.AddDays(1)), null, Today));

    [Fact] public void Probation_is_a_whole_year() => Assert.Null(ConvertToFull.Check(Of(new(2025, 11, 20)), Today, "批复", Today));
    [Fact] public void A_day_less_is_refused_with_the_day() => Assert.Equal(new DateOnly(2026, 11, 20), ConvertToFull.Check(Of(new(2025, 11, 20)), Today.AddDays(-1), "批复", Today)!.Args[0]);
    [Fact] public void A_full_member_is_not_converted_again() => Assert.NotNull(ConvertToFull.Check(Of(new(2005, 7, 1), new(2006, 7, 1)), Today, "批复", Today));

    [Fact] public void The_last_day_may_be_today() => Assert.Null(EndMembership.Check(Of(new(2005, 7, 1)), Today, "moved-out", "介绍信", Today));
    [Fact] public void But_not_tomorrow() => Assert.NotNull(EndMembership.Check(Of(new(2005, 7, 1)), Today.AddDays(1), "moved-out", "介绍信", Today));
    [Fact] public void Death_needs_no_document() => Assert.Null(EndMembership.Check(Of(new(2005, 7, 1)), Today, "died", "", Today));
    [Fact] public void Removal_does() => Assert.NotNull(EndMembership.Check(Of(new(2005, 7, 1)), Today, "removed", "", Today));

    [Theory]
    [InlineData("2025-11-20", true)]
    [InlineData("2025-11-21", false)]
    public void An_activist_becomes_a_candidate_after_a_year(string since, bool may) =>
        Assert.Equal(may, RecordStage.CheckAdvance(new() { Id = 1, OrgId = 1, PersonId = 1, Reached = "activist", FromOn = DateOnly.Parse(since) }, "candidate", Today, Today) is null);

    [Theory]
    [InlineData("2008-11-20", true)]
    [InlineData("2008-11-21", false)]
    public void One_applies_at_eighteen(string born, bool may) => Assert.Equal(may, RecordStage.CheckApplicant(Org(), DateOnly.Parse(born), Today, Today) is null);

    [Fact] public void The_infirm_flag_needs_a_review_date() => Assert.Equal("ReviewOn", BeginSpell.Check(Of(new(2005, 7, 1)), new(Spell.Infirm, "old", Today), false, Today)!.Field);
    [Fact] public void No_vote_needs_a_decision() => Assert.Equal("Ground", BeginSpell.Check(Of(new(2005, 7, 1)), new(Spell.NoVote, "liucha", Today), false, Today)!.Field);
    [Fact] public void The_same_spell_does_not_begin_twice() => Assert.Equal("Kind", BeginSpell.Check(Of(new(2005, 7, 1)), new(Spell.NoVote, "liucha", Today, "决定"), true, Today)!.Field);
    [Fact] public void An_illness_is_no_reason_that_can_be_written() => Assert.Equal("Reason", BeginSpell.Check(Of(new(2005, 7, 1)), new(Spell.Infirm, "cancer", Today, ReviewOn: Today.AddYears(1)), false, Today)!.Field);

    [Fact] public void A_probationer_cannot_be_secretary() => Assert.Equal("党章 第七条", AppointOfficer.Check(Org(), new(1, "secretary", Today, null, null), Of(new(2026, 5, 1)), [], Today)!.Article);
    [Fact] public void Nor_can_who_is_no_member() => Assert.NotNull(AppointOfficer.Check(Org(), new(1, "secretary", Today, null, null), null, [], Today));
    [Fact] public void A_village_committee_takes_anybody() => Assert.Null(AppointOfficer.Check(Org("villagers-committee"), new(1, "chair", Today, null, null), null, [], Today));

    [Theory]
    [InlineData("看看", false)]
    [InlineData("核对档案", true)]
    public void A_field_opens_for_a_written_reason(string reason, bool opens) => Assert.Equal(opens, RevealField.Check("id", reason) is null);

    static IEnumerable<string> Rules(MemberEntry entry) => MemberRules.Findings(entry, Today).Select(f => f.Rule);
    static MemberEntry Entry(LooseDate joined, LooseDate full = default, LooseDate born = default) => new() { Name = "陈启山", Sex = "1", Born = born, Joined = joined, Full = full };

    [Fact] public void Joining_at_eighteen_is_quiet() => Assert.DoesNotContain("dev-age", Rules(Entry(new(1998, 5, 6), new(1999, 5, 6), new(1980, 5, 6))));
    [Fact] public void Joining_a_day_earlier_is_worth_a_look() => Assert.Contains("dev-age", Rules(Entry(new(1998, 5, 5), new(1999, 5, 6), new(1980, 5, 6))));
    [Fact] public void A_birth_known_to_the_year_gives_the_benefit_of_the_doubt() => Assert.DoesNotContain("dev-age", Rules(Entry(new(1998), new(1999), new(1980))));
    [Fact] public void Full_before_joining_is_an_error() => Assert.Contains("full-after-joined", Rules(Entry(new(1998, 5, 6), new(1997, 5, 6))));
    [Fact] public void A_short_probation_is_worth_a_look() => Assert.Contains("probation-year", Rules(Entry(new(1998, 5, 6), new(1999, 5, 5))));
    [Fact] public void Between_1969_and_1977_there_was_none() => Assert.DoesNotContain("probation-year", Rules(Entry(new(1972, 5, 6), new(1972, 5, 6))));
    [Fact] public void Nobody_joined_before_there_was_a_Party() => Assert.Contains("joined-founded", Rules(Entry(new(1921, 6, 30), new(1921, 6, 30))));
    [Fact] public void Nobody_joins_tomorrow() => Assert.Contains("joined-past", Rules(Entry(LooseDate.Of(Today.AddDays(1)))));
    [Fact] public void Two_years_of_probation_are_worth_a_look() => Assert.Contains("probation-long", Rules(Entry(new(2024, 11, 19))));
    [Fact] public void Within_two_years_nothing_is_said() => Assert.Empty(Rules(Entry(new(2024, 11, 20))));
}
