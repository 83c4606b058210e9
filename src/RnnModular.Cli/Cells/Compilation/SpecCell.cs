using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.Cli.Cells.Compilation;

/// <summary>A cell known by its equations alone: they are read at once, and compiled when the first cell is made.</summary>
sealed class SpecCell : ICellFactory
{
    readonly RuntimeCompiler _compiler;

    /// <summary>Reads the equations; a mistake in them is in <see cref="Problem"/>, not an exception.</summary>
    public SpecCell(CellSpec spec, RuntimeCompiler compiler)
    {
        (Spec, _compiler) = (spec, compiler);
        StepGraph? graph = CellCompilation.Analyze(spec.Source.Equations, out EquatableArray<CellDiagnostic> diagnostics);
        Problem = graph is null ? Sentence(spec, diagnostics.First(d => d.Severity == CellSeverity.Error)) : null;
        Descriptor = new CellDescriptor(
            spec.Source.Id,
            spec.Source.Summary,
            spec.Source.Equations,
            ["I", "H"],
            graph is null ? [] : [.. graph.States.Select(s => s.Name)],
            graph is null ? [] : [.. graph.Tensors.Select(t => new CellTensorDescriptor(t.Name, [.. t.Parts]))])
        {
            Inputs = ["x", .. graph is null ? [] : graph.SideInputs.Select(i => i.Name)],
        };
    }

    /// <summary>The equations.</summary>
    public CellSpec Spec { get; }

    /// <summary>What is wrong with the equations, as a sentence; null when nothing is.</summary>
    public string? Problem { get; }

    /// <inheritdoc/>
    public CellDescriptor Descriptor { get; }

    /// <inheritdoc/>
    /// <exception cref="RnnException">The equations have an error (<see cref="FailureKind.Plugin"/>).</exception>
    public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null) =>
        Problem is null ? _compiler.Compile(Spec.Source).Create(sizes, width) : throw new RnnException(FailureKind.Plugin, Problem);

    static string Sentence(CellSpec spec, CellDiagnostic first) =>
        $"Could not load the cell '{spec.Source.Id}' because of {first.Id} at {SpecMistake.Place(spec, first)} of '{spec.Origin}': {first.Message}";
}
