using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation.Supervision;

/// <summary>监督台: writes what the supervision committee says and what it is answered. It reads the matters of its own village, which belong to the Party body above it.</summary>
internal sealed class SupervisionDesk(AppDb db, OrgTree tree, OwnVillage own, LocalRules rules, IActing acting, TimeProvider clock)
{
    /// <summary>Fifteen days for an answer to a question (facts, table 5.1, ZJ); five for an opinion on a draft (SD, CQ).</summary>
    public const int DaysToAnswer = 15, DaysToReview = 5;
    public const int MostText = 1000, MostAbout = 40;

    /// <summary>联名质询: five representatives, or a tenth of the voters (ZJ); below that it is the committee's own question.</summary>
    public const int RepresentativesWhoAsk = 5, VotersOf = 10;

    /// <param name="About">For a review: who was reviewed, name and post.</param>
    /// <param name="Signed">For a joint question: how many signed, of how many voters; 0 voters means representatives.</param>
    public sealed record Said(string Kind, DateOnly On, string Text, long? MatterId, bool? Agreed, string About = "", int? Signed = null, int? SignedOf = null);

    /// <summary>监督记录 that the seat may read: those in its range, and for a led body those of its own village, whoever of its bodies wrote them.</summary>
    public async Task<IQueryable<SupervisionNote>> Notes(CancellationToken stop) => (await own.Of(stop)).Village is { } village
        ? db.SupervisionNotes.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(n => n.VillageId == village.Id) : db.SupervisionNotes;

    public async Task<Refusal?> Write(long committee, Said said, CancellationToken stop = default)
    {
        var org = await tree.Find(committee, stop) ?? throw new OutOfScopeException($"organization {committee}");
        if (Check(org, said, await rules.Of(org.Id, stop), clock.Today()) is { } refusal) return refusal;
        var village = (await own.Of(stop)).Village?.Id ?? org.ParentId ?? org.Id;
        if (said.MatterId is { } matter && !await db.Matters.IgnoreQueryFilters([AppDb.ScopeFilter]).AnyAsync(m => m.Id == matter && m.OrgId == village, stop)) throw new OutOfScopeException($"matter {matter}");
        var note = new SupervisionNote
        {
            Id = Ids.Next(), OrgId = org.Id, VillageId = village, MatterId = said.MatterId, Kind = said.Kind, HeldOn = said.On, Text = said.Text, Agreed = said.Agreed, About = said.About.Length > 0 ? said.About : null, Signed = said.Signed, SignedOf = said.SignedOf,
            DueOn = said.Kind is SupervisionNote.Question or SupervisionNote.Interpellation ? WorkingDays.Shipped.CivilDeadline(said.On, DaysToAnswer).Day : said is { Kind: SupervisionNote.Review, Agreed: false } ? WorkingDays.Shipped.CivilDeadline(said.On, DaysToReview).Day : null,
            RecordedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.Add(note);
        db.Facts.Add(Fact.Of("supervision." + said.Kind, org.Id, note.Id, said.On));
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>The village's committee answers; the supervision committee does not answer itself.</summary>
    public async Task<Refusal?> Answer(long noteId, string actingKind, DateOnly on, string answer, CancellationToken stop = default)
    {
        var note = await (await Notes(stop)).SingleOrDefaultAsync(n => n.Id == noteId, stop) ?? throw new OutOfScopeException($"supervision note {noteId}");
        if (CheckAnswer(note, actingKind, on, answer, clock.Today()) is { } refusal) return refusal;
        acting.Reach(note.OrgPath);
        (note.AnsweredOn, note.Answer) = (on, answer);
        db.Facts.Add(Fact.Of("supervision.answered", note.OrgId, note.Id, on));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? Check(OrgNode org, Said said, Rulebook rules, DateOnly today) =>
        org.Kind != OrgKinds.SupervisionCommittee ? new("监督记录由村（居）务监督委员会的席位写", "kind", rules.Find("vs-body", said.On)?.Article.Cited.Zh) :
        SupervisionNote.Kinds.All(k => k.Code != said.Kind) ? new("请选择监督记录的种类", "kind") :
        said.On > today ? new("日期 {0} 还没有到", "on", null, said.On) :
        said.Text.Length == 0 ? new("请写内容", "text") :
        said.Text.Length > MostText ? new("内容最多 {0} 字", "text", null, MostText) :
        said.Kind is SupervisionNote.Review or SupervisionNote.Appraisal && said.Agreed is null ? new("请写明同意或不同意、称职或不称职", "agreed") :
        said.Kind == SupervisionNote.Appraisal && said.About.Length == 0 ? new("请写被评议的人和职务", "about") :
        said.About.Length > MostAbout ? new("被评议的人最多 {0} 字", "about", null, MostAbout) :
        said.Kind == SupervisionNote.Interpellation ? Joint(said) : null;

    static Refusal? Joint(Said said) =>
        said.Signed is not > 0 ? new("请填写联名的人数", "signed") :
        said.SignedOf is > 0 and var voters && said.Signed > voters ? new("请填写全体人数，不少于联名人数", "signedOf") :
        said.SignedOf is > 0 and var all && said.Signed * VotersOf < all ? new("联名 {0} 人，不足选民的十分之一（至少 {1} 人）；可以改为“质询”", "signed", null, said.Signed, (all + VotersOf - 1) / VotersOf) :
        said.SignedOf is null or 0 && said.Signed < RepresentativesWhoAsk ? new("联名代表 {0} 人，不足 {1} 人；可以改为“质询”", "signed", null, said.Signed, RepresentativesWhoAsk) : null;

    public static Refusal? CheckAnswer(SupervisionNote note, string actingKind, DateOnly on, string answer, DateOnly today) =>
        actingKind == OrgKinds.SupervisionCommittee ? new("质询由被质询的一方答复", "answer") :
        note.DueOn is null ? new("这条记录不要求答复", "answer") :
        note.AnsweredOn is not null ? new("这条质询已经答复", "answer") :
        on < note.HeldOn || on > today ? new("答复日期不对", "on") :
        answer.Length == 0 ? new("请写答复", "answer") :
        answer.Length > MostText ? new("答复最多 {0} 字", "answer", null, MostText) : null;

    /// <summary>连续两次不称职: whose last two reviews both said unfit; by the law the office then ends, and the software says no more than that.</summary>
    public static IReadOnlyList<(string About, DateOnly On)> TwiceUnfit(IEnumerable<SupervisionNote> notes) =>
        [.. notes.Where(n => n is { Kind: SupervisionNote.Appraisal, About: not null }).GroupBy(n => n.About!).Select(g => (g.Key, Last: g.OrderByDescending(n => n.HeldOn).ThenByDescending(n => n.Id).Take(2).ToList()))
            .Where(g => g.Last.Count == 2 && g.Last.TrueForAll(n => n.Agreed == false)).Select(g => (g.Key, g.Last[0].HeldOn))];
}
