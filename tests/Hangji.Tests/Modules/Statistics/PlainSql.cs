using System.Globalization;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Statistics;
using Hangji.Modules.Statistics.Definitions;
using Hangji.Platform.Columns;

namespace Hangji.Tests.Modules.Statistics;

/// <summary>What a cell of a form counts, as somebody with a database console would ask for it: written by hand, table by table, for both databases.</summary>
internal static class PlainSql
{
    private const string Locals = "m.kind = 'committee' and m.field = 'locality' and m.division_code is not null and length(m.division_code) <= 6";

    /// <summary>"count(…) from … where …", or the sum, of one cell.</summary>
    public static string Count(string set, (When When, IReadOnlyList<Condition> Where, Quantity? Sum) cell, int year, DateOnly asOf, OrgNode body)
    {
        var (first, start) = ($"'{year}-01-01'", $"'{year - 1}-12-31'");
        var seen = cell.When == When.Start ? new DateOnly(year - 1, 12, 31) : asOf;
        var day = $"'{seen:yyyy-MM-dd}'";
        var (from, began) = set switch
        {
            "members" => ("memberships m join persons p on p.id = m.person_id join org_nodes o on o.id = m.org_id", "from_on"),
            "stages" => ("stages m join persons p on p.id = m.person_id", "from_on"),
            "spells" => ("member_spells m join persons p on p.id = m.person_id", "from_on"),
            "bodies" => ("(select path as org_path, kind, field, relation, since as from_on, dissolved_on as to_on, elected_on, term_years, set_up_on, division_code, 0 as past from org_nodes"
                + " union all select o.path, s.kind, s.field, s.relation, s.from_on, s.to_on, s.elected_on, s.term_years, o.set_up_on, s.division_code, 1 from org_spans s join org_nodes o on o.id = s.org_id) m", "from_on"),
            "meetings" => ($"(select x.*, kinds.k from meetings x join ({string.Join(" union all ", Hangji.Modules.Meetings.MeetingKinds.All.Keys.Select(k => $"select '{k}' as k"))}) kinds on ' ' || x.kind || ' ' || x.also || ' ' like '% ' || kinds.k || ' %' where x.state = 'held' and x.superseded_by is null) m join org_nodes o on o.id = m.org_id", "held_on"),
            _ => ("matters m join org_nodes o on o.id = m.org_id", "raised_on"),
        };
        var window = cell.When switch
        {
            When.Start => $"m.from_on <= {start} and (m.to_on is null or m.to_on > {start})",
            When.Began => $"m.{began} >= {first} and m.{began} <= {day}",
            When.Ended => $"m.to_on >= {first} and m.to_on <= {day}",
            _ => $"m.from_on <= {day} and (m.to_on is null or m.to_on > {day})",
        };
        // The first of its kind in a body and year: as many as there are bodies.
        var bodies = cell.Where.Any(w => w.Dimension.Key == "first");
        var where = cell.Where.Where(w => w.Dimension.Key != "first").Select(w => "(" + string.Join(" or ", w.Places.Select(p => "(" + One(set, w.Dimension.Key, w.Dimension.Values[p].Key, seen) + ")")) + ")");
        var what = cell.Sum is { } sum ? $"coalesce(sum(m.{sum.Key}), 0)" : $"count({(bodies ? "distinct m.org_id" : "*")})";
        return $"{what} from {from} where m.org_path >= '{body.Path}' and m.org_path < '{body.Place.End}' and {string.Join(" and ", where.Prepend(window))}";
    }

    private static string? BodyTier(string dimension, string value) => (dimension, value) switch
    {
        ("tier", "local") => Locals,
        ("tier", "committee") => $"m.kind in ('committee', 'work-committee', 'leading-group') and not ({Locals})",
        ("tier", "general-branch") => "m.kind = 'general-branch'",
        ("tier", "branch") => "m.kind in ('branch', 'joint-branch', 'temporary-branch', 'mobile-branch')",
        _ => null,
    };

    // Which digit of the code counts: of two educations the higher one, which has the smaller digit.
    private const string Level = "case when coalesce(p.education, '') = '' then substr(coalesce(p.education_in_service, ''), 1, 1) when coalesce(p.education_in_service, '') = '' then substr(p.education, 1, 1) when substr(p.education, 1, 1) < substr(p.education_in_service, 1, 1) then substr(p.education, 1, 1) else substr(p.education_in_service, 1, 1) end";

