using Hangji.Platform.Codes;
using Hangji.Platform.Files;
using Hangji.Platform.Text;

namespace Hangji.Modules.CollectiveEconomy;

/// <summary>科目类别: what an account counts, which decides in which statement it stands.</summary>
internal enum AccountClass { Asset, Liability, Equity, Cost, Income, Expense }

/// <summary>会计科目: a first-level account of the collective accounting system (财会〔2023〕14号); sub-accounts are kept as text on the line.</summary>
internal sealed record Account(string Code, string Name, string English)
{
    /// <summary>The first digits carry the class: 1 assets, 2 liabilities, 3 equity, 4 cost, 50 income, 51 and 52 expenses.</summary>
    public AccountClass Class => Code[0] switch
    {
        '1' => AccountClass.Asset, '2' => AccountClass.Liability, '3' => AccountClass.Equity, '4' => AccountClass.Cost,
        _ => Code[1] == '0' ? AccountClass.Income : AccountClass.Expense,
    };

    /// <summary>借方余额科目: its balance usually stands on the debit side. Depreciation and amortization (133, 152, 162) stand on the credit side although they belong to assets.</summary>
    public bool IsDebit => Class is AccountClass.Asset or AccountClass.Cost or AccountClass.Expense && Code is not ("133" or "152" or "162");

    /// <summary>货币资金: cash and bank, what the public page calls the balance.</summary>
    public bool IsMoney => Code is Cash or Bank;

    /// <summary>结转损益 at the end of a period goes through this account; see <see cref="VoucherLine.Carries"/>.</summary>
    public const string Cash = "101", Bank = "102", NetGain = "321";

    public string In(Words t) => t.Either(Name, English);
}

/// <summary>科目表: the accounts in force on a day, found by code, by name, or as the head of a sub-account (10201, 银行存款-农商行).</summary>
internal static class Chart
{
    public const string List = "collective-account";

    static readonly Dictionary<string, Account> ByCode = CodeBook.Embedded.List(List).Entries.ToDictionary(e => e.Code, e => new Account(e.Code, e.Name, e.English!));

    public static IReadOnlyList<Account> On(DateOnly day) => [.. CodeBook.Embedded.Entries(List, day).Select(e => ByCode[e.Code])];

    /// <summary>An account that a record holds, in force or not.</summary>
    public static Account Of(string code) => ByCode[code];

    /// <summary>The account that a sheet means by a code, a name, or both, and what of it is below the first level; null where no account is meant.</summary>
    public static (Account Account, string Item)? Find(string? code, string? name, DateOnly day)
    {
        var digits = Plain.Fold(code).TrimStart('\'').Replace(".", "").Replace("-", "");
        var parts = CellText.Clean(name ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var named = parts.Length > 0 ? CodeBook.Embedded.Find(List, parts[0], day) : null;
        if (digits.Length == 0) return named is null ? null : (ByCode[named.Code], Below(parts[1..]));
        if (digits.Length < 3 || !Plain.AllDigits(digits) || CodeBook.Embedded.Find(List, digits[..3], day) is not { } found) return null;
        // A code and a name of two different accounts: somebody mistyped one of them.
        if (named is not null && named.Code != found.Code) return null;
        return (ByCode[found.Code], Below(named is null ? parts : parts[1..]));
    }

    static readonly char[] Separators = ['-', '—', '－', '/', '\\', '_', '\u3000', ':', '：', '>'];

    static string Below(string[] parts) => string.Join('-', parts);
}
