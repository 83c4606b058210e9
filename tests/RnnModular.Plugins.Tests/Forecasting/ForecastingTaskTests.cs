using System.Globalization;
using RnnModular.Plugins.Forecasting;
using RnnModular.Plugins.Forecasting.Data;

namespace RnnModular.Plugins.Tests.Forecasting;

public class ForecastingTaskTests
{
    static readonly Lazy<MemoryModel> _model = new(() =>
    {
        using ITraining training = ForecastRun.ToTheEnd(ForecastRun.Prepare(("cell", "gru")));
        return ForecastRun.Model(training);
    });

    static TaskResult Run(params (string Name, string Value)[] options) =>
        new ForecastingTask().Run(ForecastRun.Context(options.ToDictionary(o => o.Name, o => o.Value), run: true), _model.Value);

    static T WithFile<T>(string text, Func<string, T> use)
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");
        File.WriteAllText(path, text);
        try
        {
            return use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    static string Passengers(int first, int count, double factor = 1) => "month,passengers\n" + string.Concat(
        Enumerable.Range(first, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{AirPassengers.Series.Label(i)},{factor * AirPassengers.Series.Values[i]}\n")));

    [Fact]
    public void A_model_goes_on_from_its_own_series()
    {
        TaskResult result = Run();

        Assert.Equal(12, result.Table!.Rows.Count);
        Assert.Equal("1961-01", result.Table.Rows[0][1]);
        Assert.Empty(result.Metrics);
    }

    [Fact]
    public void A_horizon_beyond_the_trained_one_goes_on_with_widening_bands()
    {
        IReadOnlyList<IReadOnlyList<object>> rows = Run(("horizon", "31")).Table!.Rows;

        Assert.Equal(31, rows.Count);
        Assert.Equal("1963-07", rows[^1][1]);
        Assert.Equal(Run().Table!.Rows.Select(r => r[2]), rows.Take(12).Select(r => r[2]));
        // On logarithms the width of a band is the ratio of its edges.
        double[] widths = [.. rows.Select(r => (double)r[6] / (double)r[5])];
        Assert.All(Enumerable.Range(12, 19), h => Assert.True(widths[h] > widths[h - 12]));
    }

    [Fact]
    public void A_model_forecasts_another_series_of_its_kind_in_that_series_own_units()
    {
        double[] once = WithFile(Passengers(0, 144), path => Forecast(Run(("data", path))));
        double[] thousandfold = WithFile(Passengers(0, 144, 1000), path => Forecast(Run(("data", path))));

        Assert.Equal(Forecast(Run()), once);
        Assert.All(once.Zip(thousandfold), pair => Assert.Equal(1000 * pair.First, pair.Second, 1e-3 * pair.Second));
    }

    [Fact]
    public void A_history_too_short_to_look_back_on_is_refused()
    {
        RnnException refused = WithFile(Passengers(0, 9), path => Assert.Throws<RnnException>(() => Run(("data", path))));

        Assert.Equal(FailureKind.Data, refused.Kind);
        Assert.StartsWith("The series has 9 values, but this model needs at least", refused.Message);
    }

    [Theory]
    [InlineData("member0/head.weight")]
    [InlineData("member1/rnn.weight_ih_l0")]
    public void A_model_without_one_of_its_tensors_is_refused(string tensor)
    {
        MemoryModel damaged = Copy();
        damaged.Tensors.Remove(tensor);

        AssertCheckpointRefusal(damaged);
    }

    [Theory]
    [InlineData("\"Members\":2", "\"Members\":3")]
    [InlineData("\"Hidden\":5", "\"Hidden\":6")]
    [InlineData("\"Season\":12", "\"Season\":0")]
    [InlineData("{\"Shape\"", "\"Shape\"")]
    [InlineData("\"Lookback\":", "\"Lookforward\":")]
    public void A_model_whose_configuration_does_not_fit_is_refused(string right, string wrong)
    {
        MemoryModel damaged = Copy();
        Assert.Contains(right, damaged.Texts["forecasting"]);
        damaged.Texts["forecasting"] = damaged.Texts["forecasting"].Replace(right, wrong, StringComparison.Ordinal);

        AssertCheckpointRefusal(damaged);
    }

    [Theory]
    [InlineData("hidden", "0", FailureKind.Config)]
    [InlineData("members", "-1", FailureKind.Config)]
    [InlineData("learning-rate", "0", FailureKind.Config)]
    [InlineData("horizon", "0", FailureKind.Usage)]
    [InlineData("season", "-2", FailureKind.Usage)]
    [InlineData("fill", "spline", FailureKind.Usage)]
    [InlineData("cell", "nothing", FailureKind.Plugin)]
    [InlineData("horizon", "140", FailureKind.Data)]
    public void An_option_that_cannot_be_used_is_refused(string name, string value, FailureKind kind) =>
        Assert.Equal(kind, Assert.Throws<RnnException>(() => ForecastRun.Prepare((name, value))).Kind);

    static double[] Forecast(TaskResult result) => [.. result.Table!.Rows.Select(r => (double)r[2])];

    static MemoryModel Copy()
    {
        var copy = new MemoryModel();
        foreach ((string name, (int[] Shape, float[] Values) tensor) in _model.Value.Tensors)
        {
            copy.Tensor(name, tensor.Shape, tensor.Values);
        }

        copy.Text("forecasting", _model.Value.Texts["forecasting"]);
        return copy;
    }

    static void AssertCheckpointRefusal(MemoryModel model) =>
        Assert.Equal(FailureKind.Checkpoint, Assert.Throws<RnnException>(() => new ForecastingTask().Run(ForecastRun.Context(run: true), model)).Kind);
}
