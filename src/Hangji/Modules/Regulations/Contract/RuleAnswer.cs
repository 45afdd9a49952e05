namespace Hangji.Modules.Regulations.Contract;

/// <summary>答复: how one rule stands on one day, given what is known.</summary>
/// <param name="Applies">Null when that itself cannot be told.</param>
/// <param name="Missing">Names of facts that could change the answer; all of them when the verdict is unknown.</param>
/// <param name="Strength">The strength that counts for this answer: a must rule of which only the 一般 part is broken answers "normally".</param>
/// <param name="Values">What was computed: needed votes, least present, due date, period, amounts.</param>
internal sealed record RuleAnswer(
    Rule Rule, DateOnly On, Verdict Verdict, bool? Applies, IReadOnlyList<string> Missing,
    IReadOnlyDictionary<string, object> Values, Bilingual Explanation, Strength Strength)
{
    public bool InForce => Verdict != Verdict.NotInForce;
    public ArticleRef Article => Rule.Article;
    /// <summary>True when this must refuse the act: violated, verified, and 应当.</summary>
    public bool Refuses => Verdict == Verdict.Violated && Strength == Strength.Must;
}
