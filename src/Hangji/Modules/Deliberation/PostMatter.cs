using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Facts;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;

namespace Hangji.Modules.Deliberation;

/// <summary>公布: records that a decision or a result was posted, where, and from when to when.</summary>
internal sealed class PostMatter(MatterBook book, AppDb db, TimeProvider clock) : IPostings
{
    public const int MostPlace = 100, MostTitle = 100, MostOpinion = 1000;

    public async Task<Refusal?> Run(long matterId, Posted said, CancellationToken stop = default)
    {
        var (matter, refusal) = await Enter(matterId, said, stop);
        return refusal ?? await book.Save(matter!, "matter.posted", said.On, said.Reason, stop);
    }

    public async Task<Refusal?> Record(long matterId, Posted said, CancellationToken stop = default)
    {
        var (matter, refusal) = await Enter(matterId, said, stop);
        if (refusal is null) db.Facts.Add(Fact.Of("matter.posted", matter!.OrgId, matter.Id, said.On, said.Reason));
        return refusal;
    }

    async Task<(Matter? Matter, Refusal? Refusal)> Enter(long matterId, Posted said, CancellationToken stop)
    {
        var (matter, file, not) = await book.Open(matterId, MatterAct.Step, stop);
        if ((not ?? Check(said)) is { } wrong) return (null, wrong);
        if (file.State.Now is not { } now) return (null, new("程序已经结束，不再变动", "on"));
        var posting = new MatterPosting
        {
            Id = Ids.Next(), OrgId = matter.OrgId, MatterId = matter.Id, Step = now.Step.Id, PostedOn = said.On, TakenDownOn = said.Until, Place = said.Place, Title = said.Title, Hash = said.Hash, Opinion = said.Opinion,
            RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        if (book.Enter(matter, file, new() { Kind = EventKind.Publication, RecordId = posting.Id, On = said.On, Until = said.Until, Step = now.Step.Id, Reason = said.Reason }) is { } refusal) return (null, refusal);
        db.Add(posting);
        return (matter, null);
    }

    public static Refusal? Check(Posted said) =>
        said.Until < said.On ? new("取下的日期早于公布的日期", "until") :
        said.Place.Length == 0 ? new("请写公布在哪里", "place") :
        said.Place.Length > MostPlace ? new("地点最多 {0} 字", "place", null, MostPlace) :
        said.Title.Length == 0 ? new("请写公布的是什么", "title") :
        said.Title.Length > MostTitle ? new("公布的名称最多 {0} 字", "title", null, MostTitle) :
        said.Opinion.Length > MostOpinion ? new("监督委员会的意见最多 {0} 字", "opinion", null, MostOpinion) :
        said.Hash is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) ? new("文件校验值应是 64 位十六进制数", "hash") : null;
}
