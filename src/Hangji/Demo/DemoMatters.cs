using Hangji.Modules.Deliberation;
using Hangji.Modules.Deliberation.Carrying;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Modules.Meetings;
using Hangji.Modules.Meetings.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>
/// Two matters of 竹溪村, each step by its real record: a road that failed once, was decided, led back by an upheld objection, decided anew, built, paid for and filed; and one that
/// waits for its representatives' meeting. Days count back from today, so the story always ends now.
/// </summary>
internal sealed class DemoMatters(IServiceScopeFactory scopes, IReadOnlyDictionary<string, long> ids, TimeProvider clock)
{
    const string Village = CountyPlan.KnownVillage;
    readonly DemoClock at = new(clock);
    Refusal? stopped;

    DateOnly Ago(int days) => clock.Today().AddDays(-days);

    public async Task<Refusal?> Run(CancellationToken stop)
    {
        await Finished(stop);
        if (stopped is null) await InCourse(stop);
        return stopped;
    }

    async Task Finished(CancellationToken stop)
    {
        var id = await Raise("村口至老樟树道路硬化", "1.2 千米，宽 4.5 米，会车道 3 处，沿老路走。", "286,000", 300, stop);
        await Party(id, (300, 296, 288), stop);
        await Act(s => File(s, id, MatterPaper.Authorization, null, "村民会议授权代表会议决定五十万元以下公益工程", 290, -800, stop));
        // The first vote: 20 of 40 present is not more than half.
        await Represented(id, 286, 280, (40, 20, 20), stop);
        await Amend(id, "1.2 千米，宽 4.5 米，会车道 2 处，沿老路走；路灯另议。", "268,000", "代表认为会车道多、造价高，改少一处", 274, stop);
        await Party(id, (272, 268, 260), stop);
        await Represented(id, 258, 250, (43, 38, 3), stop);
        await Release("village-matter-decision", id, 249, 230, "村口到老樟树的路铺水泥，花 26.8 万元，代表会议 43 人到会 38 人赞成。", stop);
        await Voice("objection", id, 245, "沿老路走要砍老樟树旁的两棵树，能不能绕一下？", "吴阿水", 242, "去现场看过，绕行多 80 米，保住两棵树；方案按绕行改，重新商议表决。", upheld: true, stop);
        await Amend(id, "1.28 千米，宽 4.5 米，会车道 2 处；老樟树处绕行，不砍树。路灯另议。", "291,400", "村民意见采纳：老樟树处绕行", 240, stop);
        await Party(id, (null, 236, 228), stop);
        await Represented(id, 226, 218, (44, 41, 2), stop);
        await Release("village-matter-decision", id, 217, 200, "路改为在老樟树处绕行，花 29.14 万元，代表会议 44 人到会 41 人赞成。", stop);
        var road = await Contract(id, "works", "道路施工", "安澜县通达路桥有限公司", false, "276,800", 196, stop);
        var watch = await Contract(id, "service", "施工监理", "方正德", true, "14,600", 196, stop);
        await Pay(id, road, "施工预付款 30%", "83,040", 190, stop);
        await Pay(id, road, "施工进度款 50%", "138,400", 150, stop);
        await Pay(id, road, "结算款", "55,360", 120, stop);
        await Pay(id, watch, "监理费", "14,600", 119, stop);
        await Act(s => File(s, id, MatterPaper.Acceptance, null, "验收单（村委会、监督委员会、村民代表）", 125, null, stop));
        await Release("village-matter-result", id, 110, 90, "路修好了，验收合格，合同和付款都是 29.14 万元，没有超支。", stop);
        await Voice("question", id, 104, "路灯什么时候装？", "", 102, "路灯另议，明年开春提到代表会议上。", upheld: false, stop);
        await Act(s => File(s, id, MatterPaper.FileBundle, null, "归档目录 31 件", 90, null, stop));
        await Note(new(SupervisionNote.Review, Ago(218), "决议公开稿与会议记录一致，同意公开。", id, true), stop);
        await Note(new(SupervisionNote.SitIn, Ago(125), "参加验收，量了路宽和厚度各三处。", id, null), stop);
        await Note(new(SupervisionNote.Report, Ago(140), "上半年审核公开稿 9 件，列席会议 7 次，质询 1 件已答复。", null, null), stop);
    }

