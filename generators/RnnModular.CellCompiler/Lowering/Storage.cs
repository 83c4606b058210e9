using System.Globalization;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>How many floats a value takes: a vector its length; a matrix its rows, each padded to whole vectors, so that kernels load and store them whole.</summary>
static class Storage
{
    /// <summary>The floats of a value.</summary>
    public static Dim Of(Shape shape) => !shape.IsMatrix ? shape.Rows
        : Number(shape.Rows, out int rows) && Number(RowOf(shape.Columns), out int row) ? Dim.Of(rows * row)
        : new Dim($"({shape.Rows} * {RowOf(shape.Columns)})");

    /// <summary>The step with a named size for each padded row of its matrices.</summary>
    public static StepGraph WithRowSizes(StepGraph graph)
    {
        Dependence[] dependence = Dependences.Of(graph.Nodes, static n => n.Operation == Operations.State);
        IEnumerable<SizeInfo> rows = graph.Nodes
            .Where(n => n.Shape.IsMatrix && (n.Operation.Kind == OperationKind.Leaf ? n.Operation == Operations.State : dependence[n.Id] != Dependence.Parameters))
            .Select(n => n.Shape.Columns)
            .Distinct()
            .Where(c => !Number(c, out _))
            .Select(c => new SizeInfo(RowOf(c).Text, $"Alignment.Stride({c.Text})", IsPadded: true));
        return graph with { Sizes = graph.Sizes.Concat(rows).ToEquatableArray() };
    }

    static Dim RowOf(Dim columns) => Number(columns, out int number) ? Dim.Of((number + 15) & -16) : new Dim("Padded" + columns.Identifier);

    static bool Number(Dim dim, out int number) => int.TryParse(dim.Text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
