namespace RnnModular.Plugins.Feedback;

/// <summary>Brings Jordan's network and the four feedback topologies.</summary>
public sealed class FeedbackPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginContext context)
    {
        context.Cells.Register(CompleteFeedbackCell.Factory);
        context.Cells.Register(DirectFeedbackCell.Factory);
        context.Cells.Register(GatedFeedbackCell.Factory);
        context.Cells.Register(IndirectFeedbackCell.Factory);
        context.Cells.Register(JordanCell.Factory);
        context.Cells.Register(JordanContextCell.Factory);
        context.Cells.Register(LateralFeedbackCell.Factory);
        context.Cells.Register(ScrnCell.Factory);
    }
}
