namespace Hangji.Modules.Regulations.Contract;

/// <summary>中英文本: a sentence of ours in both languages. Law as data carries its own English, so no resx is asked.</summary>
internal sealed record Bilingual(string Zh, string En) : Platform.Text.IEither
{
    public static readonly Bilingual Empty = new("", "");
    public string In(bool english) => english ? En : Zh;
    public override string ToString() => Zh;
}

/// <summary>条款: where a rule stands. <paramref name="Number"/> is the article number, 0 where practice has none.</summary>
internal sealed record ArticleRef(string Code, Bilingual Regulation, Bilingual Article, int Number)
{
    /// <summary>《支部工作条例》第十一条 / Regulations on Branch Work, Art. 11</summary>
    public Bilingual Cited => new($"《{Regulation.Zh}》{Article.Zh}", $"{Regulation.En}, {Article.En}");
    public override string ToString() => Cited.Zh;
}

/// <summary>强度: 应当, 一般, 惯例. Only an effective <see cref="Must"/> may refuse; the others warn and take a reason.</summary>
internal enum Strength { Must, Normally, Practice }

/// <summary>核实程度: how well the wording is verified. V read in a text, V2 by secondary material, K from knowledge.
/// V2 and K never refuse anything (see <see cref="Rule.Strength"/>).</summary>
internal enum Mark { V, V2, K }

/// <summary>规则形态: what kind of demand a rule makes.</summary>
internal enum Shape { Periodic, Structural, Term, Deadline, Vote, Sequence, Eligibility, Amount, Record, Right, Prohibition }

/// <summary>结论: the answer to "how does this rule stand, given these facts, on this day".</summary>
internal enum Verdict { Satisfied, Violated, Due, Exempt, NotApplicable, NotInForce, Unknown }

/// <summary>规则主体: whom a duty falls on.</summary>
internal enum Subject { Body, Group, Member, Superior }

internal static class LawNames
{
    /// <summary>not-applicable, half-year, ...: the words used in YAML, JSON and the command line.</summary>
    public static string Kebab(this Enum value)
    {
        var name = value.ToString();
        var text = new System.Text.StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
