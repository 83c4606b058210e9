using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Tests.Forecasting.Data;

public class CsvSeriesTests
{
    [Theory]
    [InlineData("date,value\n2020-01-01,1.5\n2020-01-02,2.5\n2020-01-03,3\n")]
    [InlineData("date;value\r\n2020-01-01;1,5\r\n2020-01-02;2,5\r\n2020-01-03;3\r\n")]
    [InlineData("date\tvalue\n2020-01-01\t1.5\n2020-01-02\t2.5\n2020-01-03\t3\n")]
    [InlineData("2020-01-01,1.5\n2020-01-02,2.5\n2020-01-03,3\n")]
    [InlineData("\uFEFF\"date\",\"value\"\n\"2020-01-01\",\"1.5\"\n\n\"2020-01-02\",\" 2.5\"\n\"2020-01-03\",\"3\"")]
    [InlineData("rownames,note,date,value\n1,a,2020-01-01,1.5\n2,b,2020-01-02,2.5\n3,c,2020-01-03,3\n")]
    [InlineData("Day;Total\n01.01.2020;1,5\n02.01.2020;2,5\n03.01.2020;3,0\n")]
    public void Usual_files_are_read_alike(string text)
    {
        Series series = CsvText.Read(text);

        Assert.Equal([1.5, 2.5, 3], series.Values);
        Assert.Equal([new DateTime(2020, 1, 1), new DateTime(2020, 1, 2), new DateTime(2020, 1, 3)], series.Dates!);
        Assert.Equal(TimeSpan.FromDays(1), series.Calendar!.Step);
    }

    [Fact]
    public void A_single_column_needs_no_header_and_no_dates()
    {
        Series series = CsvText.Read("3\n1\n4\n1\n5\n");

        Assert.Equal([3, 1, 4, 1, 5], series.Values);
        Assert.Null(series.Dates);
        Assert.Equal("6", series.Label(5));
    }

    [Fact]
    public void The_column_asked_for_is_taken_whatever_its_case() =>
        Assert.Equal([10, 20], CsvText.Read("a,B\n1.5,10\n2.5,20\n", column: "b").Values);

    [Fact]
    public void Text_in_a_number_cell_is_named_with_its_line() =>
        Assert.StartsWith("'my.csv' line 3 has 'many' in column 'value' where a number is needed", CsvText.Refusal("date,value\n2020-01-01,1\n2020-01-02,many\n2020-01-03,3\n"));

    [Fact]
    public void Lines_are_counted_with_blank_ones() =>
        Assert.StartsWith("'my.csv' line 5 has 'x'", CsvText.Refusal("value\n1\n\n2\nx\n3\n"));

    [Theory]
    [InlineData("", "an empty cell")]
    [InlineData("NaN", "'NaN'")]
    [InlineData("n/a", "'n/a'")]
    public void A_missing_value_is_named_with_its_line_and_the_way_out(string cell, string words)
    {
        string sentence = CsvText.Refusal($"date,value\n2020-01-01,1\n2020-01-02,{cell}\n2020-01-03,3\n");

        Assert.StartsWith($"'my.csv' line 3 has no value in column 'value' ({words})", sentence);
        Assert.Contains("--fill linear", sentence);
    }

    [Fact]
    public void A_missing_date_is_named_with_its_line()
    {
        string sentence = CsvText.Refusal("month,value\n2020-01,1\n2020-02,2\n2020-03,3\n2020-05,5\n2020-06,6\n");

        Assert.StartsWith("'my.csv' line 5: one date is missing before 2020-05 (the next should be 2020-04)", sentence);
    }

    [Fact]
    public void Missing_values_and_dates_are_filled_on_a_straight_line_when_asked()
    {
        Series series = CsvText.Read("month,value\n2020-01,1\n2020-02,\n2020-03,3\n2020-06,6\n2020-07,\n", fill: true);

        Assert.Equal([1, 2, 3, 4, 5, 6], series.Values);
        Assert.Equal(new DateTime(2020, 6, 1), series.Dates![^1]);
    }

    [Theory]
    [InlineData("", "'my.csv' is empty")]
    [InlineData("\n \n", "'my.csv' is empty")]
    [InlineData("date,value\n", "'my.csv' holds a header and nothing below it")]
    [InlineData("date,value\n2020-01-01,1\n", "'my.csv' holds one row of data")]
    [InlineData("name,note\na,b\nc,d\n", "'my.csv' has no column of numbers; its columns are: name, note.")]
    [InlineData("a,b\n1.5,2\n3.5,4\n", "'my.csv' has several columns of numbers; choose one with --column: a, b.")]
    [InlineData("a,b\n1,2\n3,4,5\n", "'my.csv' line 3 has 3 cells where the first line has 2")]
    [InlineData("date,value\n2020-01-01,1\n2020-01-01,2\n", "'my.csv' line 3 repeats the date 2020-01-01")]
    [InlineData("date,value\n2020-01-02,1\n2020-01-03,1\n2020-01-01,2\n", "'my.csv' line 4 goes back in time to 2020-01-01")]
    [InlineData("date,value\n2020-01-01,1\nsoon,2\n", "'my.csv' line 3 has 'soon' in column 'date' where a date is needed")]
    [InlineData("t,value\n2020-01-01 00:00,1\n2020-01-01 01:00,2\n2020-01-01 02:00,2\n2020-01-01 02:10,2\n2020-01-01 03:10,2\n", "'my.csv' line 5: the date 2020-01-01 02:10 does not follow the rhythm")]
    public void What_cannot_be_a_series_is_refused_in_one_sentence(string text, string beginning) =>
        Assert.StartsWith(beginning, CsvText.Refusal(text));

    [Theory]
    [InlineData("passenger", "did you mean 'passengers'?")]
    [InlineData("PASENGERS", "did you mean 'passengers'?")]
    [InlineData("zzz", "Its columns are: month, passengers.")]
    public void A_missing_column_is_answered_with_those_there_are(string asked, string words)
    {
        string sentence = CsvText.Refusal("month,passengers\n1949-01,112\n1949-02,118\n", column: asked);

        Assert.Contains(words, sentence);
        Assert.Contains($"no column '{asked}' for --column", sentence);
    }

    [Fact]
    public void A_missing_file_is_a_data_failure()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");

        RnnException refused = Assert.Throws<RnnException>(() => CsvSeries.Read(new CsvSource(path, null, null, false)));

        Assert.Equal(FailureKind.Data, refused.Kind);
        Assert.Contains("no such file", refused.Message);
    }
}
