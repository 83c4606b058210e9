using System.Text.Json;
using RnnModular.Learning;
using RnnModular.Plugins.Forecasting.Modelling;

namespace RnnModular.Plugins.Forecasting.Storage;

/// <summary>A model as tensors and texts: the configuration as JSON, the weights of member k under <c>member{k}/</c>.</summary>
public static class ModelFile
{
    const string ConfigurationKey = "forecasting";

    /// <summary>Writes a model.</summary>
    public static void Save(ITensorSink sink, ModelConfiguration configuration, IReadOnlyList<ParameterStore> members)
    {
        sink.Text(ConfigurationKey, JsonSerializer.Serialize(configuration, ModelJson.Default.ModelConfiguration));
        for (int member = 0; member < members.Count; member++)
        {
            members[member].Save(sink.Under(Prefix(member)));
        }
    }

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="RnnException">It is not there or not whole (<see cref="FailureKind.Checkpoint"/>).</exception>
    public static ModelConfiguration Configuration(ITensorSource source)
    {
        string text = source.Text(ConfigurationKey);
        try
        {
            ModelConfiguration? configuration = JsonSerializer.Deserialize(text, ModelJson.Default.ModelConfiguration);
            return configuration is { Members: > 0 } && IsWhole(configuration)
                ? configuration
                : throw new JsonException("sizes do not fit each other");
        }
        catch (JsonException e)
        {
            throw new RnnException(FailureKind.Checkpoint, $"The model cannot be used because its configuration is damaged ({e.Message}); train it again with: rnn train forecasting.", e);
        }
    }

    /// <summary>Builds the networks and reads their weights.</summary>
    /// <exception cref="RnnException">A tensor is missing or has another shape (<see cref="FailureKind.Checkpoint"/>), or no plugin provides the cell.</exception>
    public static ForecastNetwork[] Networks(ITensorSource source, ModelConfiguration configuration, ICellRegistry cells)
    {
        var networks = new List<ForecastNetwork>();
        try
        {
            for (int member = 0; member < configuration.Members; member++)
            {
                networks.Add(new ForecastNetwork(cells, configuration.Shape, 0));
                networks[^1].Store.Load(source.Under(Prefix(member)));
            }
        }
        catch
        {
            networks.ForEach(n => n.Dispose());
            throw;
        }

        return [.. networks];
    }

    static string Prefix(int member) => FormattableString.Invariant($"member{member}/");

    static bool IsWhole(ModelConfiguration configuration)
    {
        ForecastRecipe recipe = configuration.Recipe;
        int horizon = configuration.Shape.Horizon;
        return horizon > 0 && recipe.Lookback > 0 && IsWhole(recipe.Blend)
            && recipe.Standardisation.Spread.Length == horizon
            && recipe.LearnedWeight is >= 0 and <= 1 && recipe.Bands.Width80.Length == horizon && recipe.Bands.Width95.Length == horizon
            && configuration.Shape.Features == WindowSet.FeaturesOf(recipe.Blend.Reference)
            && (configuration.Series.Dates is null || configuration.Series.Dates.Length == configuration.Series.Length);
    }

    static bool IsWhole(Blend blend) => blend.Reference is { Season: > 0, LevelSpan: > 0 } && blend.Parts.Length > 0
        && blend.Parts.All(p => p.Rule.Scale == blend.Scale && p.Rule.Season > 0 && p.Rule is not Reference { LevelSpan: < 1 });
}
