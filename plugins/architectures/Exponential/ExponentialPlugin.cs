namespace RnnModular.Plugins.Exponential;

/// <summary>Brings the cells with exponential gates.</summary>
public sealed class ExponentialPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context)
    {
        context.Cells.Register(SLstmCell.Factory);
        context.Cells.Register(SLstmHeadsCell.Factory);
    }
}
