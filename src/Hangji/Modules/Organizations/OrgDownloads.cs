using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Organizations;

/// <summary>组织名册: the list of bodies as a spreadsheet, with the filters and the day of the page it was asked from.</summary>
internal static class OrgDownloads
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/orgs/export", Sheet).RequireAuthorization(OrganizationVerbs.Read);

    private static async Task<IResult> Sheet(OrgTree tree, Words t, TimeProvider clock, string? q, string? kind, string? field, long? below, string? asof, CancellationToken stop)
    {
        var on = OrgQuery.Day(asof, clock.Today());
        var bodies = await OrgQuery.Bodies(tree, q, kind, field, below, on, stop);
        return await SheetDownload.Xlsx($"{t["组织名册"]}-{on:yyyyMMdd}.xlsx", async book =>
        {
            book.Sheet(t["组织"], [new(t["代码"], Width: 20), new(t["全称"], Width: 44), new(t["简称"], Width: 28), new(t["类别"], Width: 16), new(t["领域"], Width: 14), new(t["与所在单位的关系"], Width: 18), new(t["上级组织代码"], Width: 20),
                new(t["区划代码"], Width: 14), new(t["成立日期"], ColumnKind.Date), new(t["选举日期"], ColumnKind.Date), new(t["本届届满"], ColumnKind.Date), new(t["统一社会信用代码"], Width: 22), new(t["地址"], Width: 30), new(t["电话"], Width: 16), new(t["涵盖单位"], Width: 30)]);
            var codes = new Dictionary<long, string>();
            await foreach (var o in bodies.OrderBy(o => o.Path).AsAsyncEnumerable().WithCancellation(stop))
            {
                codes[o.Id] = o.Code;
                // In the order of the tree a superior comes before what is below it; the superior of the first one lies outside the list.
                book.Row(o.Code, o.Name, o.ShortName, t[OrgKinds.Name(o.Kind)], t[OrgFields.Name(o.Field)], t[UnitRelations.Name(o.Relation)], o.ParentId is { } up ? codes.GetValueOrDefault(up) : null,
                    o.DivisionCode, o.SetUpIsKnown ? o.SetUpOn : null, o.ElectedOn, o.TermEndsOn, o.CreditCode, o.Address, o.Phone, o.Units);
            }
        });
    }
}