    private static string One(string set, string dimension, string value, DateOnly seen)
    {
        string Born(int from, int to) => $"p.born_on > '{seen.AddYears(-to - 1):yyyy-MM-dd}' and p.born_on <= '{seen.AddYears(-from):yyyy-MM-dd}'";
        var joined = set == "spells" ? "(select min(x.joined_on) from memberships x where x.person_id = m.person_id)" : "m.joined_on";
        string Joined(string from, string to) => $"{joined} >= '{from}' and {joined} <= '{to}'";
        string Lasting(int from, int to) => $"m.from_on > '{seen.AddMonths(-to):yyyy-MM-dd}' and m.from_on <= '{seen.AddMonths(-from):yyyy-MM-dd}'";
        // The term of a body by its years, so that both databases count days alike.
        string Ends(string condition) => "(" + string.Join(" or ", Enumerable.Range(1, 6).Select(years => $"(m.term_years = {years} and {string.Format(CultureInfo.InvariantCulture, condition, "m.elected_on", $"'{seen.AddYears(-years):yyyy-MM-dd}'", $"'{seen.AddMonths(6).AddYears(-years):yyyy-MM-dd}'")})")) + ")";
        if (set == "bodies" && BodyTier(dimension, value) is { } tier) return tier;
        return (dimension, value) switch
        {
            ("sex", "male") => "p.sex = '1'", ("sex", "female") => "p.sex = '2'", ("sex", _) => "p.sex not in ('1', '2')",
            ("ethnic", "han") => "p.ethnic = '01'", ("ethnic", "minority") => "p.ethnic <> '01'", ("ethnic", _) => "p.ethnic is null",
            ("age", "le30") => Born(0, 30), ("age", "ge71") => Born(71, 130), ("age", "none") => $"p.born_on is null or p.born_on > '{seen:yyyy-MM-dd}'",
            ("age", var band) => Born(int.Parse(band[..2], CultureInfo.InvariantCulture), int.Parse(band[3..], CultureInfo.InvariantCulture)),
            ("education", "postgraduate") => Level + " = '1'", ("education", "bachelor") => Level + " = '2'", ("education", "college") => Level + " = '3'", ("education", "secondary-technical") => Level + " = '4'",
            ("education", "senior-high") => Level + " = '6'", ("education", "junior-or-less") => Level + " in ('7', '8')", ("education", "other-education") => Level + " = '9'", ("education", _) => Level + " = ''",
            ("job", "none") => "p.job_type is null", ("job", var job) => $"p.job_type = '{job}'",
            ("joined", "to1937") => Joined("1900-01-01", "1937-07-06"), ("joined", "to1945") => Joined("1937-07-07", "1945-09-02"), ("joined", "to1949") => Joined("1945-09-03", "1949-09-30"), ("joined", "to1966") => Joined("1949-10-01", "1966-04-30"),
            ("joined", "to1976") => Joined("1966-05-01", "1976-10-31"), ("joined", "to1978") => Joined("1976-11-01", "1978-12-31"), ("joined", "to2002") => Joined("1979-01-01", "2002-10-31"), ("joined", "to2012") => Joined("2002-11-01", "2012-10-31"),
            ("joined", "since2012") => Joined("2012-11-01", "2100-01-01"), ("joined", _) => joined + " is null",
            ("joined-in", "this-year") => $"m.joined_on >= '{seen.Year}-01-01' and m.joined_on <= '{seen:yyyy-MM-dd}'", ("joined-in", "earlier") => $"m.joined_on < '{seen.Year}-01-01'", ("joined-in", _) => $"m.joined_on > '{seen:yyyy-MM-dd}'",
            ("standing", "full") => $"m.full_since <= '{seen:yyyy-MM-dd}'", ("standing", "probationary") => $"(m.full_since is null or m.full_since > '{seen:yyyy-MM-dd}')",
            ("turned-full", "this-year") => $"m.full_since >= '{seen.Year}-01-01' and m.full_since <= '{seen:yyyy-MM-dd}'", ("turned-full", "earlier") => $"m.full_since < '{seen.Year}-01-01'", ("turned-full", _) => $"(m.full_since is null or m.full_since > '{seen:yyyy-MM-dd}')",
            ("field", "none") => "1 = 0", ("field", var field) => $"{(set == "bodies" ? "m" : "o")}.field = '{field}'",
            ("stage", var stage) => $"m.reached = '{stage}'", ("spell", var spell) => $"m.kind = '{spell}'", ("reason", var reason) => $"m.reason = '{reason}'",
            ("lasting", "lt6m") => Lasting(0, 6), ("lasting", "6-12m") => Lasting(6, 12), ("lasting", "1-5y") => Lasting(12, 60), ("lasting", "5-10y") => Lasting(60, 120), ("lasting", "ge10y") => Lasting(120, 1200), ("lasting", _) => $"m.from_on > '{seen:yyyy-MM-dd}'",
            ("kind", var kind) => $"m.kind = '{kind}'", ("relation", "none") => "1 = 0", ("relation", var relation) => $"m.relation = '{relation}'",
            ("begins", "set-up") => "m.from_on <= m.set_up_on", ("ends", "dissolved") => "m.to_on is not null and m.past = 0",
            ("elected", "this-year") => $"m.elected_on >= '{seen.Year}-01-01' and m.elected_on <= '{seen:yyyy-MM-dd}'",
            ("term", "over") => Ends("{0} <= {1}"), ("term", "ending") => Ends("{0} > {1} and {0} <= {2}"),
            ("meeting", var meeting) => $"m.k = '{meeting}'", ("procedure", var procedure) => $"m.procedure = '{procedure}'", ("source", "none") => "1 = 0", ("source", var source) => $"m.source = '{source}'",
            ("decided", "decided") => $"m.decided_on <= '{seen:yyyy-MM-dd}'",
            ("entry", "none") => "m.entry = ''", ("entry", var entry) => $"m.entry = '{entry}'",
            ("exit", "none") => "m.exit is null", ("exit", var exit) => $"m.exit = '{exit}'",
            _ => throw new InvalidOperationException($"no SQL for {dimension}:{value}"),
        };
    }
}
