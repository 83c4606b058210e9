using System.Globalization;
using RnnModular.Plugins.Forecasting.Data;
using RnnModular.Plugins.Forecasting.Modelling;
using RnnModular.Plugins.Forecasting.Storage;
using RnnModular.Plugins.Forecasting.Training;

namespace RnnModular.Plugins.Forecasting;

/// <summary>
/// Forecasts a series several steps ahead in one go, with bands. A blend of simple rules, weighed by rolling-origin
/// validation, takes care of level, trend and season; an ensemble of recurrent networks learns what it leaves over.
/// </summary>
public sealed class ForecastingTask : ITask
{
    const double Dropout = 0.1;
    const double WeightDecay = 0.01;

    static readonly TaskOption[] _dataOptions =
    [
        new("data", OptionType.Text, null, "CSV file with the series, oldest value first; the embedded AirPassengers when left out"),
        new("column", OptionType.Text, null, "column of the values; the only column of numbers when left out"),
        new("date-column", OptionType.Text, null, "column of the dates; found by itself when left out"),
        new("fill", OptionType.Text, "none", "what to do with missing values and dates: none (stop and say where) or linear"),
    ];

    /// <inheritdoc/>
    public string Id => "forecasting";

    /// <inheritdoc/>
    public string Summary => "forecasts a series of numbers (monthly, daily, hourly …) with 80 % and 95 % bands";

    /// <inheritdoc/>
    public IReadOnlyList<TaskOption> TrainOptions { get; } =
    [
        .. _dataOptions,
        new("horizon", OptionType.Integer, null, "steps to forecast, held out at the end for the test; one season when left out"),
        new("season", OptionType.Integer, null, "steps in a season, 1 for none; found from the dates or the values when left out"),
        new("cell", OptionType.Text, "lstm", "recurrent cell, by id"),
        new("hidden", OptionType.Integer, "16", "hidden size of the cell"),
        new("layers", OptionType.Integer, "1", "cells stacked on each other"),
        new("members", OptionType.Integer, "5", "networks whose forecasts are averaged"),
        new("epochs", OptionType.Integer, "200", "epochs at most; fewer for very long series"),
        new("patience", OptionType.Integer, "20", "epochs without a better validation loss before a network stops"),
        new("batch-size", OptionType.Integer, "32", "windows a minibatch"),
        new("learning-rate", OptionType.Number, "0.002", "learning rate of Adam"),
        new("recompute-steps", OptionType.Integer, null, "steps that the backward run makes again at a time instead of keeping them, to save memory; 0 for the root of the window's length"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<TaskOption> RunOptions { get; } =
    [
        .. _dataOptions,
        new("horizon", OptionType.Integer, null, "steps to forecast; what the model was trained for when left out"),
    ];

    /// <inheritdoc/>
    public ITraining Prepare(TaskContext context)
    {
        TaskOptions options = context.Options;
        Series series = Read(options) ?? AirPassengers.Series;
        var problem = ForecastProblem.Of(series, OptionalInteger(options, "horizon"), OptionalInteger(options, "season"), context.Log);
        int features = WindowSet.FeaturesOf(problem.Blend.Reference);
        var shape = new NetworkShape(options.Text("cell"), features, Positive(options, "hidden"), Positive(options, "layers"), problem.Horizon, Dropout) { RecomputedSteps = RecomputedSteps(options) };
        var training = new TrainingOptions(Positive(options, "members"), Positive(options, "epochs"), Positive(options, "patience"), Positive(options, "batch-size"), Rate(options), WeightDecay);
        return new ForecastTraining(problem, shape, training, context);
    }

    /// <inheritdoc/>
    public TaskResult Run(TaskContext context, ITensorSource model)
    {
        ModelConfiguration configuration = ModelFile.Configuration(model);
        ForecastRecipe recipe = configuration.Recipe;
        int horizon = OptionalInteger(context.Options, "horizon") ?? recipe.Horizon;
        if (horizon < 1)
        {
            throw new RnnException(FailureKind.Usage, "The horizon must be at least 1.");
        }

        Series series = Read(context.Options) ?? configuration.Series;
        if (recipe.Blend.Reference.Season is > 1 and int season && series.Calendar is not null && !series.Calendar.Seasons.Contains(season))
        {
            context.Log($"The model was trained with a season of {season}, which is unusual for the dates of this series; a model trained on it may do better.");
        }

        ForecastNetwork[] networks = ModelFile.Networks(model, configuration, context.Cells);
        try
        {
            using var ensemble = new Ensemble(networks, context.Team);
            Forecast forecast = new Forecaster(recipe, ensemble).Make(series.Values, horizon);
            context.Log(string.Create(CultureInfo.InvariantCulture, $"Forecasting {horizon} steps after {series.Label(series.Length - 1)} ({series.Name}, {series.Length} values)."));
            return ForecastReport.OfRun(series, forecast);
        }
        finally
        {
            Array.ForEach(networks, n => n.Dispose());
        }
    }

    static Series? Read(TaskOptions options)
    {
        string fill = options.Text("fill");
        if (fill is not ("none" or "linear"))
        {
            throw new RnnException(FailureKind.Usage, $"The option 'fill' cannot be '{fill}'; it is none or linear.");
        }

        return options.Find("data") is string path
            ? CsvSeries.Read(new CsvSource(path, options.Find("column"), options.Find("date-column"), fill == "linear"))
            : null;
    }

    static int? OptionalInteger(TaskOptions options, string name) => options.Find(name) is null ? null : options.Integer(name);

    static int Positive(TaskOptions options, string name) => options.Integer(name) is > 0 and int value
        ? value
        : throw new RnnException(FailureKind.Config, $"The option '{name}' must be at least 1.");

    static int? RecomputedSteps(TaskOptions options) => OptionalInteger(options, "recompute-steps") is not < 0 and var steps
        ? steps
        : throw new RnnException(FailureKind.Config, "The option 'recompute-steps' must be at least 0.");

    static double Rate(TaskOptions options) => options.Number("learning-rate") is > 0 and double rate
        ? rate
        : throw new RnnException(FailureKind.Config, "The option 'learning-rate' must be above 0.");
}
