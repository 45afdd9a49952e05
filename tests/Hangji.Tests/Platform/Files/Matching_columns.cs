using Hangji.Platform.Files;
using static Hangji.Tests.Platform.Files.SheetDesk;

namespace Hangji.Tests.Platform.Files;

public class Matching_columns
{
    static readonly FieldSpec[] Schooling =
    [
        Field.Text("name", "姓名", "Name"), Field.Text("full", "学历（全日制）", "Full-time") with { Synonyms = ["全日制学历"] }, Field.Text("part", "学历（在职）", "In-service"),
        Field.Text("joined", "入会时间", "Joined"), Field.Text("left", "转出时间", "Left"), Field.Text("note", "备注", "Note"),
    ];

    static ColumnMap Map(IReadOnlyList<FieldSpec> fields, Func<string, ColumnMap?>? recall, params object?[][] rows)
    {
        var book = new MessyBook();
        foreach (var row in rows) book.Row(row);
        Agreed(SheetReader.Open(book.File(), "a.xlsx", null, out var reader));
        using (reader)
        {
            Agreed(reader.First(reader.Sheets[0], 50, out var first));
            return new HeaderSearch(fields).Find("S", first, recall);
        }
    }

    static string Matched(ColumnMap map) => string.Join(" ", map.Columns.Select(column => $"{column.Letter}:{column.Field ?? "-"}"));

    [Theory]
    [InlineData("姓名"), InlineData("姓 名"), InlineData("*姓名"), InlineData("姓名（必填）"), InlineData("姓\n名："), InlineData("【姓名】"), InlineData("ＮＡＭＥ"), InlineData("Name *")]
    public void A_title_is_recognized_in_any_dress(string header) => Assert.Equal("A:name", Matched(Map(Fields, null, [header], ["甲某"])).Split(' ')[0]);

    [Fact]
    public void Brackets_tell_fields_apart_where_they_must() =>
        Assert.Equal("A:name B:part C:full", Matched(Map(Schooling, null, ["姓名", "学历(在职)", "学历（全日制）"], ["甲", "乙", "丙"])));

    [Fact]
    public void The_same_word_below_two_groups_is_two_fields()
    {
        var map = Map(Schooling, null, ["姓名", "入会", null, "转出"], [null, "时间", "地点", "时间"], ["甲", "2001", "乙", "2002"]);
        Assert.Equal("A:name B:joined C:- D:left", Matched(map));
        Assert.Equal("转出/时间", map.Columns[3].Header);
    }

    [Fact]
    public void Two_columns_for_one_field_are_left_to_the_user()
    {
        var map = Map(Schooling, null, ["姓名", "备注", "备注"], ["甲", "乙", "丙"]);
        Assert.Equal("A:name B:- C:-", Matched(map));
        Assert.All(map.Columns.Skip(1), column => Assert.Equal((ColumnMatch.Ambiguous, "note"), (column.How, column.Rivals.Single())));
        Assert.Equal("A:name B:- C:note", Matched(map.With(3, "note")));
    }

    [Fact]
    public void A_word_that_two_fields_share_names_both_as_rivals()
    {
        var fields = new FieldSpec[] { Field.Text("name", "姓名", "Name"), Field.Text("a", "甲", "A1") with { Synonyms = ["时间"] }, Field.Text("b", "乙", "B1") with { Synonyms = ["时间"] } };
        var map = Map(fields, null, ["姓名", "时间", "甲"], ["张", "1", "2"]);
        Assert.Equal(["a", "b"], map.Columns[1].Rivals);
        Assert.Null(map.Columns[1].Field);
    }

    [Fact]
    public void A_column_without_a_name_is_guessed_by_content_and_says_so()
    {
        var map = Map(Fields, null, ["姓名", "号"], ["甲某", "330723194803120017"], ["乙某", "33072319480312002X"]);
        Assert.Equal(("number", ColumnMatch.Content), (map.Columns[1].Field, map.Columns[1].How));
        Assert.Equal("330723194803120017", map.Columns[1].Sample);
    }

    [Fact]
    public void What_was_settled_once_is_remembered_for_the_same_header_and_forgotten_for_another()
    {
        var settled = Map(Fields, null, ["标题"], ["人", "单位"], ["甲某", "乙"]).With(1, "name");
        var kept = ColumnMap.FromJson(settled.ToJson())!;
        Assert.Equal(settled.Columns.Select(column => column.Field), kept.Columns.Select(column => column.Field));
        ColumnMap? Recall(string fingerprint) => fingerprint == kept.Fingerprint ? kept : null;
        var again = Map(Fields, Recall, ["标题"], ["另一行标题"], ["人", "单位"], ["丙某", "丁"]);
        Assert.Equal((3, "A:name B:unit"), (again.HeaderRow, Matched(again)));
        Assert.Equal(("丙某", ColumnMatch.Remembered), (again.Columns[0].Sample, again.Columns[0].How));
        Assert.Null(Map(Fields, Recall, ["人", "单位", "年龄"], ["丙某", "丁", 3]).Of("name"));
    }

    [Fact]
    public void A_choice_takes_the_field_from_where_it_was()
    {
        var map = Map(Schooling, null, ["姓名", "备注", "其他"], ["甲", "乙", "丙"]);
        Assert.Equal("A:name B:- C:note", Matched(map.With(3, "note")));
        Assert.Equal("A:name B:- C:-", Matched(map.With(2, null)));
    }

    [Fact]
    public void Rows_of_data_are_never_taken_for_a_second_header_row() =>
        Assert.Equal(1, Map(Fields, null, ["姓名", "性别", "年龄"], ["男", "女", 3], ["姓名", "男", 4]).HeaderRows);

    [Fact]
    public void A_header_may_begin_in_row_twenty_and_no_deeper()
    {
        object?[][] Below(int titles) => [.. Enumerable.Range(0, titles).Select(i => new object?[] { $"说明 {i}" }), ["姓名", "性别"], ["甲某", "男"]];
        Assert.Equal(20, Map(Fields, null, Below(19)).HeaderRow);
        Assert.Null(Map(Fields, null, Below(22)).Of("name"));
    }

    [Fact]
    public void Without_any_known_word_the_columns_are_offered_for_matching_by_hand()
    {
        var map = Map(Fields, null, ["一览"], ["甲", "乙"], ["1", "2"]);
        Assert.Equal((2, "A:- B:-"), (map.HeaderRow, Matched(map)));
        Assert.Equal("姓名", Assert.Single(map.Missing(Fields)).Title);
    }

    [Fact]
    public void Text_that_is_no_map_is_no_map() => Assert.All(["", "{", "[]", "{\"a\":1"], text => Assert.Null(ColumnMap.FromJson(text)));
}
