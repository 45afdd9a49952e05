using System.Text;
using Hangji.Modules.Disclosure;
using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Platform.Log.Verifying;
using Hangji.Shell;
using Hangji.Tests.Platform.Log;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Disclosure.Site;

/// <summary>Whoever edits rows or files behind the program's back is found by verify-log and named, version and item, on the pages that anybody reads.</summary>
public sealed class The_public_site_checks_itself_against_the_log
{
    private static async Task<string> Read(PublicVillage village, string path)
    {
        using var visitor = village.Running.Visitor();
        return (await visitor.Page(path)).QuerySelector("main")!.TextContent;
    }

    private static Task<IReadOnlyList<Finding>> Inspect(PublicVillage village) => village.House.Work(async s => await s.GetRequiredService<Inspection>().Run(LogName.Public, default));

    private static async Task<(int Code, string Out)> VerifyLog(PublicVillage village)
    {
        await using var said = new StringWriter();
        var arguments = new List<string> { "--records", "--data", village.House.Store.Folder };
        if (village.House.Store.Postgres is { } postgres) arguments.AddRange(["--postgres", postgres]);
        Environment.SetEnvironmentVariable("HANGJI_LOG_ORIGIN", LogDesk.Origin);
        return (await VerifyLogCommand.Run(new Command([.. arguments], said, said)), said.ToString());
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_untouched_agrees_and_nothing_is_named(string on)
    {
        await using var village = await PublicVillage.Open(on);
        Assert.Contains("和 2026年11月20日 09:00 登记的一模一样", await Read(village, village.At("canteen")));
        Assert.Contains("登记的一模一样", await Read(village, village.At("relief")));
        Assert.DoesNotContain("对不上", (await Read(village, village.Home)).Replace("和簿子就对不上", ""));
        Assert.Empty(await Inspect(village));
        Assert.Equal(Command.Done, (await VerifyLog(village)).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Bytes_edited_in_the_database_are_found_and_the_version_is_named_on_every_page_of_it(string on)
    {
        await using var village = await PublicVillage.Open(on);
        var copy = village["canteen"];
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(copy.Bytes).Replace("18.6", "98.6"));
        await village.Edit(db => db.PublishedCopies.Where(c => c.Id == copy.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Bytes, bytes)));
        village.Later();
        await Named(village, "老小学改成老年食堂", 2, "现在存的内容和当初登记的不一样");
        // The version before it was not touched.
        Assert.Contains("登记的一模一样", await Read(village, village.At("canteen") + "/1"));
    }

    [Theory, OnEveryDatabase]
    public async Task Bytes_with_their_hash_and_title_made_to_fit_are_found_all_the_same(string on)
    {
        await using var village = await PublicVillage.Open(on);
        var copy = village["q3"];
        var text = CopyText.Read(copy.Bytes)! with { Summary = "什么都没有花。" };
        var bytes = text.ToBytes();
        await village.Edit(db => db.PublishedCopies.Where(c => c.Id == copy.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Bytes, bytes).SetProperty(c => c.Sha256, PublishedCopy.Hash(bytes, null)).SetProperty(c => c.Summary, text.Summary)));
        village.Later();
        await Named(village, "2026年第三季度收支", 1, "现在存的内容和当初登记的不一样");
    }

