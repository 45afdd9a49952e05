using Hangji.Modules.Disclosure.Voices;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform;

namespace Hangji.Modules.Disclosure.Site;

/// <summary>
/// 网上说: lets the street in to <see cref="RaiseVoice"/> — so many from one address, none from programs that fill in everything, and the same words pressed twice are
/// one voice, since a form that is the same for all carries no key of its own.
/// </summary>
internal sealed class SayOnSite(RaiseVoice raise, DisclosureDesk desk, AddressLimit limit, SaidLately lately)
{
    private const int MostPerAddress = 6;

    public sealed class Form
    {
        public string? Kind { get; set; }
        public string? Text { get; set; }
        public string? Phone { get; set; }
        /// <summary>Doc of the item it is about; empty for a question to the place.</summary>
        public string? Doc { get; set; }
        /// <summary>A field that people do not see.</summary>
        public string? Page { get; set; }
    }

    /// <summary>By when what is said today is answered.</summary>
    public async Task<DateOnly> Due(Place place, CancellationToken stop) => await desk.Due(CatalogTerm.Answer, place, desk.Today, stop) is { } term ? term.Due : desk.Today.AddDays(15);

    /// <returns>The receipt code with which the answer can be seen, or why nothing was taken down.</returns>
    public async Task<(string? Code, Refusal? Refusal)> Run(Place place, PublishedCopy? about, Form form, HttpContext http, CancellationToken stop)
    {
        if (!string.IsNullOrEmpty(form.Page)) return (null, new("请把“请留空”那一格清空"));
        var (said, address) = (new RaiseVoice.Said(about is null ? PublicVoice.Question : form.Kind ?? "", form.Text, Phone: form.Phone, Doc: about?.Doc), http.Connection.RemoteIpAddress?.ToString() ?? "");
        if (lately.Find(place.Id, said, address) is { } before) return (before, null);
        if (!limit.Take("ask", http, MostPerAddress, TimeSpan.FromMinutes(10))) return (null, new("送得太快了，请过十分钟再送", "text"));
        var (voice, refusal) = await raise.FromPublic(place, said, stop);
        if (voice is not null) lately.Keep(place.Id, said, address, voice.Code);
        return (voice?.Code, refusal);
    }
}

/// <summary>刚才说过的: what each address said in the last minutes, so that a button pressed twice is one voice. In memory only.</summary>
internal sealed class SaidLately(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly Dictionary<(long, RaiseVoice.Said, string), (string Code, DateTimeOffset At)> kept = [];

    public string? Find(long place, RaiseVoice.Said said, string address)
    {
        lock (kept) return kept.TryGetValue((place, said, address), out var found) && clock.GetUtcNow() - found.At < Window ? found.Code : null;
    }

    public void Keep(long place, RaiseVoice.Said said, string address, string code)
    {
        lock (kept)
        {
            foreach (var old in kept.Where(s => clock.GetUtcNow() - s.Value.At >= Window).Select(s => s.Key).ToList()) kept.Remove(old);
            kept[(place, said, address)] = (code, clock.GetUtcNow());
        }
    }
}
