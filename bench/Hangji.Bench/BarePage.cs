using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hangji.Modules.Members;
using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Bench;

/// <summary>The bare limit of a page: the same framework and database, no sign-in, no rights, no rules; it reads rows and prints them in a table.</summary>
internal static class BarePage
{
    /// <summary>What Today of a village branch reads: bodies, memberships, spells, appointments, records of the year, reasons.</summary>
    public const int TodayRows = 160;

    /// <summary>What a page of the member list reads.</summary>
    public const int ListRows = 50;

    public static async Task<WebApplication> Serve(Store store, int rows)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--urls", "http://127.0.0.1:0"] });
        builder.Logging.ClearProviders();
        builder.Services.AddHangji(store);
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddSingleton(new Wanted(rows));
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapGet("/", () => new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<Table>());
        await app.StartAsync();
        return app;
    }

    internal sealed record Wanted(int Rows);

    private sealed class Table : ComponentBase
    {
        private List<Membership> rows = [];

        [Inject] private AppDb Db { get; set; } = default!;
        [Inject] private Acting Acting { get; set; } = default!;
        [Inject] private Wanted Wanted { get; set; } = default!;

        protected override async Task OnInitializedAsync()
        {
            Acting.AsProgram("测速");
            rows = await Db.Set<Membership>().AsNoTracking().OrderBy(m => m.Id).Take(Wanted.Rows).ToListAsync();
        }

        protected override void BuildRenderTree(RenderTreeBuilder page)
        {
            page.AddMarkupContent(0, "<!doctype html><html lang=\"zh-CN\"><head><title>bare</title></head><body><table>");
            foreach (var row in rows)
            {
                page.OpenElement(1, "tr");
                foreach (var cell in new[] { row.Name, row.Sex, row.Ethnic, row.Education, $"{row.JoinedOn:yyyy-MM-dd}", $"{row.FullSince:yyyy-MM-dd}", row.PhoneMasked, row.IdMasked })
                {
                    page.OpenElement(2, "td");
                    page.AddContent(3, cell);
                    page.CloseElement();
                }
                page.CloseElement();
            }
            page.AddMarkupContent(4, "</table></body></html>");
        }
    }
}