    async Task InCourse(CancellationToken stop)
    {
        var id = await Raise("竹溪村至云岭茶场道路硬化及会车道建设", "2.4 千米，会车道 5 处，连接竹溪村与云岭茶场。", "486,300", 62, stop);
        await Party(id, (62, 38, 4), stop);
        await Act(s => File(s, id, MatterPaper.Authorization, null, "村民会议授权代表会议决定五十万元以下公益工程", 329, -767, stop));
        await Act(s => File(s, id, MatterPaper.Notice, "representatives", "书面通知 47 名代表并张贴", 2, null, stop));
        await Release("village-matter-plan", id, 36, -14, "竹溪村到云岭茶场的路要铺水泥、修会车道，预算 48.63 万元，请大家提意见。", stop);
        await Voice("question", id, 30, "施工时茶叶怎么运？", "", 28, "分段施工，留半幅路通车；采茶季不封路。", upheld: false, stop);
        await Act(async s => await s.GetRequiredService<PayForMatter>().Run(id, new(null, "勘测设计费", "记-10-047", Ago(24), 1_860_000, true, "村委会会议先定的勘测，决议前已付出"), stop));
        await Note(new(SupervisionNote.Question, Ago(6), "勘测设计费在代表会议决议以前付出，依据是什么？", id, null), stop);
    }

    async Task<long> Raise(string title, string body, string amount, int ago, CancellationToken stop)
    {
        long? id = null;
        await Act(async s =>
        {
            (id, var refusal) = await s.GetRequiredService<RaiseMatter>().Run(new()
            {
                Org = ids[Village], Procedure = "four-and-two", Kind = "public-works", Title = title, Body = body, Source = Sources.PetitionVillagers, Signed = "137", SignedOf = "1210", Amount = amount,
                Funding = "村集体收入和县交通补助", On = Ago(ago).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            }, stop);
            return refusal;
        });
        return id ?? 0;
    }

    /// <summary>The three Party steps; no proposal where the matter was led back to the consultation.</summary>
    async Task Party(long id, (int? Propose, int Consult, int Deliberate) ago, CancellationToken stop)
    {
        if (ago.Propose is { } propose) await Meet(id, Village, MeetingKinds.Committee, propose, null, stop);
        await Meet(id, Village, MeetingKinds.Joint, ago.Consult, null, stop);
        await Act(s => File(s, id, MatterPaper.Notice, null, "方案送达全体党员", ago.Deliberate + 4, null, stop));
        await Meet(id, Village, MeetingKinds.General, ago.Deliberate, null, stop);
    }

    async Task Represented(long id, int told, int held, (int Present, int Yes, int No) votes, CancellationToken stop)
    {
        await Act(s => File(s, id, MatterPaper.Notice, "representatives", "书面通知 47 名代表并张贴", told, null, stop));
        await Meet(id, Village + "-representatives", MeetingKinds.Representatives, held, votes, stop);
    }

