using Hangji.Modules.Access;
using Hangji.Modules.Access.Contract;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Tests.Platform.Log;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Item = Hangji.Modules.Disclosure.Disclosure;

namespace Hangji.Tests.Modules.Disclosure;

/// <summary>A village that publishes: clerk and chair of the villagers' committee, the supervision committee, the secretary, the township, and a second village beside it.</summary>
internal sealed class Board(House house, Village village, Village beside) : IAsyncDisposable
{
    /// <summary>Accounts: who is a person of his own.</summary>
    public const long Clerk = 11, Chair = 12, Supervisor = 13, Secretary = 14, Official = 15;

    public House House => house;
    public Village Village => village;
    public Village Beside => beside;
    public OrgNode Place => village.Branch;

    public static async Task<Board> Open(string on)
    {
        return await Of(await LogDesk.Open(on, more: new PaperRoll().Install));
    }

    public static async Task<Board> Of(House house) => new(house, await Village.Of(house), await Village.Of(house));

    public Task<T> As<T>(OrgNode org, long account, Func<IServiceProvider, Task<T>> act, string role = "clerk") => house.Work(a => a.As(ScopeRange.Below(org.Place), account, account, $"甲{account}（{org.ShortName}）"), s =>
    {
        var seat = s.GetRequiredService<ActingSeat>();
        (seat.AccountId, seat.OrgId, seat.OrgKind, seat.Path, seat.Role, seat.SeatId) = (account, org.Id, org.Kind, org.Place, Roles.All[role], account);
        return act(s);
    });

    public Task<T> Clerks<T>(Func<IServiceProvider, Task<T>> act) => As(village.Committee, Clerk, act);
    public Task<T> Chairs<T>(Func<IServiceProvider, Task<T>> act) => As(village.Committee, Chair, act, "chair");
    public Task<T> Supervises<T>(Func<IServiceProvider, Task<T>> act) => As(village.Supervision, Supervisor, act, "chair");

    public DraftItem.Form Relief => new()
    {
        Org = Place.Id, Catalog = "village-relief", On = "2026-11-18",
        Title = "困难户慰问", Summary = "给 2 户各发慰问金 600 元。", Parts = [new() { Heading = "名单", Text = "按代表会议的评议结果。", Table = "户主\t组别\t住址\t身份证号\t金额（元）\n张小明\t3组\t青石镇竹溪村3组17号\t11010119900307109X\t600.00\n李四\t1组\t竹溪村1组2号\t\t600" }],
    };

    public DraftItem.Form Quarter => new()
    {
        Org = Place.Id, Catalog = "village-affairs-quarter", Period = "2026-Q3", Title = "2026年第三季度村务", Summary = "三季度办了三件事。", Parts = [new() { Heading = "落实情况", Text = "路灯修好 12 盏。" }],
    };

    /// <summary>Begins and writes; returns the id.</summary>
    public async Task<long> Drafted(DraftItem.Form? form = null)
    {
        form ??= Relief;
        var (id, refusal) = await Clerks(s => s.GetRequiredService<DraftItem>().Begin(form));
        Assert.Null(refusal);
        Assert.Null(await Clerks(s => s.GetRequiredService<DraftItem>().Rewrite(id!.Value, form)));
        return id!.Value;
    }

    public Task<Item> Read(long id) => house.Work(s => s.GetRequiredService<AppDb>().Disclosures.AsNoTracking().SingleAsync(d => d.Id == id));
    public async Task<int> Version(long id) => (await Read(id)).Version;
    public Task<PublishedCopy> Copy(long id, int rev = 1) => house.Work(s => s.GetRequiredService<AppDb>().PublishedCopies.AsNoTracking().SingleAsync(c => c.DisclosureId == id && c.Rev == rev));

    public async Task<Refusal?> Submit(long id) { var version = await Version(id); return await Clerks(s => s.GetRequiredService<ReviewItem>().Submit(id, version)); }
    public async Task<Refusal?> Review(long id, bool agreed = true, string opinion = "") { var version = await Version(id); return await Supervises(s => s.GetRequiredService<ReviewItem>().Review(id, version, agreed, opinion)); }
    public async Task<Refusal?> Release(long id, DateOnly? until = null, string board = "村委会公开栏", string? reason = null)
    {
        var version = await Version(id);
        return await Chairs(s => s.GetRequiredService<ReleaseItem>().Run(id, new(version, until ?? new(2026, 12, 10), board, reason)));
    }

    /// <summary>Drafted, reviewed, released, and in its place in the log.</summary>
    public async Task<long> Released(DraftItem.Form? form = null, bool log = true)
    {
        var id = await Drafted(form);
        Assert.Null(await Submit(id));
        Assert.Null(await Review(id));
        Assert.Null(await Release(id));
        if (log) await house.Round();
        return id;
    }

    /// <summary>Somebody without account asks about an item on the public page.</summary>
    public async Task<(PublicVoice? Voice, Refusal? Refusal)> Asked(long id, string text, string kind = PublicVoice.Question)
    {
        var (doc, place) = ((await Read(id)).Doc, await house.Work(s => s.GetRequiredService<Places>().Find(Place.Id)));
        return await house.Work(_ => { }, s => s.GetRequiredService<RaiseVoice>().FromPublic(place!, new(kind, text, Doc: doc)));
    }

    public static string Said(Refusal? refusal, string language = "zh")
    {
        var words = new Words { Language = language };
        return refusal is null ? "" : words[refusal];
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
