using System.Globalization;
using Hangji.Modules.Deliberation.Supervision;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract.Procedures;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Platform.Text;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation.Pages;

/// <summary>What a list of matters is asked for, from the address.</summary>
internal sealed record MatterFilter(string? Q = null, string? State = null, int? Year = null, long? Org = null, string? After = null)
{
    public const string Running = "running", Ended = "ended", Withdrawn = "withdrawn", Ready = "ready";
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || !string.IsNullOrEmpty(State) || Year is not null;

    public string At(string path, string? after = null)
    {
        var parts = new List<string>();
        void Add(string name, string? value) { if (!string.IsNullOrEmpty(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}"); }
        Add("q", Q); Add("state", State); Add("year", Year?.ToString(CultureInfo.InvariantCulture)); Add("org", Org?.ToString(CultureInfo.InvariantCulture)); Add("after", after);
        return parts.Count == 0 ? path : path + "?" + string.Join('&', parts);
    }
}

/// <summary>议事一览: matters below the seat, or of the own village for a led body, the latest first, by keyset.</summary>
internal sealed class MatterList(AppDb db, OrgTree tree, OwnVillage own, ProcedureBook procedures, TimeProvider clock)
{
    public const int PageSize = 50, MostText = 60;

    public async Task<IQueryable<Matter>> Query(MatterFilter filter, CancellationToken stop)
    {
        var found = db.Matters.AsNoTracking();
        // A led body reads the matters of the Party body above it and of nobody else; see OwnVillage.
        if ((await own.Of(stop)).Village is { } village) found = db.Matters.IgnoreQueryFilters([AppDb.ScopeFilter]).AsNoTracking().Where(m => m.OrgId == village.Id);
        else if (filter.Org is { } org)
        {
            var place = (await tree.Find(org, stop) ?? throw new OutOfScopeException($"organization {org}")).Place;
            var (from, to) = (place.Value, place.End);
            found = found.Where(m => string.Compare(m.OrgPath, from) >= 0 && string.Compare(m.OrgPath, to) < 0);
        }
        if (filter.Year is { } year) found = found.Where(m => m.Year == year);
        var today = clock.Today();
        found = filter.State switch
        {
            MatterFilter.Ready => found.Where(m => m.Course == "running" && m.OpenFrom <= today),
            MatterFilter.Running or MatterFilter.Ended or MatterFilter.Withdrawn => found.Where(m => m.Course == filter.State),
            _ => found,
        };
        if (Plain.Line(filter.Q) is { Length: > 0 } q)
        {
            if (q.Length > MostText) q = q[..MostText];
            var initials = q.ToLowerInvariant();
            found = q.All(char.IsAsciiLetter) ? found.Where(m => m.Initials.Contains(initials) || m.Title.Contains(q)) : found.Where(m => m.Title.Contains(q));
        }
        if (Key(filter.After) is { } key) found = found.Where(m => m.RaisedOn < key.Day || m.RaisedOn == key.Day && m.Id < key.Id);
        return found.OrderByDescending(m => m.RaisedOn).ThenByDescending(m => m.Id);
    }

    public static string Key(Matter last) => $"{last.RaisedOn:yyyyMMdd}-{last.Id}";

    static (DateOnly Day, long Id)? Key(string? after) =>
        after?.Split('-') is [var day, var id] && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && long.TryParse(id, out var number) ? (on, number) : null;

    /// <summary>The step that is due, in the reader's language.</summary>
    public string Step(Matter matter, Words t) => matter.Course switch
    {
        "ended" => t["办完归档"],
        "withdrawn" => t["已撤回"],
        _ => procedures.Versions(matter.Procedure).LastOrDefault()?.Find(matter.Step)?.Title.In(t.IsEnglish) ?? matter.Step,
    };

    public string Kind(Matter matter, Words t) => procedures.Versions(matter.Procedure).LastOrDefault()?.Matter(matter.Kind)?.Title.In(t.IsEnglish) ?? matter.Kind;

    public MarkupString State(Matter matter, Words t) => matter.Course switch
    {
        "ended" => Marks.State(Standing.Done, t["办完"]),
        "withdrawn" => Marks.State(Standing.Off, t["已撤回"]),
        _ when matter.OpenFrom is { } day && day > clock.Today() => Marks.State(Standing.Wait, t["等到 {0}", t.ShortDate(day)]),
        _ when matter.OpenFrom is not null => Marks.State(Standing.Due, t["可以办了"]),
        _ => Marks.State(Standing.Due, t["缺要件"]),
    };
}
