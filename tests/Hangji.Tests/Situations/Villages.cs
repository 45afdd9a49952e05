using Hangji.Modules.Deliberation;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Situations;

/// <summary>A village with its Party body and the bodies it leads, and its matters taken through real meetings. Rooms are counted, nobody is on a roll.</summary>
internal sealed class Village(House house, OrgNode township, OrgNode branch, OrgNode committee, OrgNode representatives, OrgNode supervision, OrgNode collective) : IAsyncDisposable
{
    public House House => house;
    public OrgNode Township => township;
    public OrgNode Branch => branch;
    public OrgNode Committee => committee;
    public OrgNode Representatives => representatives;
    public OrgNode Supervision => supervision;
    public OrgNode Collective => collective;

    public static async Task<Village> Open(string on) => await Of(await House.Open(on, new PaperRoll().Install));

    public static async Task<Village> Of(House house, string field = "village")
    {
        var town = await house.Body("青石镇党委", kind: OrgKinds.Committee, field: field);
        var branch = await house.Body("竹溪村党支部", town, field: field);
        return new(house, town, branch, await house.Body("竹溪村村民委员会", branch, OrgKinds.VillagersCommittee, field), await house.Body("竹溪村村民代表会议", branch, OrgKinds.RepresentativesMeeting, field),
            await house.Body("竹溪村村务监督委员会", branch, OrgKinds.SupervisionCommittee, field), await house.Body("竹溪村股份经济合作联合社", branch, OrgKinds.CollectiveOrganization, field));
    }

    public RaiseMatter.Form Road => new()
    {
        Org = branch.Id, Procedure = "four-and-two", Kind = "public-works", Title = "竹溪村至云岭茶场道路硬化", Body = "2.4 千米，会车道 5 处。", Source = Sources.PetitionVillagers, Signed = "137", SignedOf = "1210",
        Amount = "486,300.00", Funding = "村集体 186,300 + 补助 300,000", On = "2026-09-21",
    };

    public async Task<long> Raise(RaiseMatter.Form? form = null)
    {
        var (id, refusal) = await At(branch, s => s.GetRequiredService<RaiseMatter>().Run(form ?? Road));
        Assert.True(refusal is null, refusal?.Message);
        return id!.Value;
    }

    public Task<T> At<T>(OrgNode seat, Func<IServiceProvider, Task<T>> act) => house.Work(Trees.SeatOf(seat), act);

    /// <summary>Records a real meeting with one item, about the matter unless said otherwise.</summary>
    public async Task<Meeting> Met(OrgNode body, string kind, DateOnly on, (int Entitled, int Present) room, (int Yes, int No) votes, long? about, string by = RoomCount.Adults)
    {
        var said = new Recording
        {
            OrgId = body.Id, Kind = kind, Theme = "道路硬化", HeldOn = on, Place = "党群服务中心", Chair = "陈启山", Room = new(room.Entitled, room.Present, by), Reason = "名单另附",
            Items = [new("道路硬化方案") { Way = MeetingItem.Hands, Yes = votes.Yes, No = votes.No, AboutId = about }],
        };
        var entered = await At(branch, s => s.GetRequiredService<RecordMeeting>().Run(said));
        Assert.True(entered.Refusal is null, entered.Refusal is { } r ? string.Format(null, r.Message, r.Args) : null);
        return entered.Meeting!;
    }

    public Task<Refusal?> File(long matter, string kind, DateOnly on, DateOnly? validTo = null, string? way = null) =>
        At(branch, s => s.GetRequiredService<FilePaper>().Run(matter, new(kind, way, MatterPaper.Name(kind), "", on, validTo, null)));

    public Task<Refusal?> Post(long matter, DateOnly on, DateOnly? until = null) =>
        At(branch, s => s.GetRequiredService<PostMatter>().Run(matter, new(on, until, "村务公开栏", "道路硬化决议", null, "监督委员会无异议", null)));

    public Task<ProcedureState> State(long matter) => At(branch, async s => (await s.GetRequiredService<MatterBook>().Open(matter, MatterAct.Step, default)).File.State);

    /// <summary>The three Party steps, each by its recorded meeting.</summary>
    public async Task ThreeSteps(long matter)
    {
        await Met(branch, MeetingKinds.Committee, new(2026, 9, 22), (5, 5), (5, 0), matter);
        await Met(branch, MeetingKinds.Joint, new(2026, 10, 15), (8, 7), (7, 0), matter);
        Assert.Null(await File(matter, MatterPaper.Notice, new(2026, 10, 16)));
        await Met(branch, MeetingKinds.General, new(2026, 10, 20), (23, 17), (15, 1), matter);
    }

    /// <summary>Decided on 30 October by 33 of 47 representatives.</summary>
    public async Task Decided(long matter)
    {
        await ThreeSteps(matter);
        Assert.Null(await File(matter, MatterPaper.Authorization, new(2025, 12, 28), new(2028, 12, 27)));
        Assert.Null(await File(matter, MatterPaper.Notice, new(2026, 10, 24), way: "representatives"));
        await Met(representatives, MeetingKinds.Representatives, new(2026, 10, 30), (47, 40), (33, 7), matter);
    }

    /// <summary>A road that was put forward and decided.</summary>
    public async Task<long> Decided()
    {
        var matter = await Raise();
        await Decided(matter);
        return matter;
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
