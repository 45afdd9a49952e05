using Hangji.Modules.Access.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Text;
using Hangji.Shell;
using Hangji.Shell.Parts;

namespace Hangji.Modules.Duties;

/// <summary>One standing rule and how the body meets it on the day that the page shows.</summary>
/// <param name="Way">What would meet it; null where nothing is to be done.</param>
public sealed record StructureLine(Standing Standing, string Word, string Text, string? Way, string Article, string Href);

/// <summary>组织页上的职责: the tab of its calendar, how many duties are overdue, and whether the body is set up as the rules want it.</summary>
internal sealed class StructurePanel(DutyDesk desk, ActingSeat seat, Words t) : IOrganizationPanel
{
    public int Order => 60;

    public async Task<OrgPanel> Of(OrgOnPage page, CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadDuties) || await desk.Body(page.Org.Id, stop) is not { } body || OrgKinds.Find(body.Kind) is { IsGroup: true }) return OrgPanel.Nothing;
        var year = page.On.Year;
        var duties = (await desk.Of([body], new(year, 1, 1), new(year, 12, 31), page.On, stop))[0];
        var calendar = $"/duties?org={body.Id}";
        var overdue = page.IsNow ? duties.Duties.Count(d => d.State == DutyState.Overdue && duties.ReasonFor(d) is null) : 0;
        var lines = duties.Duties.Where(d => d.Period is null && d.State is DutyState.Satisfied or DutyState.Due or DutyState.Overdue or DutyState.Exempt).OrderBy(Place).ThenBy(d => d.Rule.Id, StringComparer.Ordinal).Select(Line).ToList();
        return new([new("duties", "职责", calendar, 35)], overdue == 0 ? [] : [new Figure("逾期职责", t.Number(overdue), null, calendar)],
            lines.Count == 0 ? [] : [new(typeof(StructureSection), new Dictionary<string, object> { ["Lines"] = lines, ["On"] = page.On }, 30)]);
    }

    // What is wrong stands first, then what is only advised, then what is well.
    private static int Place(Duty duty) => duty.State switch { DutyState.Overdue => 0, DutyState.Due when !duty.IsWarning => 1, DutyState.Due => 2, DutyState.Satisfied => 3, _ => 4 };

    private StructureLine Line(Duty duty)
    {
        var (standing, word) = duty.State switch
        {
            DutyState.Satisfied => (Standing.Done, t["符合"]),
            DutyState.Exempt => (Standing.Exempt, t["免除"]),
            DutyState.Overdue => (Standing.Over, t["逾期"]),
            _ when duty.IsWarning => (Standing.Due, t["提示"]),
            _ => (Standing.Over, t["不符合"]),
        };
        var way = duty.State is DutyState.Due or DutyState.Overdue && duty.Rule.ToSatisfy?.In(t.IsEnglish) is { Length: > 0 } wanted ? t["怎样符合：{0}", wanted] : null;
        return new(standing, word, duty.Rule.Text.In(t.IsEnglish), way, DutyView.ShortArticle(t, duty.Rule), DutyView.Why(duty));
    }
}
