using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;
using Hangji.Platform.Codes;
using Hangji.Platform.Crypto;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Disclosure.Voices;

/// <summary>提出疑问或异议: said on the public site by anybody, or taken down by a clerk. No account is asked for; a name and a telephone number are optional and never shown.</summary>
internal sealed class RaiseVoice(AppDb db, DisclosureDesk desk, FieldCipher cipher, IEnumerable<IFollowVoices> followers, Acting acting)
{
    public const int MostText = 1000, MostWho = 30, MostOpen = 500;
    public const string Contact = "public-voice.contact";

    /// <param name="Doc">The item it is about; null for a question to the place.</param>
    public sealed record Said(string Kind, string? Text, string? Who = null, string? Phone = null, string? Doc = null);

    /// <summary>From the public site: whoever it is, nothing but this one record is written.</summary>
    public async Task<(PublicVoice? Voice, Refusal? Refusal)> FromPublic(Place place, Said said, CancellationToken stop = default)
    {
        acting.As(ScopeRange.None, null, null, "公众");
        acting.Reach(place.Path);
        return await Keep(place, said, desk.Today, offline: false, stop);
    }

    /// <summary>Taken down in the office: said in person, by telephone, on paper; the day it was said may lie before today.</summary>
    public async Task<(PublicVoice? Voice, Refusal? Refusal)> TakeDown(long placeId, Said said, DateOnly? on, CancellationToken stop = default)
    {
        var hand = await desk.At(placeId, stop);
        return hand.IsAbove ? (null, new("由本村（社区、单位）登记", "text")) :
            on is not { } day ? (null, new("请填写日期", "on")) : await Keep(hand.Place, said, day, offline: true, stop);
    }

    async Task<(PublicVoice?, Refusal?)> Keep(Place place, Said said, DateOnly on, bool offline, CancellationToken stop)
    {
        var (text, who, phone) = ((said.Text ?? "").Replace("\r", "").Trim(), Plain.Line(said.Who), Plain.Fold(said.Phone));
        if (Check(said.Kind, text, who, phone, on, desk.Today) is { } refusal) return (null, refusal);
        var copy = said.Doc is null ? null : await db.PublishedCopies.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking()
            .Where(c => c.OrgId == place.Id && c.Doc == said.Doc && !c.Superseded).FirstOrDefaultAsync(stop);
        if (said.Doc is not null && copy is null || said.Kind == PublicVoice.Objection && copy is null) return (null, new("没有找到这一件公开的内容", "doc"));
        if (on < copy?.From) return (null, new("还没有公布，不能提出异议", "on"));
        if (!offline && await db.PublicVoices.IgnoreQueryFilters([AppDb.ScopeFilter]).CountAsync(v => v.OrgId == place.Id && v.AnsweredOn == null && !v.Offline, stop) >= MostOpen)
            return (null, new("待答复的太多，暂时不能在网上提；请到村（社区）当面说或者打电话", "text"));
        var due = await desk.Due(CatalogTerm.Answer, place, on, stop);
        var id = Ids.Next();
        var voice = new PublicVoice
        {
            Id = id, OrgId = place.Id, CopyId = copy?.Id, Doc = copy?.Doc, Kind = said.Kind, Code = VoiceCode.New(), Text = text, Who = who.Length == 0 ? "" : Masking.Name(who, Reader.Public)!,
            ContactCipher = phone.Length == 0 ? null : cipher.Seal(Contact, phone, id), Offline = offline, SaidOn = on, DueOn = due?.Due ?? on.AddDays(15), RecordedAt = desk.Now,
        };
        db.Add(voice);
        if (voice.Kind == PublicVoice.Objection && await AnswerVoice.Source(db, voice.Doc, stop) is { } matter)
            foreach (var follower in followers) await follower.Raised(matter, voice, stop);
        db.Facts.Add(Fact.Of(offline ? "disclosure.voice-taken-down" : "disclosure.voice-raised", place.Id, id, on));
        await db.SaveChangesAsync(stop);
        return (voice, null);
    }

    public static Refusal? Check(string kind, string text, string who, string phone, DateOnly on, DateOnly today) =>
        kind is not (PublicVoice.Question or PublicVoice.Objection) ? new("请选择是提问还是不同意", "kind") :
        text.Length == 0 ? new("请写下您想问的，或者哪里不对", "text") :
        text.Length > MostText ? new("最多 {0} 字", "text", null, MostText) :
        who.Length > MostWho ? new("姓名最多 {0} 字", "who", null, MostWho) :
        phone.Length > 0 && !PhoneNumber.IsMobile(phone) && !(phone.Length is >= 7 and <= 16 && phone.All(c => char.IsAsciiDigit(c) || c == '-')) ? new("电话号码不对；可以不填", "phone") :
        on > today ? new("日期 {0} 还没有到", "on", null, on) :
        PersonalDataScanner.Check(text, "text") is { } found ? found with { Message = "请不要写身份证号、手机号、银行卡号；电话可以写在下面，不公开" , Args = [] } : null;
}
