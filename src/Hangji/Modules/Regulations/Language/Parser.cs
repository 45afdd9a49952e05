using System.Globalization;
using System.Text.RegularExpressions;
using Hangji.Modules.Regulations.Contract;

namespace Hangji.Modules.Regulations.Language;

/// <summary>A condition that cannot be read: says what and where.</summary>
internal sealed class ConditionError(string message) : Exception(message);

/// <summary>条件语言: reads <c>org_kind in (branch, joint_branch) and full_members >= 7</c> into nodes, checking names and
/// types against the vocabulary. Grammar: or, and, not, comparison, in (...), + - *, calls, facts, literals,
/// and what the rule itself names (its parameters and values).</summary>
internal sealed partial class Parser
{
    readonly Vocabulary vocabulary;
    readonly IReadOnlyDictionary<string, Node> named;
    readonly List<string> tokens;
    int at;

    Parser(string text, Vocabulary vocabulary, IReadOnlyDictionary<string, Node> named)
    {
        this.vocabulary = vocabulary;
        this.named = named;
        tokens = Split(text);
    }

    /// <summary>Compiles a condition or a value; throws <see cref="ConditionError"/>.</summary>
    public static Node Parse(string text, Vocabulary vocabulary, IReadOnlyDictionary<string, Node>? named = null)
    {
        var parser = new Parser(text, vocabulary, named ?? new Dictionary<string, Node>());
        var node = parser.Whole();
        if (parser.at < parser.tokens.Count) throw new ConditionError($"did not expect '{parser.tokens[parser.at]}' in: {text}");
        return node;
    }

    public static Node Condition(string text, Vocabulary vocabulary, IReadOnlyDictionary<string, Node>? named = null)
    {
        var node = Parse(text, vocabulary, named);
        return node.Type == FactType.Bool ? node : throw new ConditionError($"this is a {node.Type.Kebab()}, where yes or no is wanted: {text}");
    }

    [GeneratedRegex(@"\G\s*(?:(?<t>\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)?|[A-Za-z_][A-Za-z0-9_]*|<=|>=|!=|[=<>+\-*(),]))")]
    private static partial Regex Tokens();

    static List<string> Split(string text)
    {
        var tokens = new List<string>();
        var from = 0;
        while (from < text.Length && !string.IsNullOrWhiteSpace(text[from..]))
        {
            var match = Tokens().Match(text, from);
            if (!match.Success) throw new ConditionError($"cannot read '{text[from..].Trim()}'");
            tokens.Add(match.Groups["t"].Value);
            from = match.Index + match.Length;
        }
        return tokens;
    }

    string? Next => at < tokens.Count ? tokens[at] : null;
    bool Take(string token) { if (Next != token) return false; at++; return true; }
    void Expect(string token) { if (!Take(token)) throw new ConditionError($"expected '{token}' before '{Next ?? "the end"}'"); }

    Node Whole()
    {
        var left = Conjunction();
        while (Take("or")) left = new Or(Bool(left), Bool(Conjunction()));
        return left;
    }

    Node Conjunction()
    {
        var left = Negation();
        while (Take("and")) left = new And(Bool(left), Bool(Negation()));
        return left;
    }

    Node Negation() => Take("not") ? new Not(Bool(Negation())) : Comparison();

    Node Comparison()
    {
        var left = Sum();
        if (Take("in")) return Within(left);
        Relation? relation = Next switch
        {
            "=" => Relation.Equal, "!=" => Relation.NotEqual, "<" => Relation.Less, "<=" => Relation.LessOrEqual,
            ">" => Relation.Greater, ">=" => Relation.GreaterOrEqual, _ => null,
        };
        if (relation is null) return left;
        at++;
        if (left is FactNode { Fact.Type: FactType.Code } code)
            return relation is Relation.Equal or Relation.NotEqual
                ? new Compare(relation.Value, left, CodeLiteral(code.Fact))
                : throw new ConditionError($"{code.Fact.Name} is a code: only = and != compare it");
        var (a, b) = SameKind(left, Sum());
        return new Compare(relation.Value, a, b);
    }

    Node Within(Node left)
    {
        if (left is not FactNode { Fact.Type: FactType.Code } code) throw new ConditionError("'in' wants a code fact before it");
        Expect("(");
        var values = new List<long>();
        do values.Add(CodeLiteral(code.Fact).Value); while (Take(","));
        Expect(")");
        return new OneOf(left, [.. values]);
    }

