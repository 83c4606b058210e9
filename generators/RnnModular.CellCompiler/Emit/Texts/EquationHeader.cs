using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Texts;

/// <summary>The equations at the top of an emitted cell: as they were written, and their derived gradient.</summary>
static class EquationHeader
{
    /// <summary>Writes them as comments.</summary>
    public static void Write(CodeWriter code, CellSource source, CellProgram program)
    {
        code.Line("// The cell; h is the value before the step, h' after it:");
        code.Line("//");
        foreach (string line in source.Equations.Replace("\r", "").Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0))
        {
            code.Line("//     " + Comments.Clean(line));
        }

        code.Line("//");
        code.Line("// Its gradient, derived in reverse. dv is the derivative of the loss by v, and dv_in by what goes into v's activation;");
        code.Line("// dy comes from the layer above and carried_h from the next step; Σ sums over all steps and sequences:");
        code.Line("//");
        foreach (string line in GraphText.AdjointLines(program.Adjoint))
        {
            code.Line("//     " + line);
        }

        code.Line();
    }
}
