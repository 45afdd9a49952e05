using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Members;

/// <summary>一生的记录: everything dated that the register knows of one person, newest first, for the page and for the person himself.</summary>
internal sealed class MemberHistory(AppDb db, Words t)
{
    /// <param name="On">The legal day; null for what is only known by the instant of recording.</param>
    /// <param name="Org">The body it happened in.</param>
    public sealed record Event(DateOnly On, string What, string? Detail, long? OrgId, string? Org);

    public async Task<IReadOnlyList<Event>> Of(long personId, CancellationToken stop)
    {
        var memberships = await db.Memberships.AsNoTracking().Where(m => m.PersonId == personId).OrderBy(m => m.FromOn).ToListAsync(stop);
        var appointments = await db.Appointments.AsNoTracking().Where(a => a.PersonId == personId).ToListAsync(stop);
        var (stages, spells) = (await db.Stages.AsNoTracking().Where(s => s.PersonId == personId).ToListAsync(stop), await db.SpellsOf([personId], stop));
        var facts = await db.Facts.AsNoTracking().Where(f => f.SubjectId == personId && (f.Kind == "member.corrected" || f.Kind == "member.field-opened")).OrderByDescending(f => f.RecordedAt).Take(200).ToListAsync(stop);
        var bodies = memberships.Select(m => m.OrgId).Concat(appointments.Select(a => a.OrgId)).Concat(stages.Select(s => s.OrgId)).Concat(spells.Select(s => s.OrgId)).Distinct().ToList();
        var names = await db.Orgs.AsNoTracking().Where(o => bodies.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.ShortName, stop);
        Event At(DateOnly on, string what, string? detail, long? org) => new(on, what, string.IsNullOrWhiteSpace(detail) ? null : detail, org, org is { } id ? names.GetValueOrDefault(id) : null);

        var events = new List<Event>();
        foreach (var stage in stages) events.Add(At(stage.FromOn, t["成为{0}", MemberWords.Stages[stage.Reached]], null, stage.OrgId));
        if (memberships.FirstOrDefault() is { } first)
        {
            events.Add(At(first.JoinedOn, t["入党，成为预备党员"], first.Introducers is { } who ? t["介绍人：{0}", who] : null, null));
            if (memberships[^1].FullSince is { } full && memberships[^1].FullTo != DatePrecision.None) events.Add(At(full, t["转为正式党员"], null, null));
        }
        foreach (var membership in memberships)
        {
            if (membership.FromOn != membership.JoinedOn || membership.Entry != "registered") events.Add(At(membership.FromOn, MemberWords.Entries.Said(t, membership.Entry), membership.CameFrom, membership.OrgId));
            if (membership.ToOn is { } end) events.Add(At(end, MemberWords.Exits.Said(t, membership.Exit), null, membership.OrgId));
        }
        foreach (var spell in spells)
        {
            events.Add(At(spell.FromOn, t["{0}：{1}", MemberWords.Spells[spell.Kind], new Word(MemberWords.Reasons[$"{spell.Kind}/{spell.Reason}"].Zh)], string.Join(" · ", new[] { spell.Place, spell.Ground, spell.ReviewOn is { } review ? t["{0}复核", review] : null }.OfType<string>()), spell.OrgId));
            if (spell.ToOn is { } over) events.Add(At(over, t["{0}结束", MemberWords.Spells[spell.Kind]], null, spell.OrgId));
        }
        foreach (var post in appointments)
        {
            events.Add(At(post.FromOn, t["任{0}", new Word(Posts.Name(post.Post))], post.DocumentNo, post.OrgId));
            if (post.ToOn is { } left) events.Add(At(left, t["不再任{0}", new Word(Posts.Name(post.Post))], null, post.OrgId));
        }
        foreach (var fact in facts)
        {
            var day = DateOnly.FromDateTime(fact.RecordedAt.AddHours(8));
            events.Add(At(day, fact.Kind == "member.corrected" ? t["更正了登记信息"] : t["查看了保密字段"], t["{0}：{1}", fact.Actor, fact.Reason], null));
        }
        return [.. events.OrderByDescending(e => e.On)];
    }
}
