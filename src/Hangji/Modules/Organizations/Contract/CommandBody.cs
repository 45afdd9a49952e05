using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations.Contract;

/// <summary>命令行的组织: the body that a command names by its code, from whose range the command then acts.</summary>
internal static class CommandBody
{
    /// <summary>The program sees all to find the body; then it acts from that body's range, so that a file cannot reach beyond it.</summary>
    public static async Task<OrgNode?> Find(IServiceProvider services, AppDb db, string code)
    {
        var acting = services.GetRequiredService<Acting>();
        acting.AsProgram("命令行");
        if (await db.Orgs.AsNoTracking().FirstOrDefaultAsync(o => o.Code == code && o.DissolvedOn == null) is not { } root) return null;
        acting.As(ScopeRange.Below(root.Place), null, null, "命令行");
        return root;
    }
}
