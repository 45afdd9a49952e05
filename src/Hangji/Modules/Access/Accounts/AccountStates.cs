using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;

namespace Hangji.Modules.Access.Accounts;

/// <summary>账号状态: told by word and icon.</summary>
internal static class AccountStates
{
    public static MarkupString Of(Words words, AccountRow row) => new(string.Join(' ', Marks(words, row).Select(m => m.Value)));

    private static IEnumerable<MarkupString> Marks(Words words, AccountRow row)
    {
        if (row.Account.DisabledAt is not null) yield return Shell.Marks.State(Standing.Off, words["已停用"]);
        else if (row.LockedUntil is { } until) yield return Shell.Marks.State(Standing.Wait, words["锁定到 {0}", until]);
        else yield return Shell.Marks.State(Standing.Done, words["可用"]);
        if (row.Account.ProposedKind is not null) yield return Shell.Marks.State(Standing.Wait, words["任命待确认"]);
        if (row.Account.MustChangePassword) yield return Shell.Marks.State(Standing.Due, words["首次密码未换"]);
        if (row.Account.TwoFactorEnabled) yield return Shell.Marks.State(Standing.Done, words["有动态口令"]);
    }
}
