using System.IO.Compression;
using System.Text;
using Hangji.Modules.Disclosure;
using Hangji.Modules.Disclosure.Files;
using Hangji.Modules.Regulations.Contract;
using Hangji.Platform.Codes;
using Hangji.Platform.Text;

namespace Hangji.Tests.Modules.Disclosure;

public sealed class Files_and_planted_numbers
{
    static readonly HashSet<string> None = [];

    [Fact]
    public void The_catalog_that_is_shipped_loads_and_every_entry_cites_a_rule_in_force()
    {
        Assert.All(PublicCatalog.Shipped.Entries, e => Assert.NotNull(Rulebook.Shipped.Find(e.RuleId, new(2026, 11, 20))));
        Assert.Equal(5, PublicCatalog.Shipped.Term(CatalogTerm.Answer, new(2026, 11, 20), ["shandong"])!.Days);
        Assert.Equal(3, PublicCatalog.Shipped.Term(CatalogTerm.Answer, new(2026, 11, 20), ["chongqing"])!.Days);
        Assert.Equal(15, PublicCatalog.Shipped.Term(CatalogTerm.Answer, new(2026, 11, 20), [])!.Days);
        // The fifteen days on the board are the law of 2025; before that the provinces' own.
        Assert.Equal(15, PublicCatalog.Shipped.Term(CatalogTerm.Board, new(2026, 1, 1), ["shandong"])!.Days);
        Assert.Equal(5, PublicCatalog.Shipped.Term(CatalogTerm.Board, new(2025, 12, 31), ["shandong"])!.Days);
        Assert.Null(PublicCatalog.Shipped.Term(CatalogTerm.Board, new(2025, 12, 31), []));
    }

