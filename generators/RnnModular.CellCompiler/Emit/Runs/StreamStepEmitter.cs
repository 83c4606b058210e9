using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Runs;

/// <summary>Emits a streaming step through the general stages: its frame never changes, so it is filled once.</summary>
static class StreamStepEmitter
{
    /// <summary>Writes the frame and the step.</summary>
    public static void Emit(CodeWriter code, FrameLayout frame)
    {
        code.Line("Frame _streamFrame;");
        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Open("protected override void OpenStream()"))
        {
            code.Line("_streamFrame = _frame;");
            code.Line("ToStep(ref _streamFrame, 0, 0);");
        }
        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Open("protected override void StreamStep()"))
        {
            code.Line("ref readonly Frame f = ref _streamFrame;");
            foreach (Stage stage in frame.Program.Forward.Stages)
            {
                code.Line($"_kernels.{stage.Name}(f, 1, 0, {frame.Size(stage.Extent)}{(stage.WalksSteps ? ", 1" : "")});");
            }
        }

        code.Line();
    }
}
