using System.Security.Cryptography;
using System.Text;
using Hangji.Platform.Log;

namespace Hangji.Tests.Platform.Log;

public sealed class What_may_stand_in_the_public_log
{
    private static readonly DateTimeOffset At = new(2026, 7, 1, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly Guid Doc = Guid.Parse("0198c0de-0000-7000-8000-000000000001");
    private static readonly byte[] Hash = SHA256.HashData("text"u8);

    [Fact]
    public void Every_kind_of_leaf_is_taken_as_it_is_made()
    {
        var key = new VerifierKey("a.example/log", VerifierKey.Log, new byte[32]);
        foreach (var leaf in new[]
        {
            LogLeaf.Published("330102001001", Doc, 1, Hash, true, At, new(2026, 7, 1), new(2026, 7, 16)), LogLeaf.Published("12", Doc, 1, Hash, false, At, result: true),
            LogLeaf.Corrected("12", Doc, 2, Hash, false, 7, At), LogLeaf.Withdrawn("12", Doc, 2, 7, At), LogLeaf.Rules("branch-work", 3, Hash, At), LogLeaf.NewKey(key, new byte[64], At),
        })
            Assert.True(LogLeaf.Check(LogName.Public, leaf.Bytes()) is null, leaf.ToString());
        Assert.Equal("""{"at":"2026-07-01T00:00:00Z","doc":"0198c0de-0000-7000-8000-000000000001","org":"12","prev":7,"rev":2,"t":"withdraw","v":1}""", LogLeaf.Withdrawn("12", Doc, 2, 7, At).ToString());
    }

    [Theory]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","doc":"0198c0de-0000-7000-8000-000000000001","name":"x","org":"12","prev":7,"rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","doc":"0198c0de-0000-7000-8000-000000000001","org":"12","prev":7,"rev":2,"t":"gossip","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","doc":"330102199001011234","org":"12","prev":7,"rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","doc":"0198c0de-0000-7000-8000-000000000001","org":"zhang-san","prev":7,"rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","doc":"0198c0de-0000-7000-8000-000000000001","org":"12","rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","doc":"0198c0de-0000-7000-8000-000000000001","org":"12","prev":07,"rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z", "doc":"0198c0de-0000-7000-8000-000000000001","org":"12","prev":7,"rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"doc":"0198c0de-0000-7000-8000-000000000001","at":"2026-07-01T00:00:00Z","org":"12","prev":7,"rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","at":"2026-07-01T00:00:00Z","doc":"0198c0de-0000-7000-8000-000000000001","org":"12","prev":7,"rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","doc":"0198c0de-0000-7000-8000-000000000001","org":{"n":1},"prev":7,"rev":2,"t":"withdraw","v":1}""")]
    [InlineData("""{"at":"2026-07-01T00:00:00Z","count":1,"first":1,"last":1,"rows":"AAAA","t":"audit","table":"facts","v":1}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Nothing_else_is(string entry) => Assert.NotNull(LogLeaf.Check(LogName.Public, Encoding.UTF8.GetBytes(entry)));

    [Fact]
    public void A_name_in_any_field_is_refused() =>
        Assert.NotNull(LogLeaf.Check(LogName.Public, LogLeaf.Published("张三", Doc, 1, Hash, false, At).Bytes()));

    [Fact]
    public void The_internal_log_takes_seals_and_nothing_public()
    {
        Assert.Null(LogLeaf.Check(LogName.Audit, LogLeaf.Sealed("facts", 1, 2, 2, "AAAA", At).Bytes()));
        Assert.NotNull(LogLeaf.Check(LogName.Audit, LogLeaf.Withdrawn("12", Doc, 2, 7, At).Bytes()));
    }
}
