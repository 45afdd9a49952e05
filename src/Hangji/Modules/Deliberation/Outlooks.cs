using Hangji.Modules.Access.Contract;
using Hangji.Modules.Deliberation.Pages;
using Hangji.Modules.Duties.Contract;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Hangji.Shell.Parts;
using Hangji.Shell.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Deliberation;

/// <summary>等我办的程序: beside Today, the running matters of the seat, those that can be taken on first.</summary>
internal sealed class TodayMatters(MatterList list, ActingSeat seat) : ITodayAside
{
    private const int Most = 6;

    /// <summary>What the last reading found, for the part that draws it.</summary>
    public IReadOnlyList<Matter> Waiting { get; private set; } = [];

    public async ValueTask<RenderFragment?> Read(CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadMatters) || seat.OrgId is null) return null;
        Waiting = await (await list.Query(new(State: MatterFilter.Running), stop)).OrderBy(m => m.OpenFrom == null).ThenBy(m => m.OpenFrom).ThenBy(m => m.Id).Take(Most).ToListAsync(stop);
        if (Waiting.Count == 0) return null;
        return builder =>
        {
            builder.OpenComponent<MatterAside>(0);
            builder.CloseComponent();
        };
    }
}

/// <summary>议事页签: the tab of a body's page.</summary>
internal sealed class OrganizationPanel(AppDb db, ActingSeat seat) : IOrganizationPanel
{
    public int Order => 45;

    public async Task<OrgPanel> Of(OrgOnPage page, CancellationToken stop)
    {
        if (!seat.May(Verbs.ReadMatters) || page.Org.IsLed) return OrgPanel.Nothing;
        var (from, to) = (page.Org.Place.Value, page.Org.Place.End);
        var running = await db.Matters.CountAsync(m => string.Compare(m.OrgPath, from) >= 0 && string.Compare(m.OrgPath, to) < 0 && m.Course == "running", stop);
        return new([new("matters", "议事", "/matters?org=" + page.Org.Id, 40, running)], [], []);
    }
}

/// <summary>What the search box finds: matters by title or pinyin initials.</summary>
internal sealed class MatterSearchSource(MatterList list, ActingSeat seat, Words words) : ISearchSource
{
    public string Title => "事项";
    public int Order => 45;
    public string Policy => Verbs.ReadMatters;
    public string AllAt(string asked) => "/matters?q=" + Uri.EscapeDataString(asked);

    public async Task<IReadOnlyList<SearchHit>> Find(string asked, int most, CancellationToken stop)
    {
        if (seat.OrgId is null) return [];
        var found = await (await list.Query(new(Q: asked), stop)).Take(most).ToListAsync(stop);
        return [.. found.Select(m => new SearchHit(m.Title, $"/matters/{m.Id}", $"{m.Sign} · {list.Step(m, words)}"))];
    }
}

/// <summary>Addresses of this room that are no pages.</summary>
internal static class MatterEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/matters/export", Export).RequireAuthorization(Verbs.Export);
        app.MapGet("/matters/{id:long}/forms.docx", Forms).RequireAuthorization(Verbs.ReadMatters);
    }

    static async Task<IResult> Forms(long id, MatterReader reader, Words t, CancellationToken stop)
    {
        var d = await reader.Open(id, stop);
        return SheetDownload.Docx($"{d.Village.ShortName}-{t["登记表"]}-{d.Matter.Sign}.docx", FormText.Document(t, FormText.Of(t, d)));
    }

    static Task<IResult> Export(MatterList list, OrgTree tree, Words t, [AsParameters] MatterFilter filter, CancellationToken stop) => SheetDownload.Xlsx(t["事项"] + ".xlsx", async book =>
    {
        book.Sheet(t["事项"], [new(t["编号"]), new(t["组织"], Width: 24), new(t["事项"], Width: 36), new(t["事项种类"], Width: 24), new(t["由谁提出"], Width: 18), new(t["提出日期"], ColumnKind.Date), new(t["金额（元）"], ColumnKind.Number), new(t["资金来源"], Width: 24),
            new(t["下一步"], Width: 24), new(t["决定日期"], ColumnKind.Date)]);
        var found = await (await list.Query(filter with { After = null }, stop)).ToListAsync(stop);
        var names = await tree.Names([.. found.Select(m => m.OrgId).Distinct()], stop);
        foreach (var m in found)
            book.Row(m.Sign, names.GetValueOrDefault(m.OrgId)?.ShortName, m.Title, list.Kind(m, t), t[Sources.Name(m.Source)], m.RaisedOn, m.AmountFen / 100m, m.Funding, list.Step(m, t), m.DecidedOn);
    });
}
