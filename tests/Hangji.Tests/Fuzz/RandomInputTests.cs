using System.Diagnostics;
using System.Text;
using Hangji.Modules.Regulations;
using Hangji.Platform.Codes;
using Hangji.Platform.Log;
using Hangji.Platform.Text;

namespace Hangji.Tests.Fuzz;

/// <summary>Random input to every reader: an answer or a refusal, never an exception, never more than a second. Few cases in the tests, HANGJI_FUZZ of them in ./do fuzz.</summary>
public sealed class Random_input
{
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("HANGJI_FUZZ"), out var many) ? many : 2_000;
    private static readonly DateOnly Today = new(2026, 11, 20);

    /// <summary>Pieces that readers look for, beside plain noise.</summary>
    private static readonly string[] Pieces =
        ["11010519491231002X", "9144030071526726XG", "6222021234567890128", "13812345678", "身份证", "１１０", "２０２６年", "年", "月", "日", "1998.7", "20260230", "-", "/", "T", "𬍛", "䶮", "·", "\u200b", "\ufeff", "\0", "\n\n", "— ", "tile/0/x001/", ".p/", "c2sp.org/tlog-proof@v1\n", "index ", "{\"", "\":", "null", "1e400", "\"full_members\"", "[", "}", "=", "'", "<script>", "\ud800"];

    private static string Noise(Random random)
    {
        var text = new StringBuilder();
        for (var parts = random.Next(0, 8); parts > 0; parts--)
            if (random.Next(3) == 0) text.Append(Pieces[random.Next(Pieces.Length)]);
            else for (var n = random.Next(0, 20); n > 0; n--) text.Append((char)(random.Next(4) == 0 ? random.Next(0, 0x10000) : random.Next(32, 127)));
        return text.ToString();
    }

    public static TheoryData<string> Readers() => [.. All.Keys];

    private static readonly Dictionary<string, Action<string>> All = new()
    {
        ["identity number"] = t => Assert.False(IdentityNumber.Read(t, Today, out var number) is null && number.ToString()?.Contains(t.Trim(), StringComparison.Ordinal) == true && t.Trim().Length == 18, "shown unmasked"),
        ["credit code"] = t => UnifiedCreditCode.Check(t),
        ["bank card"] = t => BankCard.Check(t),
        ["division code"] = t => DivisionCode.Check(t),
        ["telephone"] = t => PhoneNumber.Check(t),
        ["name"] = t => PersonName.Check(t),
        ["loose date"] = t => LooseDate.Parse(t, out _),
        ["scanner"] = t => PersonalDataScanner.Scan(t),
        ["pinyin"] = t => { Pinyin.Initials(t); Pinyin.SortKey(t); },
        ["signed note"] = t => SignedNote.Parse(t),
        ["checkpoint"] = t => Checkpoint.Parse(t),
        ["verifier key"] = t => VerifierKey.Parse(t),
        ["receipt"] = t => Receipt.Parse(t),
        ["tile path"] = t => Assert.True(TilePath.Parse(t) is not { } tile || tile.ToString() == t, "two spellings of one tile"),
    };

    [Theory, MemberData(nameof(Readers))]
    public void Is_read_or_refused_by(string reader)
    {
        var random = new Random(reader.Length * 7919);
        for (var i = 0; i < Cases; i++)
        {
            var text = Noise(random);
            var watch = Stopwatch.StartNew();
            var fault = Record.Exception(() => All[reader](text));
            Assert.True(fault is null, $"case {i} {Convert.ToHexString(Encoding.Unicode.GetBytes(text))}: {fault}");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"case {i} took {watch.Elapsed}");
        }
    }

    [Fact]
    public void Facts_for_rules_are_judged_or_refused_with_exit_code_two()
    {
        var random = new Random(42);
        var file = Path.GetTempFileName();
        try
        {
            for (var i = 0; i < Math.Max(50, Cases / 40); i++)
            {
                // Lone surrogates become replacement characters, as they do in any file.
                File.WriteAllBytes(file, Encoding.UTF8.GetBytes(random.Next(2) == 0 ? Noise(random) : $"{{\"full_members\": {Noise(random)}, \"org_kind\": \"{Noise(random).Replace("\"", "")}\"}}"));
                var (output, error) = (new StringWriter(), new StringWriter());
                var code = RulesCommand.Run(["ask", "--on", "2026-11-20", "--facts", file, "--rule", "branch-max-members", "--json"], output, error);
                Assert.InRange(code, 0, 2);
                Assert.DoesNotContain("   at ", output.ToString() + error);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
