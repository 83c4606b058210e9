namespace RnnModular.Plugins.Diagonal;

/// <summary>Brings the cells whose recurrence is elementwise.</summary>
public sealed class DiagonalPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context)
    {
        context.Cells.Register(BrcCell.Factory);
        context.Cells.Register(IndRnnCell.Factory);
        context.Cells.Register(MambaS6Cell.Factory);
        context.Cells.Register(MinGruCell.Factory);
        context.Cells.Register(MinGruPositiveCell.Factory);
        context.Cells.Register(MinLstmCell.Factory);
        context.Cells.Register(QrnnCell.Factory);
        context.Cells.Register(RgLruCell.Factory);
        context.Cells.Register(RgLruResetCell.Factory);
        context.Cells.Register(Rwkv4TimeMixCell.Factory);
        context.Cells.Register(SruCell.Factory);
        context.Cells.Register(TGruCell.Factory);
        context.Cells.Register(TLstmCell.Factory);
        context.Cells.Register(TRnnCell.Factory);
    }
}
