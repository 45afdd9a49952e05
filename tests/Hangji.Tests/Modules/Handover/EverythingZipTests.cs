using System.IO.Compression;
using System.Net;
using Hangji.Modules.Handover;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Handover;

public class Taking_all_data_along
{
    [Theory, OnEveryDatabase]
    public async Task Holds_every_table_with_a_scope_and_only_the_rows_of_this_seat(string on)
    {
        await using var running = await RunningHouse.Open(on);
        var town = await running.House.Body("青石镇党委", kind: "committee");
        var (mine, other) = (await running.House.Body("竹溪村䶮𬍛党支部", town), await running.House.Body("上竹村党支部", town));
        var account = await running.House.Account("chenqishan");
        await running.House.Seat(account, mine);
        using var visitor = await running.Visitor(account);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await visitor.Page("/export")).QuerySelector("main form")!;
        var answer = await visitor.Http.PostAsync("/export/all.zip", new FormUrlEncodedContent(Visitor.Filled(form)));
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var tables = await running.House.Work(s => Task.FromResult(EverythingZip.Tables(s.GetRequiredService<AppDb>().Model).Select(t => t.GetTableName() + ".csv").ToList()));
        Assert.Equal(tables.Append("README.txt").Order(StringComparer.Ordinal), zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.Contains("org_nodes.csv", tables);
        var orgs = await Text(zip, "org_nodes.csv");
        Assert.Contains("竹溪村䶮𬍛党支部", orgs);
        Assert.DoesNotContain("上竹村", orgs);
        Assert.DoesNotContain("青石镇党委", orgs);
        Assert.Contains(mine.Id.ToString(), orgs);
        Assert.DoesNotContain(other.Id.ToString(), await Text(zip, "facts.csv"));
        var fact = await running.House.Work(s => s.GetRequiredService<AppDb>().Facts.AsNoTracking().SingleAsync(f => f.Kind == "records.exported"));
        Assert.Equal((mine.Id, account.Id), (fact.OrgId, fact.AccountId));
    }

    [Fact]
    public async Task No_sealed_field_leaves()
    {
        await using var house = await House.Open("sqlite");
        await house.Work(s =>
        {
            foreach (var table in EverythingZip.Tables(s.GetRequiredService<AppDb>().Model))
            {
                Assert.NotEmpty(EverythingZip.Columns(table));
                Assert.DoesNotContain(EverythingZip.Columns(table), column => column.ClrType == typeof(byte[]) || column.Name.Contains("Password"));
            }
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Needs_the_verb_and_the_token()
    {
        await using var running = await RunningHouse.Open();
        var org = await running.House.Body("竹溪村党支部");
        var (reader, secretary) = (await running.House.Account("reader"), await running.House.Account("secretary"));
        await running.House.Seat(reader, org, "reader");
        await running.House.Seat(secretary, org);
        using var reading = await running.Visitor(reader);
        Assert.Equal(HttpStatusCode.Forbidden, (await reading.Get("/export")).Answer.StatusCode);
        using var leading = await running.Visitor(secretary);
        Assert.Equal(HttpStatusCode.BadRequest, (await leading.Post("/export/all.zip", [])).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reading.Post("/export/all.zip", [])).Answer.StatusCode);
    }

    static async Task<string> Text(ZipArchive zip, string name) => await new StreamReader(await zip.GetEntry(name)!.OpenAsync()).ReadToEndAsync();
}
