namespace RnnModular.Plugins.Forecasting;

/// <summary>Brings the task <c>forecasting</c>.</summary>
public sealed class ForecastingPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context) => context.Tasks.Register(new ForecastingTask());
}
