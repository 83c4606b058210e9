using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>Emits the named sizes as local variables, so that any size expression can be written as it stands.</summary>
static class SizeLocals
{
    /// <summary>Writes them.</summary>
    /// <param name="code">Where.</param>
    /// <param name="graph">The step.</param>
    /// <param name="input">The expression of I.</param>
    /// <param name="hidden">The expression of H.</param>
    public static void Write(CodeWriter code, StepGraph graph, string input, string hidden)
    {
        code.Line($"int I = {input};");
        code.Line($"int H = {hidden};");
        foreach (SizeInfo size in graph.Sizes.Where(s => s.Definition is not null))
        {
            code.Line($"int {size.Name} = {size.Definition};");
        }
    }
}
