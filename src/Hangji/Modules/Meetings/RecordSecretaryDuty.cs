using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;

namespace Hangji.Modules.Meetings;

/// <summary>That the secretary reported on duty or was trained, or that the body did one of its yearly acts.</summary>
internal sealed record SecretaryActRecording(long OrgId, string Kind, long PersonId, DateOnly HeldOn, string Held, string? Assessment);

/// <summary>记年度履职: 述职 (ZB art. 27) and 集中轮训 (ZB art. 25) of the secretary; of a committee the training of members (JY art. 20), its report (JY art. 43) and dues passed down (ZB art. 33).</summary>
internal sealed class RecordSecretaryDuty(AppDb db, RollCaller caller, TimeProvider clock)
{
    public async Task<Refusal?> Run(SecretaryActRecording said, CancellationToken stop = default)
    {
        if (Check(said, clock.Today()) is { } refusal) return refusal;
        var call = await caller.Of(said.OrgId, MeetingKinds.General, said.HeldOn, stop);
        if (call.Committee.FirstOrDefault(c => c.PersonId == said.PersonId) is not { } officer)
        {
            var now = await caller.Of(said.OrgId, MeetingKinds.General, clock.Today(), stop);
            var person = now.Committee.FirstOrDefault(c => c.PersonId == said.PersonId) ?? throw new OutOfScopeException($"person {said.PersonId} holds no post in organization {said.OrgId}");
            return new("{0}在 {1} 还没有任职，请核对日期", "date", null, person.Name, said.HeldOn);
        }
        var act = new SecretaryAct
        {
            Id = Ids.Next(), OrgId = said.OrgId, Kind = said.Kind, HeldOn = said.HeldOn, RecordedAt = clock.GetUtcNow().UtcDateTime, PersonId = said.PersonId, PersonName = officer.Name,
            Held = said.Held.Trim(), Assessment = string.IsNullOrWhiteSpace(said.Assessment) ? null : said.Assessment.Trim(),
        };
        db.Add(act);
        db.Facts.Add(Fact.Of("secretary.duty-done", said.OrgId, act.Id, said.HeldOn));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public static Refusal? Check(SecretaryActRecording said, DateOnly today) =>
        !SecretaryAct.Kinds.Contains(said.Kind) ? new("请选择记什么", "kind") :
        said.HeldOn > today ? new("日期不能晚于今天", "date") :
        said.HeldOn < today.AddYears(-10) ? new("日期太早，请核对年份", "date") :
        string.IsNullOrWhiteSpace(said.Held) ? new("请写向谁报告、由谁举办，或者怎样办的", "held") :
        said.Held.Length > 100 ? new("最多 {0} 字", "held", null, 100) :
        said.Assessment?.Length > 200 ? new("最多 {0} 字", "assessment", null, 200) : null;
}
