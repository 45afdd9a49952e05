using System.Globalization;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings.Pages;

/// <summary>What a list of meetings is asked for, from the address.</summary>
internal sealed record MeetingFilter(string? Q = null, string? Kind = null, int? Year = null, long? Org = null, string? State = null, string? After = null)
{
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || !string.IsNullOrEmpty(Kind) || Year is not null || !string.IsNullOrEmpty(State);

    /// <summary>The address of the same list from another place on.</summary>
    public string At(string path, string? after = null)
    {
        var parts = new List<string>();
        void Add(string name, string? value) { if (!string.IsNullOrEmpty(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}"); }
        Add("q", Q); Add("kind", Kind); Add("year", Year?.ToString(CultureInfo.InvariantCulture)); Add("org", Org?.ToString(CultureInfo.InvariantCulture)); Add("state", State); Add("after", after);
        return parts.Count == 0 ? path : path + "?" + string.Join('&', parts);
    }
}

/// <summary>会议一览: current editions below the seat or below one body, the latest first, by keyset.</summary>
internal static class MeetingList
{
    public const int PageSize = 50, MostText = 60;

    public static async Task<IQueryable<Meeting>> Query(AppDb db, OrgTree tree, MeetingFilter filter, CancellationToken stop)
    {
        var found = db.Meetings.AsNoTracking().Where(m => m.SupersededBy == null);
        if (filter.Org is { } org)
        {
            var place = (await tree.Find(org, stop) ?? throw new Platform.Scope.OutOfScopeException($"organization {org}")).Place;
            var (from, to) = (place.Value, place.End);
            found = found.Where(m => string.Compare(m.OrgPath, from) >= 0 && string.Compare(m.OrgPath, to) < 0);
        }
        if (filter.Kind is { Length: > 0 } kind) found = found.Where(m => m.Kind == kind || (" " + m.Also + " ").Contains(" " + kind + " "));
        if (filter.Year is >= 1900 and <= 9000)
        {
            var (first, last) = (new DateOnly(filter.Year.Value, 1, 1), new DateOnly(filter.Year.Value, 12, 31));
            found = found.Where(m => m.Day >= first && m.Day <= last);
        }
        if (filter.State is { Length: > 0 } state) found = found.Where(m => m.State == state);
        if (Plain.Line(filter.Q) is { Length: > 0 } q)
        {
            if (q.Length > MostText) q = q[..MostText];
            found = Meeting.RootOf(q) is { } root ? found.Where(m => m.RootId == root) : found.Where(m => m.Theme.Contains(q) || m.Place.Contains(q) || m.Summary.Contains(q));
        }
        if (Key(filter.After) is { } key) found = found.Where(m => m.Day < key.Day || m.Day == key.Day && m.Id < key.Id);
        return found.OrderByDescending(m => m.Day).ThenByDescending(m => m.Id);
    }

    public static string Key(Meeting last) => $"{last.Day:yyyyMMdd}-{last.Id}";

    static (DateOnly Day, long Id)? Key(string? after) =>
        after?.Split('-') is [var day, var id] && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && long.TryParse(id, out var number) ? (on, number) : null;

    public static string StateName(Meeting meeting) => meeting.State switch
    {
        Meeting.Convened => "已召集",
        Meeting.Cancelled => "已取消",
        _ => meeting.EnteredLate ? "补记" : "已记录",
    };
}
