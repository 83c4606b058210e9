using RnnModular.CellCompiler;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>Cells compiled in this process for one size, so that their streaming step knows it.</summary>
static class SizedCells
{
    /// <summary>The cell of a factory at fixed sizes: the same parameters, states and numbers, and a step emitted for these sizes.</summary>
    /// <param name="general">The cell at any size.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="say">Tells the person why they wait.</param>
    public static ICellFactory Compile(ICellFactory general, CellSizes sizes, Action<string> say)
    {
        CellSource source = CellSpec.Of(general.Descriptor).Source;
        return new RuntimeCompiler(TimeProvider.System, say).Compile(source with { Input = sizes.Input, Hidden = sizes.Hidden });
    }
}
