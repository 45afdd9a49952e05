using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure.Voices;

/// <summary>答复、提请上级、上级答复: each with its day. Question and answer stand beside the item in public from the day of the answer.</summary>
internal sealed class AnswerVoice(AppDb db, DisclosureDesk desk, IEnumerable<IFollowVoices> followers, Acting acting)
{
    public const int MostAnswer = 1000;

    /// <summary>The publishing side answers; an objection that is right leads to a correction.</summary>
    public async Task<Refusal?> Answer(long id, int version, string? answer, bool upheld, CancellationToken stop = default)
    {
        var (voice, hand) = await desk.Open<PublicVoice>(id, stop);
        var said = (answer ?? "").Replace("\r", "").Trim();
        if (CheckAnswer(voice, hand, version, said) is { } refusal) return refusal;
        voice.Close(desk.Today, said, hand.Body?.ShortName ?? hand.Place.ShortName, upheld);
        if (voice.Kind == PublicVoice.Objection && await Source(db, voice.Doc, stop) is { } matter)
            foreach (var follower in followers)
                if (await follower.Answered(matter, voice, stop) is { } blocked)
                {
                    db.ChangeTracker.Clear();
                    return blocked;
                }
        return await desk.Save("disclosure.voice-answered", voice.OrgId, voice.Id, null, stop);
    }

    /// <summary>提请上级核查: by whoever holds the code — not satisfied, or not answered in time.</summary>
    public async Task<Refusal?> Escalate(string? code, string? why, CancellationToken stop = default)
    {
        if (VoiceCode.Read(code) is not { } read || await db.PublicVoices.IgnoreQueryFilters([AppDb.ScopeFilter]).SingleOrDefaultAsync(v => v.Code == read, stop) is not { } voice) return new("没有这个回执码", "code");
        var said = (why ?? "").Replace("\r", "").Trim();
        if (CheckEscalate(voice, said, desk.Today) is { } refusal) return refusal;
        acting.As(ScopeRange.None, null, null, "公众");
        acting.Reach(voice.OrgPath);
        var place = (await desk.PlaceOf(voice.OrgId, stop))!;
        var due = await desk.Due(CatalogTerm.Escalated, place, desk.Today, stop);
        (voice.EscalatedOn, voice.EscalatedDueOn, voice.EscalatedWhy) = (desk.Today, due?.Due ?? desk.Today.AddDays(10), said);
        return await desk.Save("disclosure.voice-escalated", voice.OrgId, voice.Id, null, stop);
    }

    /// <summary>核查答复: a body above the place checks and answers; what it orders is put right by a correction of the place.</summary>
    public async Task<Refusal?> Decide(long id, int version, string? decision, CancellationToken stop = default)
    {
        var (voice, hand) = await desk.Open<PublicVoice>(id, stop);
        var said = (decision ?? "").Replace("\r", "").Trim();
        if (CheckDecide(voice, hand, version, said) is { } refusal) return refusal;
        (voice.DecidedOn, voice.Decision, voice.DecidedName, voice.Shown) = (desk.Today, said, hand.Body?.ShortName ?? "", true);
        return await desk.Save("disclosure.voice-decided", voice.OrgId, voice.Id, null, stop);
    }

    /// <summary>The matter whose step was completed by the item that a voice is about.</summary>
    public static async Task<long?> Source(AppDb db, string? doc, CancellationToken stop) => doc is null ? null : await db.Disclosures.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
        .Where(d => d.Doc == doc && d.SourceKind == Disclosure.FromMatter && d.SourceStep != null).Select(d => d.SourceId).SingleOrDefaultAsync(stop);

    public static Refusal? CheckAnswer(PublicVoice voice, Hand hand, int version, string answer) =>
        voice.AnsweredOn is not null ? new("已经答复了", "answer") :
        voice.Version != version ? new(DisclosureDesk.Race, "version") :
        hand.IsAbove ? new("由本村（社区、单位）答复；提请上级之后上级才答复", "answer") :
        hand.IsSupervision ? new("由公布的一方答复，监督委员会监督", "answer", "《村民委员会组织法》第三十七条") :
        answer.Length == 0 ? new("请写答复", "answer") :
        answer.Length > MostAnswer ? new("答复最多 {0} 字", "answer", null, MostAnswer) :
        CheckShown(voice, answer);

    /// <summary>The question is shown with its answer: both are looked through.</summary>
    internal static Refusal? CheckShown(PublicVoice voice, string answer) => PublicScan.Line(answer, "answer") ?? PublicScan.Line(voice.Text, "answer");

    public static Refusal? CheckEscalate(PublicVoice voice, string why, DateOnly today) =>
        voice.EscalatedOn is not null ? new("已经提请上级核查", "code") :
        voice.AnsweredOn is null && voice.DueOn >= today ? new("{0} 前答复；到期没有答复，或者答复了不满意，可以提请上级核查", "code", null, voice.DueOn) :
        why.Length == 0 ? new("请写哪里不满意", "why") :
        why.Length > RaiseVoice.MostText ? new("最多 {0} 字", "why", null, RaiseVoice.MostText) :
        PublicScan.Line(why, "why");

    public static Refusal? CheckDecide(PublicVoice voice, Hand hand, int version, string decision) =>
        voice.EscalatedOn is null ? new("没有提请上级核查", "decision") :
        voice.DecidedOn is not null ? new("上级已经答复", "decision") :
        voice.Version != version ? new(DisclosureDesk.Race, "version") :
        !hand.IsAbove && !hand.IsProgram ? new("由乡镇、县级核查答复，本村（社区、单位）不能自己核查自己", "decision", "《村民委员会组织法》第三十六条") :
        decision.Length == 0 ? new("请写核查的结果", "decision") :
        decision.Length > MostAnswer ? new("答复最多 {0} 字", "decision", null, MostAnswer) :
        PublicScan.Line(decision, "decision");
}

/// <summary>异议有了结果: a room below whose course turns with an objection to its publication (a matter goes back).</summary>
internal interface IFollowVoices
{
    Task Raised(long sourceId, PublicVoice voice, CancellationToken stop);
    Task<Refusal?> Answered(long sourceId, PublicVoice voice, CancellationToken stop);
}
