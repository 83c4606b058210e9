using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>How many floats a value takes: a vector its length; a matrix its rows, each padded to whole vectors, so that kernels load and store them whole.</summary>
static class Storage
{
    /// <summary>The floats of a value.</summary>
    public static Dim Of(Shape shape) => !shape.IsMatrix ? shape.Rows
        : shape.Rows.Number is { } rows && RowOf(shape.Columns).Number is { } row ? Dim.Of(rows * row)
        : new Dim($"({shape.Rows} * {RowOf(shape.Columns)})");

    /// <summary>What a stage works on that stores a value of no stage of its own: a number that fills a vector (a gradient of zero) is as wide as its place.</summary>
    public static Shape StoredShape(Node node, Place place) => node.Shape.IsMatrix ? node.Shape : Shape.Vector(place.Dim);

    /// <summary>The step with a named size for each padded row of its matrices.</summary>
    public static StepGraph WithRowSizes(StepGraph graph)
    {
        Dependence[] dependence = Dependences.Of(graph.Nodes, static n => n.Operation == Operations.State);
        IEnumerable<Dim> values = graph.Nodes
            .Where(n => n.Shape.IsMatrix && (n.Operation.Kind == OperationKind.Leaf ? n.Operation == Operations.State : dependence[n.Id] != Dependence.Parameters))
            .Select(n => n.Shape.Columns);

        // What reads matrices whole may turn them, here or in the gradient; weights among its operands lie padded too.
        IEnumerable<Dim> turned = graph.Nodes
            .Where(n => n.Operation.Kind == OperationKind.Matrices)
            .SelectMany(n => n.Operands.Select(o => graph.Nodes[o].Shape).Append(n.Shape).Where(static s => s.IsMatrix))
            .SelectMany(static s => new[] { s.Columns, s.Rows });
        IEnumerable<SizeInfo> rows = values.Concat(turned)
            .Distinct()
            .Where(c => c.Number is null)
            .Select(c => new SizeInfo(RowOf(c).Text, $"Alignment.Stride({c.Text})", IsPadded: true));
        return graph with { Sizes = graph.Sizes.Concat(rows).ToEquatableArray() };
    }

    /// <summary>The floats of a row of so many: whole vectors of the widest kind, as the runtime's Alignment.Stride.</summary>
    public static int Padded(int columns) => (columns + 15) & -16;

    static Dim RowOf(Dim columns) => columns.Number is { } number ? Dim.Of(Padded(number)) : new Dim("Padded" + columns.Identifier);
}
