using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>
/// Emits a stage that walks the steps itself: for each vector of lanes, what is carried from step to step and what is summed
/// over them stays in registers.
/// </summary>
sealed class StepWalkEmitter(CodeWriter code, InstructionSet set, FrameLayout frame, ElementwiseLines lines)
{
    /// <summary>Writes the stage's method.</summary>
    public void Emit(Stage stage)
    {
        var carried = new CarriedLanes(code, set, frame, stage, lines);
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]   // one call may be a whole run");
        using (code.Open($"public override void {stage.Name}({StageEmitter.Parameters(stage)})"))
        {
            lines.Pointers.Widths();
            lines.Pointers.Distances();
            using (code.Open("for (nint i = 0; i < rows; i++)"))
            using (code.Open($"for (nint j = from; j < to; j += {Literal.Integer(set.Lanes)})"))
            {
                lines.Pointers.Rows();
                carried.Start();
                using (code.Open("for (int step = 0; step < steps; step++)"))
                {
                    lines.StepLanes(carried);
                    carried.Next();
                    lines.Pointers.Advance();
                }

                carried.End();
            }
        }
    }
}
