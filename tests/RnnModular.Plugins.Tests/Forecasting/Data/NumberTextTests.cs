using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Tests.Forecasting.Data;

public class NumberTextTests
{
    [Theory]
    [InlineData("12", true, 12)]
    [InlineData("-1.5e3", true, -1500)]
    [InlineData("1,234,567.5", true, 1234567.5)]
    [InlineData("1,234", true, 1234)]
    [InlineData("1,234", false, 1.234)]
    [InlineData("-3,5", false, -3.5)]
    [InlineData("1.234.567,5", false, 1234567.5)]
    [InlineData("1,234,567", false, 1234567)]
    public void Numbers_of_spreadsheets_are_read(string text, bool commaSeparatesCells, double expected)
    {
        Assert.True(NumberText.TryParse(text, commaSeparatesCells, out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1,23", true)]
    [InlineData("1.23,4.5", false)]
    [InlineData(",5,000", true)]
    [InlineData("∞", true)]
    [InlineData("Infinity", true)]
    [InlineData("1e999", true)]
    [InlineData("12 apples", true)]
    public void What_is_no_finite_number_is_refused(string text, bool commaSeparatesCells) =>
        Assert.False(NumberText.TryParse(text, commaSeparatesCells, out _));
}