    /// <summary>A meeting with one item about the matter: by the roll of the day, or as counted in the room.</summary>
    Task Meet(long id, string body, string kind, int ago, (int Present, int Yes, int No)? room, CancellationToken stop) => Act(async s =>
    {
        var (db, caller, on) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<RollCaller>(), Ago(ago));
        at.At = new DateTimeOffset(on, new TimeOnly(12, 30), TimeSpan.Zero);
        var call = await caller.Of(ids[body], kind, on, stop);
        var chair = (await caller.Of(ids[Village], MeetingKinds.Committee, on, stop)).Committee;
        var away = kind == MeetingKinds.General ? call.Roll.Where(e => e.MayVote && chair.All(c => c.PersonId != e.PersonId)).TakeLast(4).ToDictionary(e => e.PersonId, _ => "away") : [];
        var here = call.Roll.Count(e => e.MayVote) - away.Count;
        var (yes, no) = room is { } counted ? (counted.Yes, counted.No) : (kind == MeetingKinds.General ? here - 2 : here, kind == MeetingKinds.General ? 1 : 0);
        var title = await db.Matters.Where(m => m.Id == id).Select(m => m.Title).SingleAsync(stop);
        var said = new Recording
        {
            OrgId = call.Org.Id, Kind = kind, Theme = title, HeldOn = on, StartsAt = new(19, 0), Place = "竹溪村党群服务中心", Chair = chair[0].Name, Recorder = chair[^1].Name, Absent = away,
            Guests = kind is MeetingKinds.Joint or MeetingKinds.Representatives ? ["村务监督委员会 吴䶮"] : [], Room = room is { } r ? new(47, r.Present, RoomCount.Members) : null, Reason = "按规程召开",
            Items = [new(title) { Way = MeetingItem.Hands, Yes = yes, No = no, Abstain = room is { } v ? v.Present - v.Yes - v.No : here - yes - no, Resolution = room is { } n && n.Yes * 2 <= n.Present ? null : $"同意{title}方案", AboutId = id }],
        };
        return (await new RecordMeeting(db, caller, new MinuteBook(db, at, s.GetServices<IFollowMeetings>())).Run(said, stop: stop)).Refusal;
    });

    Task Amend(long id, string body, string amount, string why, int ago, CancellationToken stop) => Act(async s =>
    {
        var version = await s.GetRequiredService<AppDb>().Matters.Where(m => m.Id == id).Select(m => m.Version).SingleAsync(stop);
        return await s.GetRequiredService<AmendMatter>().Run(id, version, body, amount, "村集体收入和县交通补助", why, Ago(ago), stop);
    });

    Task<Refusal?> File(IServiceProvider s, long id, string kind, string? way, string title, int ago, int? until, CancellationToken stop) =>
        s.GetRequiredService<FilePaper>().Run(id, new(kind, way, title, "", Ago(ago), until is { } days ? Ago(days) : null, null), stop);

    async Task Release(string catalog, long id, int ago, int until, string summary, CancellationToken stop) =>
        stopped ??= await new DemoPublishing(scopes, ids[Village], clock).Release(catalog, id, Ago(ago), Ago(until), summary, "与会议记录、合同和凭证一致，无异议", stop);

    async Task Voice(string kind, long id, int ago, string text, string who, int answered, string answer, bool upheld, CancellationToken stop) =>
        stopped ??= await new DemoPublishing(scopes, ids[Village], clock).Voice(kind, id, Ago(ago), text, who, Ago(answered), answer, upheld, stop);

    async Task<long> Contract(long id, string kind, string what, string party, bool person, string amount, int ago, CancellationToken stop)
    {
        await Act(s => s.GetRequiredService<SignContract>().Run(id, new(kind, what, party, person, Ago(ago), Ago(ago - 2), Ago(ago - 70), Fen(amount), false, null), stop));
        var contract = 0L;
        await Act(async s => { contract = await s.GetRequiredService<AppDb>().MatterContracts.Where(c => c.MatterId == id).MaxAsync(c => (long?)c.Id, stop) ?? 0; return null; });
        return contract;
    }

    Task Pay(long id, long contract, string what, string amount, int ago, CancellationToken stop) =>
        Act(s => s.GetRequiredService<PayForMatter>().Run(id, new(contract, what, $"记-{Ago(ago):MM}-{ago % 90 + 10:000}", Ago(ago), Fen(amount), false, null), stop));

    Task Note(SupervisionDesk.Said said, CancellationToken stop) => Act(s => s.GetRequiredService<SupervisionDesk>().Write(ids[Village + "-supervision"], said, stop));

    static long Fen(string yuan) => Money.Read(yuan, "amount", out var fen) is null ? fen!.Value : throw new FormatException(yuan);

    /// <summary>One act in a unit of work of its own; after the first that is refused, nothing more is done.</summary>
    async Task Act(Func<IServiceProvider, Task<Refusal?>> act)
    {
        if (stopped is not null) return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().AsProgram("示例数据");
        stopped = await act(scope.ServiceProvider);
    }
}
