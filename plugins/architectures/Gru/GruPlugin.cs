namespace RnnModular.Plugins.Gru;

/// <summary>Brings the gated recurrent unit.</summary>
public sealed class GruPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context) => context.Cells.Register(GruCell.Factory);
}
