using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Modules.Deliberation;

/// <summary>归入材料: a notice, an authorization, an acceptance or another document; it completes the step that asks for it.</summary>
internal sealed class FilePaper(AppDb db, MatterBook book, TimeProvider clock)
{
    public const int MostTitle = 100, MostText = 2000;

    public sealed record Said(string Kind, string? Way, string Title, string Text, DateOnly On, DateOnly? ValidTo, string? Reason);

    public async Task<Refusal?> Run(long matterId, Said said, CancellationToken stop = default)
    {
        var (matter, file, not) = await book.Open(matterId, MatterAct.Step, stop);
        if (not is not null) return not;
        if (Check(said, clock.Today()) is { } wrong) return wrong;
        if (file.State.Now is not { } now) return new("程序已经结束，不再变动", "on");
        var step = said.Kind == MatterPaper.Notice || now.Step.Document == said.Kind ? now.Step.Id : "";
        var paper = new MatterPaper
        {
            Id = Ids.Next(), OrgId = matter.OrgId, MatterId = matter.Id, Step = step.Length > 0 ? step : now.Step.Id, Way = said.Way, Kind = said.Kind, Title = said.Title, Text = said.Text, DatedOn = said.On, ValidTo = said.ValidTo,
            RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        var e = new ProcedureEvent { Kind = said.Kind == MatterPaper.Notice ? EventKind.Notice : EventKind.Document, RecordId = paper.Id, On = said.On, Until = said.ValidTo, Step = step, Way = said.Way, Code = said.Kind, Reason = said.Reason };
        if (book.Enter(matter, file, e) is { } refusal) return refusal;
        db.Add(paper);
        return await book.Save(matter, "matter.paper-filed", said.On, said.Reason, stop);
    }

    public static Refusal? Check(Said said, DateOnly today) =>
        MatterPaper.Kinds.All(k => k.Code != said.Kind) ? new("请选择材料的种类", "kind") :
        said.On > today ? new("材料的日期不能晚于今天", "on") :
        said.ValidTo < said.On ? new("有效期早于材料的日期", "validTo") :
        said.Kind == MatterPaper.Authorization && said.ValidTo is null ? new("授权须写明到哪一天为止", "validTo") :
        said.Title.Length == 0 ? new("请写材料的名称", "title") :
        said.Title.Length > MostTitle ? new("材料名称最多 {0} 字", "title", null, MostTitle) :
        said.Text.Length > MostText ? new("说明最多 {0} 字", "text", null, MostText) : null;
}