    Literal CodeLiteral(FactName fact)
    {
        var word = Next ?? throw new ConditionError($"a value of {fact.Name} is missing");
        at++;
        var place = fact.CodeOf(word);
        return place >= 0 ? new Literal(FactType.Code, place) : throw new ConditionError($"'{word}' is not a value of {fact.Name}");
    }

    Node Sum()
    {
        var left = Product();
        while (Next is "+" or "-")
        {
            var plus = tokens[at++] == "+";
            var (a, b) = SameKind(left, Product());
            if (a.Type is not (FactType.Int or FactType.Decimal or FactType.MoneyFen)) throw new ConditionError("+ and - want numbers; dates use add_days, add_months, days_between");
            left = plus ? new Call(a.Type, (x, y, _) => x + y, a, b) : new Call(a.Type, (x, y, _) => x - y, a, b);
        }
        return left;
    }

    Node Product()
    {
        var left = Primary();
        while (Take("*"))
        {
            var right = Primary();
            if (left.Type == FactType.Int && right.Type is FactType.Int or FactType.MoneyFen) left = new Call(right.Type, (x, y, _) => x * y, left, right);
            else if (left.Type == FactType.MoneyFen && right.Type == FactType.Int) left = new Call(left.Type, (x, y, _) => x * y, left, right);
            else throw new ConditionError("* wants whole numbers");
        }
        return left;
    }

    Node Primary()
    {
        var word = Next ?? throw new ConditionError("something is missing at the end");
        at++;
        if (word == "(") { var inner = Whole(); Expect(")"); return inner; }
        if (word is "true" or "false") return new Literal(FactType.Bool, word == "true" ? 1 : 0);
        if (char.IsDigit(word[0])) return Number(word);
        if (Next == "(") return Called(word);
        if (named.TryGetValue(word, out var value)) return value;
        return vocabulary.Find(word) is { } fact
            ? fact.Type == FactType.Text ? throw new ConditionError($"{word} is text: a rule cannot depend on it") : new FactNode(fact)
            : throw new ConditionError($"no fact, parameter or function is called '{word}'");
    }

    static Literal Number(string word)
    {
        if (word.Length == 10 && word[4] == '-')
            return DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new(FactType.Date, day.DayNumber) : throw new ConditionError($"{word} is not a date");
        return word.Contains('.')
            ? new(FactType.Decimal, (long)(decimal.Parse(word, CultureInfo.InvariantCulture) * 100))
            : new(FactType.Int, long.Parse(word, CultureInfo.InvariantCulture));
    }

    Node Called(string name)
    {
        Expect("(");
        var given = new List<Node>();
        if (Next != ")") do given.Add(Whole()); while (Take(","));
        Expect(")");
        if (name == "known" && given is [FactNode fact]) return new Known(fact);
        if (name == "if" && given is [var when, var then, var otherwise])
        {
            var (a, b) = SameKind(then, otherwise);
            return new Choice(Bool(when), a, b);
        }
        if (!Functions.All.TryGetValue(name, out var function)) throw new ConditionError($"there is no function '{name}'");
        if (given.Count != function.Takes.Length) throw new ConditionError($"{name} takes {function.Takes.Length} values, not {given.Count}");
        for (var i = 0; i < given.Count; i++)
            if (given[i].Type != function.Takes[i] && !(function.Takes[i] == FactType.Int && given[i].Type == FactType.MoneyFen))
                throw new ConditionError($"{name} wants a {function.Takes[i].Kebab()} as value {i + 1}, not a {given[i].Type.Kebab()}");
        var type = function.Returns == FactType.Int && given.Exists(n => n.Type == FactType.MoneyFen) ? FactType.MoneyFen : function.Returns;
        return new Call(type, function.Body, given[0], given.ElementAtOrDefault(1), given.ElementAtOrDefault(2));
    }

    static Node Bool(Node node) => node.Type == FactType.Bool ? node : throw new ConditionError($"and, or, not want yes or no, not a {node.Type.Kebab()}");

    static (Node, Node) SameKind(Node a, Node b)
    {
        if (a.Type == b.Type) return (a, b);
        if (a.Type == FactType.Int && b.Type == FactType.Decimal) return (new ToHundredths(a), b);
        if (a.Type == FactType.Decimal && b.Type == FactType.Int) return (a, new ToHundredths(b));
        if (a.Type == FactType.Int && b.Type == FactType.MoneyFen || a.Type == FactType.MoneyFen && b.Type == FactType.Int) return (a, b);
        throw new ConditionError($"a {a.Type.Kebab()} cannot be compared with a {b.Type.Kebab()}");
    }
}
