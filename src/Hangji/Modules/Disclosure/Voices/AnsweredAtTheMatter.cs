using Hangji.Modules.Access.Contract;
using Hangji.Modules.Deliberation.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure.Voices;

/// <summary>议事一侧的答复: an objection that came in on the public page and was answered on the page of its matter is answered in public too, in the same save.</summary>
internal sealed class AnsweredAtTheMatter(AppDb db, ActingSeat seat, IActing acting) : IPublicVoices
{
    public async Task<Refusal?> Answered(long id, DateOnly on, string answer, bool upheld, CancellationToken stop = default)
    {
        if (await db.PublicVoices.IgnoreQueryFilters([AppDb.ScopeFilter]).SingleOrDefaultAsync(v => v.Id == id && v.AnsweredOn == null, stop) is not { } voice) return null;
        if (!acting.MayTouch(voice.OrgPath)) throw new OutOfScopeException($"voice {id}");
        if (AnswerVoice.CheckShown(voice, answer) is { } refusal) return refusal;
        var by = seat.OrgId ?? voice.OrgId;
        voice.Close(on, answer, await db.Orgs.IgnoreQueryFilters([AppDb.ScopeFilter]).Where(o => o.Id == by).Select(o => o.ShortName).SingleAsync(stop), upheld);
        db.Facts.Add(Fact.Of("disclosure.voice-answered", voice.OrgId, voice.Id, on));
        return null;
    }
}
