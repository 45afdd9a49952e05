using System.Security.Cryptography;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Shell;
using Hangji.Tests.Platform.Log;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Disclosure.Site;

/// <summary>A village with something on its board, served: a plan under discussion, a decision that was corrected, two quarters of accounts down to a voucher, and another village beside it.</summary>
internal sealed class PublicVillage : IAsyncDisposable
{
    private readonly Dictionary<string, PublishedCopy> copies = [];

    private PublicVillage(RunningHouse running, OrgNode branch, OrgNode beside) => (Running, Branch, Beside) = (running, branch, beside);

    public RunningHouse Running { get; }
    public House House => Running.House;
    public OrgNode Branch { get; }
    public OrgNode Beside { get; }
    public string Home => $"/v/{Branch.Code}";
    public string Folder => House.LogFolderOf();

    /// <summary>What was published under a name of <see cref="Fill"/>, newest version.</summary>
    public PublishedCopy this[string name] => copies[name];
    public string At(string name) => $"{Home}/{copies[name].Doc}";

    public static async Task<PublicVillage> Empty(string on = "sqlite", Action<IServiceCollection>? more = null)
    {
        var running = await RunningHouse.Open(on, b => { LogDesk.Adjust(b.Services, more: new PaperRoll().Install); more?.Invoke(b.Services); });
        var county = await running.House.Body("安澜县委", kind: OrgKinds.Committee, field: "locality");
        var town = await running.House.Body("青石镇党委", county, OrgKinds.Committee, "locality");
        var branch = await running.House.Body("竹溪村党支部", town, field: "village");
        foreach (var (name, kind) in new[] { ("竹溪村村民委员会", OrgKinds.VillagersCommittee), ("竹溪村村务监督委员会", OrgKinds.SupervisionCommittee) }) await running.House.Body(name, branch, kind, "village");
        await running.House.Work(s => s.GetRequiredService<AppDb>().Orgs.Where(o => o.Id == branch.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Initials, "zxcdzb")));
        return new(running, branch, await running.House.Body("云岭村党支部", town, field: "village"));
    }

    public static async Task<PublicVillage> Open(string on = "sqlite", Action<IServiceCollection>? more = null)
    {
        var village = await Empty(on, more);
        await village.Fill();
        return village;
    }

    public async Task Fill()
    {
        await Publish("plan", Text("village-matter-plan", PublishedCopy.Deciding, "到茶场的路要铺水泥，加 5 个会车的地方", "要花 48.6 万元，其中村里出 18.6 万元。村民代表 11月25日 晚 7 点在村委会开会决定。",
            new("plan", "方案", "做什么：2.4 千米路面硬化，会车道 5 处\n谁来管：村民委员会\n什么时候：2026年12月开工"), new("money", "钱从哪来", Table: new([new("来源", "text"), new("金额", "money")], [new(["村集体", "18630000"]), new(["上级补助", "30000000"]), new(["合计", "48630000"], Total: true)]))) with { Until = new(2026, 11, 25) });
        var decision = Text("village-matter-decision", PublishedCopy.Decided, "老小学改成老年食堂", "村里把空着的老小学一楼改成食堂，60 岁以上的村民可以去吃午饭和晚饭，改建最多花 18.6 万元。",
            new("vote", "怎么定的", Vote: new("竹溪村村民代表会议", new(2026, 8, 14), 47, 39, 36, 2, 1, true, "到会要有三分之二，同意要超过到会的一半（村民委员会组织法第三十条）")),
            new("what", "具体内容", "改什么：老小学一楼 3 间教室，约 210 平方米\n谁可以吃：本村 60 岁以上；每餐 5 元\n什么时候：2026年9月1日 开工"));
        await Publish("canteen", decision);
        await Publish("canteen", decision with { Rev = 2, Corrects = "开工日期由 9月1日 改为 9月10日。原因：设备晚到。", Sections = [decision.Sections[0], decision.Sections[1] with { Text = decision.Sections[1].Text!.Replace("9月1日", "9月10日") }] });
        await Publish("q2", Accounts("2026-Q2", 24_812_000, 22_770_250, 100_376_932));
        await Publish("q3", Accounts("2026-Q3", 31_245_000, 26_890_250, 104_731_682));
        await Publish("relief", Text("village-relief", PublishedCopy.Other, "困难户慰问：14 户，每户 600 元", "按代表会议的评议发放。",
            new CopySection("list", "名单", Table: new([new("户主", "text"), new("组别", "text"), new("金额", "money")], [.. Names.Select((n, i) => new CopyRow([n, $"{i % 6 + 1}组", "60000"]))]))), salted: true);
    }

    private static readonly string[] Names = ["阿*热西提", "张*", "欧阳*", "李*明", "𬍛*", "䶮*", "古*古丽", "王*", "赵*", "钱*", "孙*", "周*", "吴*", "郑*"];

    public CopyText Text(string catalog, string kind, string title, string summary, params CopySection[] sections) => new(CopyText.Layout, "", 1, Branch.Code, Branch.ShortName, "竹溪村村民委员会", "竹溪村村务监督委员会 2026-11-18 审核，没有不同意见", catalog, kind, "",
        title, summary, new(2026, 11, 1), new(2026, 12, 10), sections, null, ["《村民委员会组织法》第三十五条"]);

    public CopyText Accounts(string period, long income, long expense, long balance) => Text("village-accounts-quarter", PublishedCopy.Money, $"{period[..4]}年第{"一二三四"[period[6] - '1']}季度收支", "三季度收入比支出多，结余够付年底的工程款。",
        new("totals", "收支结余", Table: new([new("项目", "text"), new("金额", "money")], [new(["收入", $"{income}"], "income"), new(["支出", $"{expense}"], "expense"), new(["季末结余", $"{balance}"])])),
        new("change", "和上一期比", "支出比上一季度多 41,200.00 元，主要是老年食堂开工。"),
        new("expense", "支出", Table: new([new("项目", "text"), new("金额", "money"), new("说明", "text")], [new(["老年食堂改建", "9640000", "3 笔，依据 8月14日 村民代表会议决议"], "e1"), new(["道路、水渠维修", "7188000", "6 笔"]), new(["村干部和网格员补贴", "5400000", "按镇里核定标准"]), new(["垃圾清运", "2835000", ""]), new(["办公、水电、报刊", "1827250", "17 笔"]), new(["合计", $"{expense}", ""], Total: true)])),
        new("income", "收入", Table: new([new("项目", "text"), new("金额", "money")], [new(["经营收入", $"{income - 1_000_000}"]), new(["补助收入", "1000000"]), new(["合计", $"{income}"], Total: true)])),
        new("e1", "老年食堂改建：每一笔", Of: "expense", Table: new([new("摘要", "text"), new("日期", "date"), new("金额", "money"), new("凭证", "text")], [new(["土建第一次付款", "2026-09-15", "4860000", "记-2026-09-014"], "v14"), new(["厨房设备定金", "2026-09-22", "2350000", "记-2026-09-021"]), new(["土建第二次付款", "2026-09-29", "2430000", "记-2026-09-030"])])),
        new("v14", "凭证 记-2026-09-014", "日期：2026年9月15日\n收款：安澜县**建筑有限公司\n经手：陈*山\n审核：村务监督委员会 2026年9月14日", Of: "e1")) with { Period = period };

    /// <summary>Saves a copy with its leaf, as a release does, and waits until the log has signed it. A second version corrects the first.</summary>
    public async Task<PublishedCopy> Publish(string name, CopyText text, bool salted = false, OrgNode? at = null)
    {
        var place = at ?? Branch;
        var id = copies.TryGetValue(name, out var former) ? former.DisclosureId : Ids.Next();
        var salt = salted ? RandomNumberGenerator.GetBytes(32) : null;
        text = text with { Doc = DocCode.Of(id), Place = place.Code };
        var copy = await House.Work(async s =>
        {
            var (db, log) = (s.GetRequiredService<AppDb>(), s.GetRequiredService<PublicLog>());
            var (bytes, now) = (text.ToBytes(), House.Clock.GetUtcNow());
            var hash = PublishedCopy.Hash(bytes, salt);
            var org = $"{place.Id}";
            long? prev = former is null ? null : await s.GetRequiredService<Receipts>().IndexOf(former.LogEntryId);
            var leaf = former is null ? LogLeaf.Published(org, LeafDoc.Of(id), text.Rev, Convert.FromHexString(hash), salted, now, text.From, text.Until)
                : LogLeaf.Corrected(org, LeafDoc.Of(id), text.Rev, Convert.FromHexString(hash), salted, prev!.Value, now, text.From, text.Until);
            if (former is not null) (await db.PublishedCopies.SingleAsync(c => c.Id == former.Id)).Superseded = true;
            var fresh = new PublishedCopy
            {
                Id = Ids.Next(), OrgId = place.Id, DisclosureId = id, BodyId = place.Id, Doc = text.Doc, Rev = text.Rev, Catalog = text.Catalog, Kind = text.Kind, Period = text.Period, Title = text.Title, Summary = text.Summary, Bytes = bytes, Sha256 = hash, Salt = salt,
                From = text.From, Until = text.Until, PublishedAt = now.UtcDateTime, LogEntryId = log.Append(db, leaf), Words = string.Join('\n', text.Title, text.Summary, string.Join('\n', text.Sections.Select(x => x.Text))),
            };
            db.Add(fresh);
            db.Facts.Add(Fact.Of("disclosure.released", place.Id, id));
            await db.SaveChangesAsync();
            return fresh;
        });
        copies[name] = copy;
        await InLog(copy.LogEntryId);
        return copy;
    }

    /// <summary>Waits until an appended entry is under the served checkpoint.</summary>
    public async Task InLog(long entryId)
    {
        for (var tried = 0; tried < 300; tried++)
        {
            var index = await House.Work(s => s.GetRequiredService<Receipts>().IndexOf(entryId));
            if (index is { } at && File.Exists(Path.Combine(Folder, "checkpoint")) && Checkpoint.Parse(SignedNote.Parse(File.ReadAllText(Path.Combine(Folder, "checkpoint")))!.Text)!.Size > at) return;
            await Task.Delay(20);
        }
        throw new TimeoutException($"entry {entryId} is not in the log");
    }

    /// <summary>Lets everything that was kept grow old.</summary>
    public void Later() => House.Clock.Now += PublicShelf.Fresh + TimeSpan.FromSeconds(1);

    /// <summary>What somebody with the database in his hands would do: no guard, no fact.</summary>
    public Task Edit(Func<AppDb, Task> act) => House.Work(s => act(s.GetRequiredService<AppDb>()));

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
