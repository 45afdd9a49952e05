using Hangji.Platform.Files;
using Hangji.Platform.Text;
using static Hangji.Tests.Platform.Files.MessyBook;
using static Hangji.Tests.Platform.Files.SheetDesk;

namespace Hangji.Tests.Platform.Files;

public class Reading_the_roster_every_township_knows
{
    readonly List<ImportedRow<Person>> rows;
    readonly ImportSummary summary;
    readonly ColumnMap map;

    public Reading_the_roster_every_township_knows() => (rows, summary, map) = Take(Roster().File());

    [Fact]
    public void The_header_is_found_below_the_titles_and_takes_two_rows()
    {
        Assert.Equal((3, 2), (map.HeaderRow, map.HeaderRows));
        Assert.Equal(["name", "number", "joined", "unit", "sex", "due", "away"], map.Columns.Where(column => column.Field is not null).Select(column => column.Field));
        Assert.Equal("加入/时间", map.Of("joined")!.Header);
        Assert.Equal("序 号", Assert.Single(map.Unmatched).Header);
    }

    [Fact]
    public void Rows_keep_the_numbers_that_the_user_sees() => Assert.Equal([5, 6, 7, 8, 9], rows.Select(row => row.Row));

    [Fact]
    public void Names_lose_padding_and_keep_dots_and_rare_characters() =>
        Assert.Equal(["张建军", "阿卜杜热西提·买买提", "𬍛某"], rows.Where(row => row.Ok).Select(row => row.Record!.Name));

    [Fact]
    public void A_date_is_as_exact_as_the_cell_shows_it() =>
        Assert.Equal([new LooseDate(1998, 7, 1), new LooseDate(1998, 7)], rows.Take(2).Select(row => row.Record!.Joined!.Value));

    [Fact]
    public void Full_width_text_and_real_numbers_are_the_same_money() => Assert.All(rows.Take(2), row => Assert.Equal(1250, row.Record!.Due));

    [Fact]
    public void A_value_merged_over_several_rows_counts_for_each() => Assert.Equal(["竹溪村", "竹溪村"], rows.Take(2).Select(row => row.Record!.Unit));

    [Fact]
    public void Each_wrong_cell_is_named_with_column_field_value_and_rule()
    {
        var errors = rows[2].Errors.ToDictionary(problem => problem.Column!, problem => problem);
        Assert.Equal(["C", "D", "F", "G", "H"], errors.Keys.Order());
        Assert.Equal(("digits.lost", "number"), (errors["C"].Rule, errors["C"].Field));
        Assert.Equal(("date.unreadable", "3月32日"), (errors["D"].Rule, errors["D"].Value));
        Assert.Equal(("code.unknown", "money.unreadable", "yesno.unreadable"), (errors["F"].Rule, errors["G"].Rule, errors["H"].Rule));
        Assert.Null(rows[2].Record);
        Assert.Equal("李强", rows[2].Values.Get(Name));
    }

    [Fact]
    public void A_formula_is_never_taken_though_its_last_value_stands_in_the_file()
    {
        var wrong = rows[4].Errors.ToDictionary(problem => problem.Column!, problem => problem.Rule);
        Assert.Equal(("cell.formula", "date.unreadable", "cell.fault", "money.negative"), (wrong["B"], wrong["D"], wrong["E"], wrong["G"]));
        Assert.Equal("=B8", rows[4].Errors.First(problem => problem.Column == "B").Value);
    }

    [Fact]
    public void A_hidden_row_is_read_and_said_to_be_hidden()
    {
        Assert.True(rows[3].Ok);
        Assert.Equal("row.hidden", Assert.Single(rows[3].Warnings).Rule);
    }

    [Fact]
    public void Totals_remarks_and_signatures_are_skipped_with_a_note_and_bare_numbers_without()
    {
        Assert.Equal((5, 3, 2, 4), (summary.Rows, summary.Good, summary.Bad, summary.SkippedRows));
        Assert.Equal([12, 13, 14], summary.Notes.Select(note => note.Row));
    }
}

public class Reading_single_oddities
{
    static (List<ImportedRow<Person>> Rows, ImportSummary Summary, ColumnMap Map) Sheet(params object?[][] rows)
    {
        var book = new MessyBook();
        foreach (var row in rows) book.Row(row);
        return Take(book.File());
    }

    [Fact]
    public void Days_counted_from_1904_are_read_as_such()
    {
        var book = new MessyBook { From1904 = true }.Row("姓名", "加入日期").Row("张三", Number("34515", Day));
        Assert.Equal(new LooseDate(1998, 7, 1), Take(book.File()).Rows[0].Record!.Joined);
    }

