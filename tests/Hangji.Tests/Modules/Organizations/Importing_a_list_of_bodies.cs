using System.Text;
using System.Text.Json;
using Hangji.Modules.Importing;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Organizations;

public sealed class Importing_a_list_of_bodies
{
    /// <summary>A list as offices send it: title row, superiors below their branches, codes here and there, spaces, full-width digits.</summary>
    private const string List = """
        青石镇党组织花名册（2026年）,,,,,
        序号,党组织名称,党组织代码,上级党组织名称,建立日期,联合组建单位
        1,中共青石镇竹溪村支部委员会,QS-０１,青石镇农村党总支,2019年5月16日,
        2,中共青石镇农村总支部委员会,QS-00,,2010.3.1,
        3,竹溪村第一党小组,,中共青石镇竹溪村支部委员会,,
        4,中共青石镇电商联合支部委员会,QS-02,,2021-06-01,青石网店
        5,中共青石镇商贸联合支部委员会,QS-03,,2021-06-01,
        6,竹溪村村民委员会,,QS-01,,
        7,青石镇篮球队,QS-09,,,
        8,中共青石镇中学支部委员会,QS-01,,,
        9,中共青石镇小学支部委员会,,没有的党委,,
        """;

    private static async Task<JsonElement> Import(House house, string under, string list, bool commit)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("hangji-list-").FullName, "名单.csv");
        await File.WriteAllTextAsync(file, list, new UTF8Encoding(false));
        var said = new StringWriter();
        await ImportCommand.Run(new Command(["organizations", file, "--under", under, "--json", .. commit ? new[] { "--commit" } : []], said, TextWriter.Null), house.Services);
        Directory.Delete(Path.GetDirectoryName(file)!, true);
        return JsonDocument.Parse(said.ToString()).RootElement;
    }

    private static string[] Verdicts(JsonElement report) => [.. report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("verdict").GetString()!)];

    [Theory, OnEveryDatabase]
    public async Task Superiors_stand_anywhere_on_the_list_and_each_refusal_names_its_cell(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee", field: "locality");
        var looked = await Import(house, town.Code, List, commit: false);
        Assert.Equal(["accepted", "accepted", "accepted", "accepted", "accepted", "accepted", "refused", "refused", "refused"], Verdicts(looked));
        Assert.Equal(1, await house.Work(s => s.GetRequiredService<AppDb>().Orgs.CountAsync()));
        Assert.Equal("units", looked.GetProperty("rows")[4].GetProperty("warnings")[0].GetProperty("field").GetString());
        string? Field(int row) => looked.GetProperty("rows")[row].GetProperty("errors")[0].TryGetProperty("field", out var field) ? field.GetString() : null;
        Assert.Equal(("kind", "parent"), (Field(6), Field(8)));

        var taken = await Import(house, town.Code, List, commit: true);
        Assert.True(taken.GetProperty("committed").GetBoolean());
        var bodies = await house.Work(s => s.GetRequiredService<AppDb>().Orgs.AsNoTracking().OrderBy(o => o.Path).ToListAsync());
        OrgNode By(string name) => bodies.Single(b => b.Name == name);
        var (general, branch, group, joint, council) = (By("中共青石镇农村总支部委员会"), By("中共青石镇竹溪村支部委员会"), By("竹溪村第一党小组"), By("中共青石镇电商联合支部委员会"), By("竹溪村村民委员会"));
        Assert.Equal([town.Id, general.Id, branch.Id, town.Id, branch.Id], new[] { general, branch, group, joint, council }.Select(b => b.ParentId!.Value));
        Assert.Equal(("general-branch", "branch", "group", "joint-branch", "villagers-committee"), (general.Kind, branch.Kind, group.Kind, joint.Kind, council.Kind));
        Assert.Equal(("QS-01", "青石镇竹溪村党支部", new DateOnly(2019, 5, 16), "QS-01-001", "joint"), (branch.Code, branch.ShortName, branch.SetUpOn, group.Code, joint.Relation));
        Assert.True(general.Place.Covers(branch.Place) && branch.Place.Covers(group.Place));
        Assert.False(council.SetUpIsKnown);
        Assert.Equal(4, await house.Work(s => s.GetRequiredService<AppDb>().OrgActs.CountAsync()));
        Assert.Equal(2, branch.NextChild);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_again_it_changes_nothing_and_a_batch_is_taken_back_while_nothing_depends_on_it(string on)
    {
        await using var house = await House.Open(on);
        var town = await house.Body("青石镇党委", kind: "committee", field: "locality");
        var batch = (await Import(house, town.Code, List, commit: true)).GetProperty("batch").GetString()!;
        var again = await Import(house, town.Code, List, commit: true);
        Assert.True(!again.GetProperty("committed").GetBoolean(), again.ToString());
        Assert.Equal(6, Verdicts(again).Count(v => v == "skipped"));
        var branch = await house.Work(s => s.GetRequiredService<AppDb>().Orgs.SingleAsync(o => o.Code == "QS-01"));
        Assert.Null(await house.Act<RenameOrganization>(town, s => s.Run(branch.Id, new RenameOrganization.Form { Name = "中共青石镇竹溪社区支部委员会", ShortName = "竹溪社区党支部" }.With(new(2025, 1, 1)), default)));
        Assert.Equal(Command.Refused, await ImportCommand.Run(new Command(["undo", batch], TextWriter.Null, TextWriter.Null), house.Services) is Command.Findings ? Command.Refused : 0);
        Assert.Equal(7, await house.Work(s => s.GetRequiredService<AppDb>().Orgs.CountAsync()));
        await ImportCommand.Run(new Command(["undo", batch, "--except-changed"], TextWriter.Null, TextWriter.Null), house.Services);
        // The renamed branch stays, and with it its superior; the rest is gone.
        Assert.Equal(new[] { town.Code, "QS-00", "QS-01" }.Order(), (await house.Work(s => s.GetRequiredService<AppDb>().Orgs.Select(o => o.Code).ToListAsync())).Order());
    }

    [Theory]
    [InlineData("中共青石镇竹溪村支部委员会", "branch", "青石镇竹溪村党支部")]
    [InlineData("中共安澜县青石镇委员会", "committee", "安澜县青石镇党委")]
    [InlineData("中共景山街道工作委员会", "work-committee", "景山街道党工委")]
    [InlineData("中共青石中学总支部委员会", "general-branch", "青石中学党总支")]
    [InlineData("竹溪、上竹两村联合党支部", "joint-branch", "竹溪、上竹两村联合党支部")]
    [InlineData("竹溪村股份经济合作社", "collective-organization", "竹溪村股份经济合作社")]
    [InlineData("竹溪村党支部第二党小组", "group", "竹溪村党支部第二党小组")]
    [InlineData("青石篮球队", null, "青石篮球队")]
    public void A_name_tells_its_kind_and_its_short_form(string name, string? kind, string shortName) =>
        Assert.Equal((kind, shortName), (OrgNames.KindOf(name), OrgNames.ShortOf(name)));
}