    [Fact]
    public void An_unknown_key_or_rule_refuses_the_catalog_with_every_mistake()
    {
        var dir = Directory.CreateTempSubdirectory("catalog-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(dir, "catalog"));
            File.WriteAllText(Path.Combine(dir, "catalog", "public.yaml"), """
                entries:
                  - {code: a, title: {zh: 甲, en: a}, bodies: [nobody], section: other, circle: society, within: 5, review: party, rule: no-such-rule, colour: red, items: []}
                terms: []
                """);
            var (catalog, errors) = PublicCatalog.Load(Path.Combine(dir, "catalog"), Rulebook.Shipped);
            Assert.Null(catalog);
            foreach (var said in new[] { "unknown key", "no rule no-such-rule", "no kind of organization", "no national term" }) Assert.Contains(errors, e => e.Message.Contains(said, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(dir, true);
        }
    }

    [Theory]
    [InlineData("姓名", "person"), InlineData("户主姓名", "person"), InlineData("身份证号", "id-number"), InlineData("联系电话", "phone"), InlineData("银行账号", "bank"), InlineData("出生年月", "birth"), InlineData("困难原因", "health")]
    [InlineData("家庭住址", "address"), InlineData("经手人", "official"), InlineData("姓名（全名）", "official"), InlineData("Name (Full Name)", "official"), InlineData("金额（元）", "money"), InlineData("付款日期", "date"), InlineData("备注", "text")]
    public void A_column_is_what_its_head_says(string head, string holds) => Assert.Equal(holds, Masks.Column(head).As);

    [Fact]
    public void Names_to_hide_are_hidden_however_they_are_spaced_and_counted()
    {
        var draft = new DraftText([new("s1", "张小明家", "张 小 明、张小\u200B明和李四一起", new([new("事由", "text"), new("说明", "text")], [new(["张小明", "修路"])]))], ["张小明", "李四"]);
        var (sections, hidden) = Masks.Apply(draft);
        Assert.Equal(("张*明家", "张*明、张*明和李*一起", "张*明"), (sections[0].Heading, sections[0].Text, sections[0].Table!.Rows[0].Cells[0]));
        Assert.Equal(5, Assert.Single(hidden).Count);
    }

    /// <summary>Seeded documents with planted numbers in every disguise: none may pass, and clean ones nearly all do.</summary>
    [Fact]
    public void Of_thousands_of_planted_numbers_none_gets_through_and_hardly_a_clean_text_is_held_up()
    {
        var dice = new Random(20261122);
        var (passed, planted, alarms, clean) = (new List<string>(), 0, 0, 0);
        for (var n = 0; n < 1250; n++)
            foreach (var number in new[] { Id(dice), Mobile(dice), Card(dice), Mobile(dice) })
            {
                var told = Disguise(number, dice, n % 5);
                var copy = (n % 3) switch
                {
                    0 => Copy(new("s1", "说明", $"经办情况如下：{Clean(dice)}，{told}，请查收。")),
                    1 => Copy(new("s1", "名单", Table: new([new("项目", "text"), new("备注", "text")], [new([Clean(dice), told])]))),
                    _ => Copy(new("s1", "说明", $"第一段\n{told}\n第三段")),
                };
                planted++;
                if (PublicScan.Copy(copy, None) is null) passed.Add(told);
                clean++;
                if (PublicScan.Copy(Copy(new("s1", "说明", Clean(dice), new([new("凭证", "text"), new("金额", "money")], [new([$"记-{dice.Next(1, 13):00}-{dice.Next(1, 300):000}", dice.NextInt64(1, 100_000_000_000).ToString()])]))), None) is not null) alarms++;
            }
        Assert.True(passed.Count == 0, $"{passed.Count} of {planted} got through: {string.Join(" | ", passed.Take(5))}");
        Assert.True(alarms * 100 < clean, $"{alarms} of {clean} clean texts were held up");
    }

    [Fact]
    public void Numbers_inside_documents_sheets_and_texts_are_found_and_what_programs_wrote_about_a_file_is_gone()
    {
        Assert.Contains("含有手机号码", Said(FileScan.Read("名单.docx", Docx("<w:p><w:r><w:t>电话138</w:t></w:r><w:r><w:t>00138000</w:t></w:r></w:p>"), None, out _, out _)));
        Assert.Contains("修订", Said(FileScan.Read("名单.docx", Docx("<w:ins w:author=\"张三\"><w:p/></w:ins>"), None, out _, out _)));
        Assert.Contains("修订批注", Said(FileScan.Read("名单.docx", Docx("<w:p/>", ("word/comments.xml", "<x/>")), None, out _, out _)));
        Assert.Contains("宏或者嵌入", Said(FileScan.Read("名单.docx", Docx("<w:p/>", ("word/vbaProject.bin", "x")), None, out _, out _)));
        Assert.Contains("含有公民身份号码", Said(FileScan.Read("名单.xlsx", Xlsx("<c><v>11010119900307109X</v></c>"), None, out _, out _)));
        Assert.Contains("含有手机号码", Said(FileScan.Read("名单.xlsx", Xlsx("<c><v>1.3800138E+10</v></c>"), None, out _, out _)));
        Assert.Contains("隐藏的工作表", Said(FileScan.Read("名单.xlsx", Xlsx("<c><v>1</v></c>", ("xl/workbook.xml", "<workbook><sheets><sheet state=\"hidden\" name=\"a\"/></sheets></workbook>")), None, out _, out _)));
        Assert.Contains("含有手机号码", Said(FileScan.Read("a.csv", Encoding.UTF8.GetBytes("姓名,备注\n张三,1.3800138E+10\n"), None, out _, out _)));
        Assert.Contains("含有手机号码", Said(FileScan.Read("a.txt", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("电话：１３８００１３８０００"), None, out _, out _)));
        Assert.Contains("是 PDF", Said(FileScan.Read("a.pdf", "%PDF-1.4"u8.ToArray(), None, out _, out _)));
        Assert.Contains("不是可以公开的种类", Said(FileScan.Read("a.exe", "MZ\0\0"u8.ToArray(), None, out _, out _)));
        Assert.Contains("含有手机号码", Said(FileScan.Read("13800138000.txt", "好"u8.ToArray(), None, out _, out _)));
        Assert.Contains("密级", Said(FileScan.Read("a.txt", Encoding.UTF8.GetBytes("机 密 ★ 1年\n内容"), None, out _, out _)));
        Assert.Contains("可能已损坏", Said(FileScan.Read("a.docx", "PK\u0003\u0004xxxx"u8.ToArray(), None, out _, out _)));
        Assert.Null(FileScan.Read("通知.docx", Docx("<w:p><w:r><w:t>路灯修好 12 盏。</w:t></w:r></w:p>"), None, out var clean, out var type));
        Assert.Equal(FileScan.Docx, type);
        using var package = new ZipArchive(new MemoryStream(clean));
        var whole = string.Join('\n', package.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd()));
        Assert.DoesNotContain("陈启山", whole);
        Assert.Contains("路灯修好", whole);
        Assert.All(package.Entries, e => Assert.Equal(1980, e.LastWriteTime.Year));
    }

    static string Said(Hangji.Platform.Refusal? refusal) => Board.Said(refusal);

    static CopyText Copy(CopySection section) => new(1, "x", 1, "330102001001", "竹溪村", "村委会", "监督委员会", "village-other", "other", "", "标题", "说明", new(2026, 11, 20), new(2026, 12, 5), [section]);

    static string Clean(Random dice) => new[] { "路灯修好 12 盏，花费 3,600.00 元", "2026年11月20日第3号通知", "竹议〔2026〕7号", "面积 1,210.5 平方米，工期 45 天", "合同编号 20261103-0012", "户均 0.86 亩，共 1386 户" }[dice.Next(6)];

    static string Id(Random dice)
    {
        var first = $"{new[] { "110101", "330102", "500101" }[dice.Next(3)]}{dice.Next(1940, 2010)}{dice.Next(1, 13):00}{dice.Next(1, 29):00}{dice.Next(1, 1000):000}";
        return "0123456789X".Select(c => first + c).First(n => IdentityNumber.IsValid(n));
    }

    static string Mobile(Random dice) => $"1{new[] { "38", "39", "50", "86", "77" }[dice.Next(5)]}{dice.Next(100_000_000):00000000}";

    static string Card(Random dice)
    {
        var first = "6222" + string.Concat(Enumerable.Range(0, 14).Select(_ => dice.Next(10)));
        return Enumerable.Range(0, 10).Select(d => first + d).First(n => BankCard.Luhn(n));
    }

    static string Disguise(string number, Random dice, int how) => how switch
    {
        0 => number,
        1 => string.Concat(number.Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '０') : 'Ｘ')),
        2 => string.Join(dice.Next(2) == 0 ? " " : "-", Chunks(number, 4)),
        3 => string.Join("\u200B", Chunks(number, 3)),
        _ => string.Join("\u2009", Chunks(number, 5)),
    };

    static IEnumerable<string> Chunks(string text, int size) => text.Chunk(size).Select(c => new string(c));

    static byte[] Docx(string body, params (string Name, string Text)[] more) => Zip([("word/document.xml", $"<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"), ("docProps/core.xml", "<a>陈启山</a>"), .. more]);
    static byte[] Xlsx(string cells, params (string Name, string Text)[] more) => Zip([("xl/worksheets/sheet1.xml", $"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"), ("docProps/app.xml", "<a>陈启山</a>"), .. more]);

    static byte[] Zip((string Name, string Text)[] parts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, true))
            foreach (var (name, text) in parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        return memory.ToArray();
    }
}
