using Hangji.Modules.Access.Contract;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Voices;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Demo;

/// <summary>Publishes for 竹溪村 on a day of the past, by three people: one drafts, the supervision committee agrees, another releases; and lets a villager speak and be answered.</summary>
internal sealed class DemoPublishing(IServiceScopeFactory scopes, long place, TimeProvider real)
{
    const string Drafter = "陈启山（竹溪村委会 主任）", Reviewer = "何海强（竹溪村监委会 主任）", Releaser = "何敏（竹溪村党支部 文书）";
    static readonly TimeOnly Morning = new(2, 30);
    readonly DemoDesk desk = new(scopes, real);

    /// <param name="matter">The matter that it is computed from.</param>
    /// <param name="until">Last day on the board.</param>
    public async Task<Refusal?> Release(string catalog, long matter, DateOnly on, DateOnly until, string summary, string opinion, CancellationToken stop)
    {
        long? id = null;
        var refusal = await desk.As(Drafter, on, Morning, async (s, desk) =>
        {
            var draft = new DraftItem(s.GetRequiredService<AppDb>(), desk, s.GetServices<IDraftSource>());
            (id, var no) = await draft.Begin(new() { Org = place, Catalog = catalog, On = on.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Source = matter }, stop);
            if (no is not null) return no;
            var item = await s.GetRequiredService<AppDb>().Disclosures.AsNoTracking().SingleAsync(d => d.Id == id, stop);
            return await draft.Rewrite(item.Id, new() { Version = item.Version, Title = item.Title, Summary = summary, NamesPeople = true }, stop);
        });
        refusal ??= await desk.As(Drafter, on, Morning, async (s, desk) => await new ReviewItem(desk).Submit(id!.Value, await DemoDesk.Version(s, id.Value, stop), stop));
        refusal ??= await desk.As(Reviewer, on, Morning, async (s, desk) => await new ReviewItem(desk).Review(id!.Value, await DemoDesk.Version(s, id.Value, stop), agreed: true, opinion, stop));
        return refusal ?? await desk.As(Releaser, on, Morning, async (s, desk) => await new ReleaseItem(s.GetRequiredService<AppDb>(), desk, s.GetRequiredService<PublicLog>(), s.GetRequiredService<Receipts>(), s.GetServices<ICompleteSteps>())
            .Run(id!.Value, new(await DemoDesk.Version(s, id.Value, stop), until, "竹溪村村务公开栏", null), stop));
    }

    /// <summary>Somebody asks or objects on the newest item of a matter, and is answered.</summary>
    public async Task<Refusal?> Voice(string kind, long matter, DateOnly said, string text, string who, DateOnly? answered, string answer, bool upheld, CancellationToken stop)
    {
        long voice = 0;
        var refusal = await desk.As("公众", said, new(12, 0), async (s, desk) =>
        {
            var db = s.GetRequiredService<AppDb>();
            var doc = await db.Disclosures.AsNoTracking().Where(d => d.SourceId == matter && d.Rev > 0).OrderByDescending(d => d.Id).Select(d => d.Doc).FirstAsync(stop);
            var (raised, no) = await new RaiseVoice(db, desk, s.GetRequiredService<FieldCipher>(), s.GetServices<IFollowVoices>(), s.GetRequiredService<Acting>()).TakeDown(place, new(kind, text, who, null, doc), said, stop);
            voice = raised?.Id ?? 0;
            return no;
        });
        if (refusal is not null || answered is not { } day) return refusal;
        return await desk.As(Drafter, day, new(2, 0), async (s, desk) => await new AnswerVoice(s.GetRequiredService<AppDb>(), desk, s.GetServices<IFollowVoices>(), s.GetRequiredService<Acting>())
            .Answer(voice, await s.GetRequiredService<AppDb>().PublicVoices.Where(v => v.Id == voice).Select(v => v.Version).SingleAsync(stop), answer, upheld, stop));
    }
}