    [Fact]
    public void A_day_number_without_format_is_still_a_date()
    {
        var (rows, _, _) = Sheet(["姓名", "加入日期"], ["甲某", 35977], ["乙某", "35977"], ["丙某", 199807], ["丁某", 19980701]);
        Assert.Equal([new(1998, 7, 1), new(1998, 7, 1), new(1998, 7), new(1998, 7, 1)], rows.Select(row => row.Record!.Joined!.Value));
    }

    [Fact]
    public void The_number_1998_1_is_refused_unless_its_format_shows_the_lost_zero()
    {
        var (rows, _, _) = Sheet(["姓名", "加入日期"], ["甲某", 1998.1], ["乙某", Number("1998.1", TwoDecimals)], ["丙某", 1998.2], ["丁某", "1998.1"]);
        Assert.Equal("date.unreadable", Assert.Single(rows[0].Errors).Rule);
        Assert.Equal([new(1998, 10), new(1998, 2), new(1998, 1)], rows.Skip(1).Select(row => row.Record!.Joined!.Value));
    }

    [Fact]
    public void An_identity_number_keeps_its_digits_up_to_fifteen_and_is_an_error_beyond()
    {
        var (rows, _, _) = Sheet(["姓名", "身份证号"], ["甲某", Number("330723480312001")], ["乙某", Number("330723194803120000")], ["丙某", "3.30723E+17"], ["丁某", Number("13800138000")]);
        Assert.Equal(["330723480312001", null, null, "13800138000"], rows.Select(row => row.Record?.Number));
        Assert.All(rows.Skip(1).Take(2), row => Assert.Equal("digits.lost", Assert.Single(row.Errors).Rule));
    }

    [Fact]
    public void A_duration_is_a_number_and_no_date() => Assert.Equal("date.unreadable", Assert.Single(Sheet(["姓名", "加入日期"], ["甲某", Number("1.5", Time)]).Rows[0].Errors).Rule);

    [Fact]
    public void The_second_of_two_equal_keys_is_the_error()
    {
        var book = new MessyBook().Row("姓名", "身份证号").Row("甲某", "330723194803120017").Row("乙某", "33072319480312002X").Row("甲某", "330723194803120017");
        var (rows, _, _) = Take(book.File(), key: row => row.Get(SheetDesk.Number));
        Assert.Equal((4, 2), (Assert.Single(rows, row => !row.Ok).Row, rows[2].Problems[0].Why.Args[0]));
    }

    [Fact]
    public void Too_long_by_one_is_an_error_and_the_limit_itself_is_not()
    {
        var (rows, _, _) = Sheet(["姓名"], [string.Concat(Enumerable.Repeat("𬍛", 50))], [new string('长', 51)]);
        Assert.True(rows[0].Ok);
        Assert.Equal("cell.too-long", Assert.Single(rows[1].Errors).Rule);
    }

    [Fact]
    public void A_header_repeated_on_each_printed_page_is_skipped()
    {
        var (rows, summary, _) = Sheet(["姓名", "性别"], ["甲某", "男"], ["姓名", "性别"], ["乙某", "女"]);
        Assert.Equal(2, rows.Count);
        Assert.Equal("row.header", Assert.Single(summary.Notes).Rule);
    }

    [Fact]
    public void A_total_that_fills_every_required_field_and_more_is_kept_as_a_row()
    {
        var (rows, _, _) = Sheet(["单位", "姓名", "性别"], ["合计", "甲某", "男"], ["合计", null, null]);
        Assert.Equal(2, Assert.Single(rows).Row);
    }

    [Fact]
    public void Formulas_in_columns_that_nobody_takes_are_noted_once()
    {
        var (rows, summary, _) = Sheet(["序号", "姓名"], [Formula("ROW()-1", "1"), "甲某"], [Formula("ROW()-1", "2"), "乙某"]);
        Assert.All(rows, row => Assert.True(row.Ok));
        Assert.Equal("cell.formula-unused", Assert.Single(summary.Notes).Rule);
    }

    [Fact]
    public void Escaped_characters_and_inline_rich_text_are_read_as_meant()
    {
        var (rows, _, _) = Sheet(["姓名", "单位"], [Inline("<r><t>甲</t></r><r><t>某</t></r>"), "一_x000D_\n二"]);
        Assert.Equal(("甲某", "一 二"), (rows[0].Record!.Name, rows[0].Record!.Unit));
    }
}
