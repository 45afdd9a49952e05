using System.Text.Json;
using Hangji.Modules.Importing;
using Hangji.Modules.Importing.Contract;
using Hangji.Modules.Members;
using Hangji.Modules.Members.Importing;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roster = Hangji.Tests.Situations.Members;

namespace Hangji.Tests.Modules.Members.Importing;

public sealed class The_import_command
{
    static readonly string One = Roster.IdNumber(new(1975, 1, 2)), Two = Roster.IdNumber(new(1990, 5, 6), man: false);

    static async Task<(int Code, string Out, string Error)> Run(House house, Func<Command, IServiceProvider, Task<int>> act, params string[] arguments)
    {
        var (answer, complaint) = (new StringWriter(), new StringWriter());
        var code = await house.Work(s => act(new Command(arguments, answer, complaint), s));
        return (code, answer.ToString(), complaint.ToString());
    }

    static string Put(House house, string name, params string[] lines)
    {
        var path = Path.Combine(house.Store.Folder, name);
        File.WriteAllText(path, string.Join("\n", lines));
        return path;
    }

    [Theory, OnEveryDatabase]
    public async Task Looking_writes_nothing_committing_writes_and_undo_takes_back(string on)
    {
        await using var house = await House.Open(on);
        var branch = await house.Body("竹溪村党支部");
        var file = Put(house, "a.csv", "党员姓名,公民身份号码,加入党组织日期,转正时间,人员类别,所在党支部", $"陈启山,{One},1998.7.1,1999.7.1,正式党员,竹溪村党支部", $"林小满,{Two[..17]}?,2015-07-01,2016-07-01,正式党员,竹溪村党支部");
        var (code, answer, _) = await Run(house, ImportCommand.Run, "members", file, "--org", branch.Code, "--json");
        Assert.Equal(Command.Findings, code);
        var look = JsonDocument.Parse(answer).RootElement;
        Assert.Equal((false, 2, 1, 1), (look.GetProperty("committed").GetBoolean(), look.GetProperty("total").GetInt32(), look.GetProperty("accepted").GetInt32(), look.GetProperty("refused").GetInt32()));
        var bad = look.GetProperty("rows")[1];
        Assert.Equal(("refused", "id", "B", "id-number"), (bad.GetProperty("verdict").GetString(), bad.GetProperty("errors")[0].GetProperty("field").GetString(), bad.GetProperty("errors")[0].GetProperty("column").GetString(), bad.GetProperty("errors")[0].GetProperty("rule").GetString()));
        Assert.DoesNotContain(Two[..17], answer);
        Assert.Equal(0, await house.Work(s => s.GetRequiredService<AppDb>().Persons.CountAsync()));
        Assert.False(look.TryGetProperty("batch", out var _));

        (code, answer, _) = await Run(house, ImportCommand.Run, "members", file, "--org", branch.Code, "--commit", "--json");
        Assert.Equal(Command.Findings, code);
        var batch = JsonDocument.Parse(answer).RootElement.GetProperty("batch").GetString()!;
        var person = long.Parse(JsonDocument.Parse(answer).RootElement.GetProperty("rows")[0].GetProperty("person").GetString()!);
        Assert.Equal("陈启山", await house.Work(s => s.GetRequiredService<AppDb>().Persons.Where(p => p.Id == person).Select(p => p.Name).SingleAsync()));

        (code, answer, _) = await Run(house, ImportCommand.Run, "undo", batch, "--json");
        Assert.Equal((Command.Done, 1), (code, JsonDocument.Parse(answer).RootElement.GetProperty("undone").GetInt32()));
        Assert.Equal(0, await house.Work(s => s.GetRequiredService<AppDb>().Persons.CountAsync()));
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_with_a_sentence()
    {
        await using var house = await House.Open("sqlite");
        var branch = await house.Body("竹溪村党支部");
        async Task Refused(string says, params string[] arguments)
        {
            var (code, _, error) = await Run(house, ImportCommand.Run, arguments);
            Assert.Equal(Command.Refused, code);
            Assert.Contains(says, error);
        }
        await Refused("hangji import", "members");
        await Refused("没有文件", "members", "/nowhere/a.csv", "--org", branch.Code);
        await Refused("没有代码为", "members", Put(house, "b.csv", "姓名", "陈启山"), "--org", "无此");
        await Refused("缺少必需的列", "members", Put(house, "c.csv", "姓名,性别", "陈启山,男"), "--org", branch.Code);
        await Refused("文件是空的", "members", Put(house, "d.csv", ""), "--org", branch.Code);
        await Refused("There is no batch", "undo", "7", "--lang", "en");
    }

    [Fact]
    public async Task A_map_file_settles_unknown_columns()
    {
        await using var house = await House.Open("sqlite");
        var branch = await house.Body("竹溪村党支部");
        var file = Put(house, "a.csv", "同志,证,入党时间,转正时间", $"陈启山,{One},1998.7.1,1999.7.1");
        var map = Put(house, "map.json", """{"同志": "name", "证": "id"}""");
        var (code, answer, error) = await Run(house, ImportCommand.Run, "members", file, "--org", branch.Code, "--map", map, "--json");
        Assert.True(code == Command.Done, error);
        Assert.Equal(1, JsonDocument.Parse(answer).RootElement.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task An_export_goes_in_elsewhere_and_comes_out_the_same(string format)
    {
        await using var here = await House.Open("sqlite");
        await using var there = await House.Open("sqlite");
        async Task<OrgNode> Branch(House house) => await house.Body("竹溪村党支部", await house.Body("青石镇党委", kind: "committee"));
        var branch = await Branch(here);
        await here.Member(branch, "陈启山", Roster.Entry("陈启山", One) with
        {
            Born = new(1975, 1), Ethnic = "05", Education = "61", EducationInService = "31", Degree = "4", NativePlace = "浙江泰顺", Unit = "=竹溪合作社", UnitPost = "理事长", JobType = "农民", Phone = "13812345678", Address = "青石镇竹溪村3组",
            Joined = new(1998, 7), Full = new(1999, 7, 1), Introducers = "张三、李四", ApplicationNo = "0012345", CameFrom = "溪口村", MovedInOn = new DateOnly(2010, 3, 1), LetterNo = "2010-7", DossierPlace = "镇党委",
            Mobile = true, MobilePlace = "杭州", MobileSince = new DateOnly(2024, 2, 1), MobileContact = "13900001111", Infirm = true,
        });
        await here.Member(branch, "𬍛小满", Roster.Entry("𬍛小满", Two, joined: new(2026, 5, 1), sex: "2") with { Born = new(1990, 5, 6) });
        string File(House house, string name) => Path.Combine(house.Store.Folder, name + "." + format);
        var out1 = File(here, "out");
        Assert.Equal(Command.Done, (await Run(here, ExportCommand.Run, "members", "--org", branch.Code, "--format", format, "--out", out1)).Code);
        var top = await Branch(there);
        var root = await there.Work(s => s.GetRequiredService<AppDb>().Orgs.Where(o => o.Id == top.ParentId).Select(o => o.Code).SingleAsync());
        var (code, answer, error) = await Run(there, ImportCommand.Run, "members", out1, "--org", root, "--commit", "--json");
        Assert.True(code == Command.Done, answer + error);
        var (json1, json2) = (Path.Combine(here.Store.Folder, "1.json"), Path.Combine(there.Store.Folder, "2.json"));
        await Run(here, ExportCommand.Run, "members", "--org", branch.Code, "--format", "json", "--out", json1);
        await Run(there, ExportCommand.Run, "members", "--org", top.Code, "--format", "json", "--out", json2);
        static string Plain(string path, OrgNode org) => System.IO.File.ReadAllText(path).Replace(org.Code, "CODE");
        Assert.Equal(Plain(json1, branch), Plain(json2, top));
        Assert.Contains(One, Plain(json1, branch));
    }

    [Fact]
    public async Task A_masked_export_holds_no_number()
    {
        await using var house = await House.Open("sqlite");
        var branch = await house.Body("竹溪村党支部");
        await house.Member(branch, "陈启山", Roster.Entry("陈启山", One) with { Phone = "13812345678" });
        var path = Path.Combine(house.Store.Folder, "out.json");
        Assert.Equal(Command.Done, (await Run(house, ExportCommand.Run, "members", "--org", branch.Code, "--format", "json", "--out", path, "--masked")).Code);
        var text = File.ReadAllText(path);
        Assert.DoesNotContain(One, text);
        Assert.DoesNotContain("13812345678", text);
        Assert.Contains("陈启山", text);
    }
}
