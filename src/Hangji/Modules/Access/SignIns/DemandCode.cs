using Hangji.Modules.Access.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Access.SignIns;

/// <summary>本单位的设置: one line a setting of sign-in; what is not there has its default.</summary>
public sealed class AccessSetting : IUnrecorded
{
    public required string Name { get; init; }
    public required string Value { get; set; }
}

/// <summary>
/// 动态口令的要求: who cannot do anything before the second step is set up. The three administrators unless said otherwise (GB/T 22239-2019 8.1.4.1 d wants two
/// factors); a demo county asks nobody, because its passwords are public. The security administrator changes it, with a reason, and it is audited.
/// </summary>
internal sealed class DemandCode(AppDb db, SeatCache cache, Audit audit)
{
    public const string Setting = "second-step";
    public const string OfAdministrators = "administrators", OfEverybody = "everybody", OfNobody = "nobody";

    /// <summary>What can be chosen, and its Chinese name (key of its translation).</summary>
    public static readonly IReadOnlyDictionary<string, string> Choices = new Dictionary<string, string>
    {
        [OfAdministrators] = "三个管理员必须用", [OfEverybody] = "每个账号都必须用", [OfNobody] = "都不要求（只宜用于示范和培训）",
    };

    /// <summary>The value in force, as part of another query or alone.</summary>
    public static IQueryable<string> Stored(AppDb db) => db.AccessSettings.Where(s => s.Name == Setting).Select(s => s.Value);

    public async Task<string> Now(CancellationToken stop) => await Stored(db).FirstOrDefaultAsync(stop) ?? OfAdministrators;

    public static bool Asks(string? stored, bool administrator) => stored switch { OfNobody => false, OfEverybody => true, _ => administrator };

    public async Task<Refusal?> Run(string? whom, string? reason, CancellationToken stop)
    {
        var line = await db.AccessSettings.SingleOrDefaultAsync(s => s.Name == Setting, stop);
        if (Check(whom, line?.Value ?? OfAdministrators, reason) is { } refusal) return refusal;
        if (line is null) db.Add(new AccessSetting { Name = Setting, Value = whom! });
        else line.Value = whom!;
        db.Add(audit.Entry(AuditKinds.CodeDemanded, Choices[whom!], reason));
        await db.SaveChangesAsync(stop);
        cache.Forget();
        return null;
    }

    /// <summary>The rules alone: the first obstacle, or null.</summary>
    public static Refusal? Check(string? whom, string now, string? reason) =>
        whom is null || !Choices.ContainsKey(whom) ? new("请选择谁必须用动态口令", "Whom") :
        whom == now ? new("现在就是这样要求的", "Whom") :
        string.IsNullOrWhiteSpace(reason) ? new("请写明原因", "Reason") :
        reason.Length > 200 ? new("最多 {0} 个字", "Reason", null, 200) : null;
}
