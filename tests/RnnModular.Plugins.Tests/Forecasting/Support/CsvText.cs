using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Tests.Forecasting;

/// <summary>Series out of CSV text, without a file.</summary>
static class CsvText
{
    public static Series Read(string text, string? column = null, string? dateColumn = null, bool fill = false) =>
        CsvSeries.From(CsvTable.Parse(text, "my.csv"), new CsvSource("my.csv", column, dateColumn, fill));

    /// <summary>The sentence a text is refused with.</summary>
    public static string Refusal(string text, string? column = null, string? dateColumn = null)
    {
        RnnException refused = Assert.Throws<RnnException>(() => Read(text, column, dateColumn));
        Assert.Equal(FailureKind.Data, refused.Kind);
        return refused.Message;
    }
}
