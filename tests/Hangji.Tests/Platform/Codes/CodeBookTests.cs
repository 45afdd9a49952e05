using Hangji.Platform.Codes;
using Hangji.Platform.Text;

namespace Hangji.Tests.Platform.Codes;

public class Finding_a_code
{
    static readonly DateOnly Today = new(2026, 11, 22);
    static readonly CodeBook Book = CodeBook.Embedded;

    [Theory]
    [InlineData("sex", "男", "1")]
    [InlineData("sex", "女", "2")]
    [InlineData("sex", "1", "1")]
    [InlineData("sex", "２", "2")]
    [InlineData("ethnic", "汉", "01")]
    [InlineData("ethnic", "汉族", "01")]
    [InlineData("ethnic", " 壮 族 ", "08")]
    [InlineData("ethnic", "1", "01")]
    [InlineData("ethnic", "Han", "01")]
    [InlineData("ethnic", "97", "97")]
    [InlineData("education", "大专", "30")]
    [InlineData("education", "本科", "20")]
    [InlineData("education", "大学本科毕业", "21")]
    [InlineData("education", "硕士研究生", "14")]
    [InlineData("education", "初中", "70")]
    [InlineData("education", "中专", "41")]
    [InlineData("degree", "学士学位", "4")]
    [InlineData("political", "中共党员", "01")]
    [InlineData("marital", "离异", "40")]
    [InlineData("province", "广西", "45")]
    [InlineData("member-kind", "预备党员", "probationary")]
    [InlineData("stage", "积极分子", "activist")]
    [InlineData("org-kind", "村委会", "villagers-committee")]
    [InlineData("org-kind", "支部", "branch")]
    [InlineData("org-kind", "Branch", "branch")]
    [InlineData("org-kind", "党总支部", "general-branch")]
    [InlineData("org-field", "非公企业", "private-enterprise")]
    [InlineData("post", "支部书记", "secretary")]
    [InlineData("post", "村委会主任", "chair")]
    [InlineData("unit-relation", "联建", "joint")]
    [InlineData("rank", "正科级", "1A41")]
    [InlineData("rank", "1a41", "1A41")]
    [InlineData("title", "153", "153")]
    public void By_code_name_or_the_words_of_rosters(string list, string written, string code) => Assert.Equal(code, Book.Find(list, written, Today)?.Code);

    [Theory]
    [InlineData("sex", "无")]
    [InlineData("sex", "")]
    [InlineData("sex", null)]
    [InlineData("ethnic", "火星")]
    [InlineData("title", "编辑")]
    [InlineData("ethnic", "001")]
    [InlineData("education", "<b>")]
    public void Or_nothing(string list, string? written) => Assert.Null(Book.Find(list, written, Today));

    [Fact]
    public void A_stranger_is_refused_with_the_name_of_the_list()
    {
        var refusal = Book.Read(CodeBook.Ethnic, "火星", Today, out var entry, "Ethnic");
        Assert.Null(entry);
        Assert.Equal("“火星”不在民族代码表中", new Words()[refusal!]);
        Assert.Equal("\"火星\" is not in the list: Ethnic group", new Words { Language = "en" }[refusal!]);
        Assert.Null(Book.Read(CodeBook.Ethnic, "汉", Today, out entry));
        Assert.Equal("01", entry!.Code);
    }

    [Fact]
    public void A_code_is_called_in_the_readers_language_and_an_unknown_one_shown_as_it_is()
    {
        Words zh = new(), en = new() { Language = "en" };
        Assert.Equal(("党支部", "branch"), (Book.Name(CodeBook.OrgKind, "branch", zh), Book.Name(CodeBook.OrgKind, "branch", en)));
        Assert.Equal(("教授", "教授"), (Book.Name(CodeBook.Title, "011", zh), Book.Name(CodeBook.Title, "011", en)));
        Assert.Equal(("x9", ""), (Book.Name(CodeBook.OrgKind, "x9", zh), Book.Name(CodeBook.OrgKind, null, zh)));
    }

    [Fact] public void A_list_nobody_wrote_is_a_slip_of_the_program() => Assert.Throws<KeyNotFoundException>(() => Book.Find("colours", "red", Today));
}