    [Theory, OnEveryDatabase]
    public async Task A_column_that_lists_show_counts_as_the_text(string on)
    {
        await using var village = await PublicVillage.Open(on);
        var copy = village["plan"];
        await village.Edit(db => db.PublishedCopies.Where(c => c.Id == copy.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Until, new DateOnly(2026, 11, 2))));
        village.Later();
        await Named(village, "到茶场的路要铺水泥，加 5 个会车的地方", 1, "现在存的内容和当初登记的不一样");
    }

    [Theory, OnEveryDatabase]
    public async Task A_deleted_row_is_missed_by_name_although_nothing_in_the_database_speaks_of_it(string on)
    {
        await using var village = await PublicVillage.Open(on);
        var copy = village["canteen"];
        await village.Edit(db => db.PublishedCopies.Where(c => c.Id == copy.Id).ExecuteDeleteAsync());
        village.Later();
        var page = await Read(village, village.Home);
        Assert.Contains("有 1 处和登记簿对不上", page);
        Assert.Contains($"编号 {copy.Doc} 的第 2 版：当初公布并登记过，现在找不到了", page);
        Assert.Contains(await Inspect(village), f => f.Kind == "document" && f.Where == LeafDoc.Of(copy.DisclosureId).ToString());
        Assert.Equal(Command.Findings, (await VerifyLog(village)).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task A_copy_put_in_by_hand_and_one_called_withdrawn_by_hand_are_named(string on)
    {
        await using var village = await PublicVillage.Open(on);
        var copy = village["canteen"];
        await village.Edit(async db =>
        {
            await db.PublishedCopies.Where(c => c.Id == copy.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.WithdrawnOn, new DateOnly(2026, 11, 20)).SetProperty(c => c.WithdrawReason, "不告诉你"));
            await db.PublishedCopies.Where(c => c.Id == village["q2"].Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Doc, DocCode.Of(7)));
        });
        village.Later();
        var page = await Read(village, village.Home);
        Assert.Contains("老小学改成老年食堂，第 2 版：现在存的内容和当初登记的不一样", page);
        Assert.Contains("2026年第二季度收支，第 1 版：登记簿里没有这一版", page);
        Assert.Contains($"编号 {village["q2"].Doc} 的第 1 版：当初公布并登记过，现在找不到了", page);
    }

    [Theory]
    [InlineData("tile/0/000.p/6")]
    [InlineData("tile/entries/000.p/6")]
    public async Task A_byte_flipped_in_a_file_of_the_log_is_found_and_named(string file)
    {
        await using var village = await PublicVillage.Open();
        var path = Path.Combine(village.Folder, file);
        var bytes = File.ReadAllBytes(path);
        bytes[file.Contains("entries") ? 60 : 5] ^= 1;
        File.WriteAllBytes(path, bytes);
        village.Later();
        var page = await Read(village, village.Home);
        Assert.Contains("和登记簿对不上", page);
        Assert.Contains("到茶场的路要铺水泥，加 5 个会车的地方，第 1 版：登记簿的这一处坏了或被改过", page);
        Assert.Contains("登记簿的这一处坏了或被改过", await Read(village, village.At("plan")));
        Assert.Contains(await Inspect(village), f => f.Kind is "tile" or "entry" or "root");
        Assert.Equal(Command.Findings, (await VerifyLog(village)).Code);
    }

    [Fact]
    public async Task The_page_of_checking_lists_what_the_last_inspection_found_with_place_and_item()
    {
        await using var village = await PublicVillage.Open();
        await village.Edit(db => db.PublishedCopies.Where(c => c.Id == village["q3"].Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Summary, "改过")));
        var findings = await Inspect(village);
        village.House.Services.GetRequiredService<LogState>().Change(LogName.Public, s => s with { Findings = findings, InspectedAt = village.House.Clock.GetUtcNow().UtcDateTime });
        village.Later();
        var page = await Read(village, "/verify");
        Assert.Contains("竹溪村：2026年第三季度收支，第 1 版：现在存的内容和当初登记的不一样", page);
    }

    [Fact]
    public async Task A_paper_agrees_with_the_log_that_goes_on_from_it_and_with_no_other()
    {
        await using var village = await PublicVillage.Open();
        var then = Checkpoint.Parse(SignedNote.Parse(File.ReadAllText(Path.Combine(village.Folder, "checkpoint")))!.Text)!;
        await village.Publish("later", village.Text("village-other", PublishedCopy.Other, "停水通知", "周三停水。"));
        village.Later();
        var root = Convert.ToBase64String(then.Root);
        Task<string> Asked(long size, string typed) => Read(village, $"/verify?size={size}&root={Uri.EscapeDataString(typed)}");
        Assert.Contains("对得上", await Asked(then.Size, root));
        Assert.Contains("对得上", await Asked(then.Size, root[..8]));
        Assert.Contains("对不上：现在的簿子前 6 条", await Asked(then.Size, (root[0] == 'A' ? 'B' : 'A') + root[1..]));
        Assert.Contains("对不上：现在的簿子前 5 条", await Asked(then.Size - 1, root));
        Assert.Contains("后面的不见了", await Asked(99, root));
        Assert.Contains("至少抄 8 个字符", await Asked(then.Size, root[..7]));
        Assert.Contains("不小于 1", await Asked(0, root));
    }

    [Theory, OnEveryDatabase]
    public async Task Text_and_receipt_prove_it_offline_with_nothing_but_the_public_key(string on)
    {
        await using var village = await PublicVillage.Open(on);
        using var visitor = village.Running.Visitor();
        var key = VerifierKey.Parse(await visitor.Http.GetStringAsync("/log/vkey"))!;
        foreach (var name in new[] { "canteen", "relief" })
        {
            var copy = village[name];
            var bytes = await visitor.Http.GetByteArrayAsync($"{village.At(name)}/{copy.Rev}/copy");
            var receipt = Receipt.Parse(await visitor.Http.GetStringAsync($"{village.At(name)}/{copy.Rev}/receipt"))!;
            var extra = System.Text.Json.JsonDocument.Parse(receipt.Extra!).RootElement;
            var leaf = extra.GetProperty("leaf").GetString()!;
            var salt = extra.TryGetProperty("salt", out var hex) ? Convert.FromHexString(hex.GetString()!) : null;
            Assert.Equal(copy.Bytes, bytes);
            Assert.Contains($"\"sha256\":\"{PublishedCopy.Hash(bytes, salt)}\"", leaf);
            Assert.True(receipt.Proves(Merkle.Leaf(Encoding.ASCII.GetBytes(leaf)), key));
            Assert.Equal(name == "relief", salt is not null);
            var (text, proof) = (Path.Combine(village.House.Store.Folder, name), Path.Combine(village.House.Store.Folder, name + ".tlog-proof"));
            await File.WriteAllTextAsync(proof, receipt.ToString());
            foreach (var (kept, code) in new[] { (bytes, Command.Done), ([.. bytes, (byte)' '], Command.Findings) })
            {
                await File.WriteAllBytesAsync(text, kept);
                await using var said = new StringWriter();
                Assert.Equal(code, await VerifyLogCommand.Run(new Command(["--text", text, "--receipt", proof, "--vkey", key.ToString()], said, said)));
                Assert.Contains(code == Command.Done ? "登记的一模一样" : "不是登记的那一份", said.ToString());
            }
            var stranger = new VerifierKey(key.Name, key.Type, Ed25519.PublicKey(new byte[32]));
            Assert.Equal("凭据里的条目不在这把公钥所签的日志里", TextReceipt.Check(bytes, receipt.ToString(), stranger)!.Message);
        }
    }

    private static async Task Named(PublicVillage village, string title, int rev, string what)
    {
        var home = await Read(village, village.Home);
        Assert.Contains("有 1 处和登记簿对不上", home);
        Assert.Contains($"{title}，第 {rev} 版：{what}", home);
        var copy = (await village.House.Work(s => s.GetRequiredService<AppDb>().PublishedCopies.AsNoTracking().Where(c => c.Title == title && c.Rev == rev).ToListAsync())).Single();
        Assert.Contains(what, await Read(village, $"{village.Home}/{copy.Doc}/{rev}"));
        Assert.Contains(await Inspect(village), f => f.Kind == "document" && f.Where == LeafDoc.Of(copy.DisclosureId).ToString());
        Assert.Equal(Command.Findings, (await VerifyLog(village)).Code);
    }
}
