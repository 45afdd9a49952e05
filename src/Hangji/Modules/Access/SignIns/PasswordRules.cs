using Hangji.Platform;

namespace Hangji.Modules.Access.SignIns;

/// <summary>密码规则: long rather than intricate. No classes of characters and no forced change; length, no account name, none of the obvious ones (ASVS 5.0 6.2).</summary>
internal static class PasswordRules
{
    public const int Least = 10, Most = 128;

    /// <summary>Beginnings that everybody tries first, in the form of <see cref="Plain"/>.</summary>
    private static readonly string[] Obvious =
    [
        "password", "passw0rd", "p@ssword", "qwertyuiop", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "1qaz2wsx", "qazwsx", "iloveyou", "welcome", "letmein", "administrator", "admin", "root", "test", "guest", "user",
        "hangji", "dangjian", "dangyuan", "zhibu", "dangwei", "zhonggong", "gongchandang", "zuzhibu", "shuji", "woaini", "woaizhongguo", "zhongguo", "beijing", "xianwei", "zhenwei", "mima", "wode", "china",
        "夯基", "党建", "党员", "支部", "书记", "密码", "中国", "我爱", "abc", "aaa", "xxx",
    ];

    private const string Rows = "0123456789876543210 abcdefghijklmnopqrstuvwxyz zyxwvutsrqponmlkjihgfedcba qwertyuiop asdfghjkl zxcvbnm 147258369 159357";

    /// <summary>The first thing wrong with a new password, or null.</summary>
    public static Refusal? Check(string? password, string? userName, string field = "NewPassword")
    {
        if (password is null || password.EnumerateRunes().Count() < Least) return new("密码至少 {0} 个字，可以用一句话", field, null, Least);
        if (password.Length > Most) return new("密码最多 {0} 个字", field, null, Most);
        var plain = Plain(password);
        if (userName is { Length: >= 3 } && plain.Contains(Plain(userName), StringComparison.Ordinal)) return new("密码里不能有账号名", field);
        if (password.EnumerateRunes().Distinct().Count() < 5) return new("密码里不同的字太少", field);
        return Left(plain) < 5 ? new("这个密码太容易猜到，请换一个", field) : null;
    }

    /// <summary>How much is left of a password when obvious words, keyboard rows and years are taken out.</summary>
    private static int Left(string plain)
    {
        foreach (var word in Obvious) plain = plain.Replace(word, " ", StringComparison.Ordinal);
        for (var at = 0; at < plain.Length; at++)
        {
            var run = 0;
            while (at + run < plain.Length && plain[at + run] != ' ' && Rows.Contains(plain.Substring(at, run + 1), StringComparison.Ordinal)) run++;
            if (run < 4) continue;
            plain = plain[..at] + " " + plain[(at + run)..];
        }
        return plain.Replace(" ", "").Distinct().Count() is var kinds && kinds < 3 ? kinds : plain.Replace(" ", "").Length;
    }

    private static string Plain(string text) => string.Concat(text.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c == '@' || char.IsSurrogate(c)));
}
