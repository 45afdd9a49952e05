using Hangji.Platform.Text;
using Microsoft.AspNetCore.Identity;

namespace Hangji.Modules.Access.SignIns;

/// <summary>账号名的比较: as the framework compares them, but of anything that can be typed at the door: half a pair of surrogates is refused like any wrong name.</summary>
internal sealed class NamesOfAccounts : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : Plain.Whole(name).Normalize().ToUpperInvariant();
    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
