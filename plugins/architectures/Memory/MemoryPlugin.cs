namespace RnnModular.Plugins.Memory;

/// <summary>Brings the cells that remember in a matrix or a stack.</summary>
public sealed class MemoryPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context)
    {
        context.Cells.Register(DeltaNetCell.Factory);
        context.Cells.Register(FastWeightsCell.Factory);
        context.Cells.Register(GatedDeltaNetCell.Factory);
        context.Cells.Register(GatedLinearAttentionCell.Factory);
        context.Cells.Register(GatedSlotAttentionCell.Factory);
        context.Cells.Register(LinearAttentionCell.Factory);
        context.Cells.Register(MLstmCell.Factory);
        context.Cells.Register(NeuralTuringMachineCell.Factory);
        context.Cells.Register(RelationalMemoryCell.Factory);
        context.Cells.Register(RetentionCell.Factory);
        context.Cells.Register(Rwkv7Cell.Factory);
        context.Cells.Register(StackRnnCell.Factory);
        context.Cells.Register(TttLinearCell.Factory);
    }
}
