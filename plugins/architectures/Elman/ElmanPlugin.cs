namespace RnnModular.Plugins.Elman;

/// <summary>Brings the simple recurrent network, with tanh and with relu.</summary>
public sealed class ElmanPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context)
    {
        context.Cells.Register(ElmanCell.Factory);
        context.Cells.Register(ElmanReluCell.Factory);
    }
}
