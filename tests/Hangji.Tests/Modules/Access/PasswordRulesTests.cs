using Hangji.Modules.Access.SignIns;

namespace Hangji.Tests.Modules.Access;

public sealed class A_new_password
{
    [Theory]
    [InlineData("竹溪桥头第三盏灯是红的")]
    [InlineData("correct horse battery staple")]
    [InlineData("kq7-wm2-zp9")]
    [InlineData("𬍛䶮家的三只白鹅过河")]
    public void Is_taken_when_it_is_long_and_not_obvious(string password) => Assert.Null(PasswordRules.Check(password, "chenqishan"));

    [Theory]
    [InlineData(null, "密码至少 {0} 个字，可以用一句话")]
    [InlineData("短密码只九个字啊", "密码至少 {0} 个字，可以用一句话")]
    [InlineData("chenqishan-是我的", "密码里不能有账号名")]
    [InlineData("aaaabbbbcccc", "密码里不同的字太少")]
    [InlineData("1234567890", "这个密码太容易猜到，请换一个")]
    [InlineData("Password123456", "这个密码太容易猜到，请换一个")]
    [InlineData("qwertyuiop2026", "这个密码太容易猜到，请换一个")]
    [InlineData("dangjian12345678", "这个密码太容易猜到，请换一个")]
    [InlineData("1qaz2wsx!@#$", "这个密码太容易猜到，请换一个")]
    [InlineData("zhongguo666666", "这个密码太容易猜到，请换一个")]
    public void Is_refused_with_the_reason(string? password, string why) => Assert.Equal(why, PasswordRules.Check(password, "chenqishan")?.Message);

    [Fact]
    public void Has_ten_characters_at_least_counted_as_people_count()
    {
        Assert.NotNull(PasswordRules.Check("一二三四五六七八九", "u01"));
        Assert.Null(PasswordRules.Check("一二三四五六七八九十", "u01"));
        Assert.NotNull(PasswordRules.Check("𬍛𬍜𬍝𬍞𬍟𬍠𬍡𬍢𬍣", "u01"));
    }

    [Fact]
    public void Has_128_characters_at_most()
    {
        var long128 = string.Concat(Enumerable.Range(0, 128).Select(i => (char)('一' + i)));
        Assert.Null(PasswordRules.Check(long128, "u01"));
        Assert.NotNull(PasswordRules.Check(long128 + "丁", "u01"));
    }
}

public sealed class A_code_from_the_phone
{
    /// <summary>RFC 6238 appendix B, SHA-1, the last six digits; the key is the ASCII text 12345678901234567890 in base 32.</summary>
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Is_the_one_of_the_standard(long second, string code) => Assert.Equal(code, Totp.Code(Key, second / 30));

    [Fact]
    public void Is_taken_one_step_early_or_late_and_no_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        var step = Totp.Step(now);
        foreach (var off in new[] { -1, 0, 1 }) Assert.Equal(step + off, Totp.Match(Key, Totp.Code(Key, step + off), now));
        foreach (var off in new[] { -2, 2 }) Assert.Null(Totp.Match(Key, Totp.Code(Key, step + off), now));
    }

    [Theory]
    [InlineData("050 471", true)]
    [InlineData("０５０４７１", true)]
    [InlineData("05047", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Is_read_as_people_type_it(string? typed, bool right) => Assert.Equal(right, Totp.Match(Key, typed, DateTimeOffset.FromUnixTimeSeconds(1111111111)) is not null);

    [Fact]
    public void A_new_key_has_160_bits() => Assert.All(Enumerable.Range(0, 20), _ => Assert.Matches("^[A-Z2-7]{32}$", Totp.NewKey()));
}
