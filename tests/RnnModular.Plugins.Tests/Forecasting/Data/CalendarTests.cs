using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Tests.Forecasting.Data;

public class CalendarTests
{
    static DateTime[] Dates(params string[] texts)
    {
        Assert.Equal(-1, DateText.Parse(texts, out DateTime[] dates));
        return dates;
    }

    [Theory]
    [InlineData(12, "2020-01", "2020-02", "2020-03")]
    [InlineData(12, "2020-01-31", "2020-02-29", "2020-03-31")]
    [InlineData(4, "2019Q4", "2020Q1", "2020Q2")]
    [InlineData(1, "2018-06-30", "2019-06-30", "2020-06-30")]
    [InlineData(52, "2020-01-05", "2020-01-12", "2020-01-19")]
    [InlineData(7, "2020-02-28", "2020-02-29", "2020-03-01")]
    [InlineData(24, "2020-01-01 22:00", "2020-01-01 23:00", "2020-01-02 00:00")]
    [InlineData(96, "2020-01-01 22:00", "2020-01-01 22:15", "2020-01-01 22:30")]
    public void The_usual_season_follows_from_the_spacing_of_dates(int season, params string[] texts) =>
        Assert.Equal(season, CalendarDetection.Detect(Dates(texts)).Seasons[0]);

    [Fact]
    public void Hours_have_a_day_and_a_week() =>
        Assert.Equal([24, 168], new Calendar(CalendarKind.Fixed, Step: TimeSpan.FromHours(1)).Seasons);

    [Fact]
    public void Days_without_weekends_are_business_days_and_holidays_no_gaps()
    {
        DateTime[] dates = Dates("2024-12-18", "2024-12-19", "2024-12-20", "2024-12-23", "2024-12-24", "2024-12-27", "2024-12-30", "2024-12-31", "2025-01-02", "2025-01-03");

        Calendar calendar = CalendarDetection.Detect(dates);

        Assert.Equal(CalendarKind.BusinessDays, calendar.Kind);
        Assert.Equal([5], calendar.Seasons);
        Assert.Equal(new DateTime(2025, 1, 6), calendar.After(dates[^1], 1));
        Assert.Equal(1, CalendarDetection.StepsBetween(calendar, dates[4], dates[5]));
    }

    [Fact]
    public void Month_ends_stay_month_ends()
    {
        Calendar calendar = CalendarDetection.Detect(Dates("2023-11-30", "2023-12-31", "2024-01-31"));

        Assert.Equal(["2024-02-29", "2024-03-31", "2024-04-30"], Enumerable.Range(1, 3).Select(s => calendar.Format(calendar.After(new DateTime(2024, 1, 31), s))));
    }

    [Fact]
    public void Future_dates_go_on_from_the_last()
    {
        Series series = AirPassengers.Series;

        Assert.Equal("1960-12", series.Label(143));
        Assert.Equal("1961-01", series.Label(144));
        Assert.Equal("1962-12", series.Label(167));
    }

    [Theory]
    [InlineData("03/04/2020", "04/04/2020", 1)]
    [InlineData("03/04/2020", "03/05/2020", 30)]
    [InlineData("12/31/2020", "01/01/2021", 1)]
    [InlineData("Jan 5, 2020", "Jan 7, 2020", 2)]
    [InlineData("5.1.2020 13:00", "6.1.2020 13:00", 1)]
    [InlineData("2020-01-05T10:00:00Z", "2020-01-06T10:00:00Z", 1)]
    [InlineData("Jan 2020", "Feb 2020", 31)]
    [InlineData("2020M01", "2020M02", 31)]
    public void A_column_of_dates_is_read_in_one_form(string first, string second, int daysBetween)
    {
        DateTime[] dates = Dates(first, second);

        Assert.Equal(daysBetween, (dates[1] - dates[0]).TotalDays);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("3.5")]
    [InlineData("H1")]
    [InlineData("")]
    public void What_is_no_date_is_not_taken_for_one(string text) => Assert.False(DateText.IsDate(text));
}
