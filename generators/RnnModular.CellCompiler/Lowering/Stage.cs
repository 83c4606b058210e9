using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>When a stage runs.</summary>
public enum Phase
{
    /// <summary>Over all packed rows, before the time loop.</summary>
    Before,

    /// <summary>Once a step.</summary>
    Loop,

    /// <summary>Over all packed rows, after the time loop.</summary>
    After,
}

/// <summary>One product of an accumulator.</summary>
/// <param name="Weight">The parameter.</param>
/// <param name="Transposed">True when its transpose multiplies.</param>
/// <param name="Operand">The vector it multiplies.</param>
/// <param name="Depth">Length of that vector.</param>
public sealed record ProductTerm(string Weight, bool Transposed, Place Operand, Dim Depth)
{
    /// <summary>The terms of a product or a sum of products.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="product">The product.</param>
    /// <param name="placeOf">Where an operand lies.</param>
    internal static IEnumerable<ProductTerm> Of(IReadOnlyList<Node> nodes, Node product, Func<Node, Place> placeOf)
    {
        if (product.Operation == MatrixProducts.Weighted)
        {
            (Node matrix, Node right) = (nodes[product.Operands[0]], nodes[product.Operands[1]]);
            bool turned = right.Operation == Operations.Transpose;
            yield return new ProductTerm((turned ? nodes[right.Operands[0]] : right).Name!, !turned, placeOf(matrix), matrix.Shape.Columns);
            yield break;
        }

        for (int index = 0; index < product.Operands.Count; index += 2)
        {
            Node weight = nodes[product.Operands[index]];
            Node operand = nodes[product.Operands[index + 1]];
            bool transposed = weight.Operation == Operations.Transpose;
            yield return new ProductTerm((transposed ? nodes[weight.Operands[0]] : weight).Name!, transposed, placeOf(operand), operand.Shape.Rows);
        }
    }
}

/// <summary>A sum of products kept in registers.</summary>
/// <param name="Node">The node whose value it is.</param>
/// <param name="Terms">What is summed.</param>
public sealed record Accumulator(int Node, EquatableArray<ProductTerm> Terms);

/// <summary>A value read from memory.</summary>
public sealed record Load(int Node, Place Place);

/// <summary>A value written to memory.</summary>
/// <param name="Node">What.</param>
/// <param name="Place">Where.</param>
/// <param name="TrainingOnly">True when only the backward run needs it.</param>
public sealed record Store(int Node, Place Place, bool TrainingOnly);

/// <summary>
/// Products whose operands are ready, and the elementwise epilogue that consumes them. Forward and backward runs are both
/// lists of these.
/// </summary>
/// <param name="Name">A name for the emitted method.</param>
/// <param name="Phase">When it runs.</param>
/// <param name="Shape">What it works on: a vector, or a matrix.</param>
/// <param name="Accumulators">Its products.</param>
/// <param name="Loads">Values its epilogue reads.</param>
/// <param name="Computes">Nodes its epilogue computes, in order.</param>
/// <param name="Stores">Values it writes.</param>
public sealed record Stage(
    string Name,
    Phase Phase,
    Shape Shape,
    EquatableArray<Accumulator> Accumulators,
    EquatableArray<Load> Loads,
    EquatableArray<int> Computes,
    EquatableArray<Store> Stores)
{
    /// <summary>For a stage of whole rows, the operation; empty for any other.</summary>
    public string RowFunction { get; init; } = "";

    /// <summary>True when a function of the runtime computes it on whole rows: its loads are the operands, its stores the result.</summary>
    public bool IsOfRows => RowFunction.Length > 0;

    /// <summary>Of slices and concatenations, the lanes (of matrices, the rows) at which operands begin.</summary>
    public EquatableArray<Dim> Offsets { get; init; }

    /// <summary>Of what reads matrices, the rows and columns of its operands.</summary>
    public EquatableArray<Dim> Sizes { get; init; }

    /// <summary>True when it reads matrices whole.</summary>
    public bool IsOfMatrices => Sizes.Count > 0;

    /// <summary>True for a product of two matrices of each sequence.</summary>
    public bool IsMatrixProduct => RowFunction == MatrixProducts.Product.Name || RowFunction == MatrixProducts.TransposedProduct.Name || IsWeighted;

    /// <summary>True when one of the two is a weight.</summary>
    public bool IsWeighted => RowFunction == MatrixProducts.Weighted.Name;

    /// <summary>
    /// True when it is all there is in the loop, and no lane of it knows of another: it walks the steps itself, with what is
    /// carried from step to step in registers.
    /// </summary>
    public bool WalksSteps { get; init; }

    /// <summary>Where a step of its direction finds what the step before has left: states, or backward their gradients.</summary>
    public PlaceKind CarriedKind => Stores.Any(s => s.Place.Kind == PlaceKind.CarriedOut) ? PlaceKind.CarriedIn : PlaceKind.Previous;

    /// <summary>The width it works on; of a matrix, the length of its rows.</summary>
    public Dim Lanes => Shape.IsMatrix ? Shape.Columns : Shape.Rows;

    /// <summary>What is cut among workers: lanes, or the rows of a matrix.</summary>
    public Dim Extent => Shape.Rows;

    /// <summary>The stage of a value that a function of the runtime computes on whole rows.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="phase">When it runs.</param>
    /// <param name="nodes">The graph.</param>
    /// <param name="node">The value.</param>
    /// <param name="placeOf">Where an operand lies.</param>
    /// <param name="stores">Where the value goes.</param>
    internal static Stage OfRows(string name, Phase phase, IReadOnlyList<Node> nodes, Node node, Func<Node, Place> placeOf, IEnumerable<Store> stores) => new(
        name,
        phase,
        node.Operation.Kind == OperationKind.Reduction ? nodes[node.Operands[0]].Shape : node.Shape,
        node.Operation == MatrixProducts.Weighted ? new EquatableArray<Accumulator>([new Accumulator(node.Id, ProductTerm.Of(nodes, node, placeOf).ToEquatableArray())]) : default,
        node.Operands.Take(node.Operation == MatrixProducts.Weighted ? 1 : node.Operands.Count).Select(o => new Load(o, placeOf(nodes[o]))).ToEquatableArray(),
        default,
        stores.ToEquatableArray())
    {
        RowFunction = node.Operation.Name,
        Sizes = node.Operation.Kind == OperationKind.Matrices ? node.Operands.Select(o => nodes[o].Shape).SelectMany(static s => new[] { s.Rows, s.Columns }).ToEquatableArray() : default,
        Offsets = node.Operation.Kind is OperationKind.Lanes or OperationKind.Matrices && node.Detail is { } detail ? detail.Split(';').Select(static d => new Dim(d)).ToEquatableArray() : default,
    };

    /// <summary>True when nothing but gradients of inputs comes out of it.</summary>
    public bool OnlyInputGradient => Stores.All(s => s.Place.IsOptional);
}