public class Dated_codes
{
    static readonly CodeBook Book = new([CodeList.Read("kind", new StringReader(""""
        # title: 类别
        # english: Kind
        # source: test
        code,name,english,parent,synonyms,valid_from,valid_to
        1,"甲,""旧""",,,甲,,2020-12-31
        2,甲新,,,甲,2021-01-01,
        """"))]);

    [Theory]
    [InlineData("2020-12-31", "1")]
    [InlineData("2021-01-01", "2")]
    public void The_word_means_the_entry_of_its_day(string day, string code) => Assert.Equal(code, Book.Find("kind", "甲", DateOnly.Parse(day))?.Code);

    [Fact]
    public void A_closed_code_is_still_named_and_no_longer_offered()
    {
        var day = new DateOnly(2026, 1, 1);
        Assert.Equal("甲,\"旧\"", Book.Get("kind", "1")?.Name);
        Assert.Null(Book.Find("kind", "1", day));
        Assert.Equal(["2"], Book.Entries("kind", day).Select(e => e.Code));
    }

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("# title: x\n,name,,,,,")]
    [InlineData("# title: x")]
    public void A_file_of_another_form_is_refused(string text) => Assert.Throws<FormatException>(() => CodeList.Read("x", new StringReader(text)));
}

public class The_code_lists
{
    static readonly CodeBook Book = CodeBook.Embedded;
    static readonly DateOnly Today = new(2026, 11, 22);

    [Fact] public void Are_all_there() => Assert.True(Book.Lists.Count() >= 34, $"{Book.Lists.Count()}");

    [Fact]
    public void Have_the_numbers_of_entries_that_the_standards_have() => Assert.Equal(
        "education 40, ethnic 58, industry 20, orgtype 25, province 34, sex 4, title 291",
        string.Join(", ", Book.Lists.Where(l => l.Key is "ethnic" or "education" or "industry" or "orgtype" or "province" or "sex" or "title").Select(l => $"{l.Key} {l.Entries.Count}")));

    [Fact]
    public void Name_no_code_twice_on_one_day_and_only_parents_that_exist()
    {
        foreach (var list in Book.Lists)
        {
            Assert.Equal(list.Entries.Count, list.Entries.Select(e => (e.Code, e.From)).Distinct().Count());
            Assert.All(list.Entries.Where(e => e.Parent is not null), e => Assert.Contains(list.Entries, p => p.Code == e.Parent));
        }
    }

    [Fact]
    public void Mean_one_entry_by_one_word()
    {
        var torn = from list in Book.Lists.Where(l => l.Key != "title")
                   from word in list.Entries.SelectMany(e => e.Synonyms.Append(e.Name).Select(w => (Word: Plain.Fold(w), e.Code))).Distinct()
                   group word.Code by (list.Key, word.Word) into meant
                   where meant.Count() > 1
                   select $"{meant.Key.Key}: {meant.Key.Word} = {string.Join(", ", meant)}";
        Assert.Empty(torn);
    }

    [Fact]
    public void Have_English_where_people_choose_from_them()
    {
        var without = Book.Lists.Where(l => l.Key is not ("title" or "uscc-dept")).SelectMany(l => l.Entries.Where(e => string.IsNullOrEmpty(e.English)).Select(e => $"{l.Key} {e.Code} {e.Name}"));
        Assert.Empty(without);
        Assert.All(Book.Lists, l => Assert.NotEmpty(l.English));
        Assert.All(Book.Lists, l => Assert.NotEmpty(l.Source));
    }

    [Fact]
    public void Of_our_own_use_readable_slugs() =>
        Assert.All(new[] { "org-kind", "org-field", "post", "stage", "member-kind", "party-status", "absence-reason", "job-type" }.SelectMany(l => Book.List(l).Entries), e => Assert.Matches("^[a-z]+(-[a-z]+)*$", e.Code));

    [Fact] public void Are_found_by_the_names_that_the_program_uses() =>
        Assert.All(typeof(CodeBook).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!), key => Assert.NotEmpty(Book.Entries(key, Today)));

    [Fact] public void Know_the_kinds_that_division_codes_tell() => Assert.All(["450981001", "450981100", "450981200", "450981400"], (string code) =>
        Assert.NotNull(Book.Get(CodeBook.TownshipKind, DivisionCode.Of(code).TownKind)));
}
