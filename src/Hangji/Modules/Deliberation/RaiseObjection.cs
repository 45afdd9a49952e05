using Hangji.Modules.Regulations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Modules.Deliberation;

/// <summary>登记异议或撤销申请: what somebody says against a published decision or result, with the day by which it is answered.</summary>
internal sealed class RaiseObjection(AppDb db, MatterBook book, TimeProvider clock)
{
    /// <summary>Five days, as the measures of Shandong set; a province's own number comes with its overlay (facts, table 5.1).</summary>
    public const int DaysToAnswer = 5;
    public const int MostText = 1000, MostWho = 30;

    public sealed record Said(bool Contest, string? Step, string Who, string Text, DateOnly On);

    public async Task<Refusal?> Run(long matterId, Said said, CancellationToken stop = default)
    {
        var (matter, file, not) = await book.Open(matterId, MatterAct.Object, stop);
        if (not is not null) return not;
        if (Check(said) is { } wrong) return wrong;
        var step = said.Contest ? "" : said.Step is { Length: > 0 } named ? named : file.State.Steps.LastOrDefault(s => s.Step.By == StepBy.Publication && s.Completion is not null)?.Step.Id ?? "";
        var objection = new MatterObjection
        {
            Id = Ids.Next(), OrgId = matter.OrgId, MatterId = matter.Id, Kind = said.Contest ? MatterObjection.Contest : MatterObjection.Objection, Step = step, SaidOn = said.On, Who = Masking.Name(said.Who, Reader.Public) ?? "",
            Text = said.Text, DueOn = WorkingDays.Shipped.CivilDeadline(said.On, DaysToAnswer).Day, RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        if (book.Enter(matter, file, new() { Kind = said.Contest ? EventKind.Contest : EventKind.Objection, RecordId = objection.Id, On = said.On, Step = step }) is { } refusal) return refusal;
        db.Add(objection);
        return await book.Save(matter, said.Contest ? "matter.contested" : "matter.objected", said.On, null, stop);
    }

    public static Refusal? Check(Said said) =>
        said.Who.Length == 0 ? new("请写由谁提出（只显示姓）", "who") :
        said.Who.Length > MostWho ? new("姓名最多 {0} 字", "who", null, MostWho) :
        said.Text.Length == 0 ? new("请写异议的内容", "text") :
        said.Text.Length > MostText ? new("异议最多 {0} 字", "text", null, MostText) : null;
}
