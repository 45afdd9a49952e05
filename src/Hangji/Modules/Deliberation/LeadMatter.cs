using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;

namespace Hangji.Modules.Deliberation;

/// <summary>退回、变更、撤回、改用新版本: the acts that lead a matter elsewhere than on; each takes a reason and is signed by the seat.</summary>
internal sealed class LeadMatter(MatterBook book)
{
    public static readonly IReadOnlyList<(EventKind Kind, string Name)> Offered =
        [(EventKind.Return, "退回到前面的步骤"), (EventKind.Change, "决定有变，重新表决"), (EventKind.Withdraw, "撤回这件事"), (EventKind.Move, "改用程序的新版本")];

    /// <param name="target">The step returned to, or the version moved to.</param>
    public async Task<Refusal?> Run(long matterId, EventKind kind, string? target, DateOnly on, string? reason, CancellationToken stop = default)
    {
        if (Offered.All(o => o.Kind != kind)) return new("请选择怎样办", "act");
        var (matter, file, not) = await book.Open(matterId, MatterAct.Lead, stop);
        if (not is not null) return not;
        var e = new ProcedureEvent { Kind = kind, RecordId = Ids.Next(), On = on, Code = string.IsNullOrWhiteSpace(target) ? null : target, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() };
        return book.Enter(matter, file, e) ?? await book.Save(matter, $"matter.{Verb(kind)}", on, e.Reason, stop);
    }

    static string Verb(EventKind kind) => kind switch { EventKind.Return => "returned", EventKind.Change => "reopened", EventKind.Withdraw => "withdrawn", _ => "moved-to-version" };
}
