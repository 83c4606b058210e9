namespace RnnModular.Plugins.Gated;

/// <summary>Brings the relatives of LSTM and GRU.</summary>
public sealed class GatedPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context)
    {
        context.Cells.Register(AtrCell.Factory);
        context.Cells.Register(CfnCell.Factory);
        context.Cells.Register(CifgLstmCell.Factory);
        context.Cells.Register(FastSlowLstmCell.Factory);
        context.Cells.Register(GruDCell.Factory);
        context.Cells.Register(GruResetBeforeCell.Factory);
        context.Cells.Register(IntersectionRnnCell.Factory);
        context.Cells.Register(JanetCell.Factory);
        context.Cells.Register(LayerNormGruCell.Factory);
        context.Cells.Register(LayerNormLstmBaCell.Factory);
        context.Cells.Register(LayerNormLstmPytorchCell.Factory);
        context.Cells.Register(LearnedStartLstmCell.Factory);
        context.Cells.Register(LiGruCell.Factory);
        context.Cells.Register(LiGruDropoutCell.Factory);
        context.Cells.Register(LightRuCell.Factory);
        context.Cells.Register(McLstmCell.Factory);
        context.Cells.Register(MguCell.Factory);
        context.Cells.Register(Miru1Cell.Factory);
        context.Cells.Register(Miru2Cell.Factory);
        context.Cells.Register(MinimalRnnCell.Factory);
        context.Cells.Register(MogrifierLstmCell.Factory);
        context.Cells.Register(MultiplicativeLstmCell.Factory);
        context.Cells.Register(Mut1Cell.Factory);
        context.Cells.Register(Mut2Cell.Factory);
        context.Cells.Register(Mut3Cell.Factory);
        context.Cells.Register(NasCell.Factory);
        context.Cells.Register(NeuromodulatedBrcCell.Factory);
        context.Cells.Register(OnLstmCell.Factory);
        context.Cells.Register(OriginalLstmCell.Factory);
        context.Cells.Register(PeepholeLstmCell.Factory);
        context.Cells.Register(PhasedLstmCell.Factory);
        context.Cells.Register(ProjectedLstmCell.Factory);
        context.Cells.Register(RanCell.Factory);
        context.Cells.Register(RecurrentHighwayCell.Factory);
        context.Cells.Register(SgrnCell.Factory);
        context.Cells.Register(StarCell.Factory);
        context.Cells.Register(UgrnnCell.Factory);
        context.Cells.Register(WmcLstmCell.Factory);
        context.Cells.Register(ZoneoutGruCell.Factory);
        context.Cells.Register(ZoneoutLstmCell.Factory);
    }
}
