using System.Buffers.Text;
using System.Globalization;
using Hangji.Platform.Crypto;

namespace Hangji.Shell;

/// <summary>
/// 只显示一次的答复: a first password or recovery codes. They go with the redirect, sealed into the address for five minutes and for one account, so that a second press
/// of the button, whose answer is the one that the browser shows, is led to them as well. Sealed with the field keys: the database, which keeps the address, cannot open it.
/// </summary>
internal sealed class ShownOnce(FieldCipher cipher, TimeProvider clock)
{
    public const string Query = "shown";
    private const string Field = "shown.once";
    public static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);

    /// <summary>Whether this request answers with such an address: its form then leaves a receipt, even where no record was changed.</summary>
    public bool Given { get; private set; }

    /// <param name="address">The page that shows it.</param>
    /// <param name="account">Who may read it; null for whoever holds the address, where nobody has an account yet.</param>
    /// <param name="said">Single lines.</param>
    public string At(string address, long? account, IEnumerable<string> said)
    {
        Given = true;
        var until = clock.GetUtcNow().Add(Keep).Ticks.ToString(CultureInfo.InvariantCulture);
        return $"{address}?{Query}={Base64Url.EncodeToString(cipher.Seal(Field, string.Join('\n', said.Prepend(until)), account ?? 0))}";
    }

    /// <summary>What was said; empty when it is too old, of another account or not ours.</summary>
    public string[] Open(string? shown, long? account)
    {
        if (string.IsNullOrEmpty(shown) || !Base64Url.IsValid(shown)) return [];
        var lines = cipher.TryOpen(Field, Base64Url.DecodeFromChars(shown), account ?? 0)?.Split('\n') ?? [];
        return lines is [var until, .. var said] && long.Parse(until, CultureInfo.InvariantCulture) > clock.GetUtcNow().Ticks ? said : [];
    }
}
