namespace RnnModular.Plugins.Lstm;

/// <summary>Brings long short-term memory.</summary>
public sealed class LstmPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context) => context.Cells.Register(LstmCell.Factory);
}
