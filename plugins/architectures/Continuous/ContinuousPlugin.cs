namespace RnnModular.Plugins.Continuous;

/// <summary>Brings the cells that come from differential equations.</summary>
public sealed class ContinuousPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context)
    {
        context.Cells.Register(AntisymmetricRnnCell.Factory);
        context.Cells.Register(CfcCell.Factory);
        context.Cells.Register(CfcNoGateCell.Factory);
        context.Cells.Register(CfcPureCell.Factory);
        context.Cells.Register(CfcTimeCell.Factory);
        context.Cells.Register(CoRnnCell.Factory);
        context.Cells.Register(ExpRnnCell.Factory);
        context.Cells.Register(FastGrnnCell.Factory);
        context.Cells.Register(FastRnnCell.Factory);
        context.Cells.Register(GatedAntisymmetricRnnCell.Factory);
        context.Cells.Register(HippoLegsCell.Factory);
        context.Cells.Register(LemCell.Factory);
        context.Cells.Register(LipschitzRnnCell.Factory);
        context.Cells.Register(LmuCell.Factory);
        context.Cells.Register(LtcCell.Factory);
        context.Cells.Register(ScoRnnCell.Factory);
        context.Cells.Register(UnicornnCell.Factory);
    }
}
