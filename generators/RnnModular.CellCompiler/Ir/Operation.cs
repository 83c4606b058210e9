namespace RnnModular.CellCompiler.Ir;

/// <summary>What an operation needs around it.</summary>
public enum OperationKind
{
    /// <summary>A value that comes from outside the step.</summary>
    Leaf,

    /// <summary>Works lane by lane.</summary>
    Elementwise,

    /// <summary>A matrix times a vector: every output lane reads the whole operand.</summary>
    Product,

    /// <summary>The sum over all lanes.</summary>
    Reduction,

    /// <summary>Another view of a weight.</summary>
    Structure,

    /// <summary>A vector in each row or column of a matrix; it is read so, and never lies in memory.</summary>
    Broadcast,

    /// <summary>The sum of the rows or columns of a matrix.</summary>
    AxisSum,

    /// <summary>Puts lanes elsewhere: a lane of the result may read any lane of an operand.</summary>
    Lanes,

    /// <summary>Reads whole matrices of one sequence: products of two of them, transposes, rows.</summary>
    Matrices,
}

/// <summary>
/// One row of the operation tables: all that the compiler knows about an operation. The interpreter, the differentiator,
/// the printer and the emitter read the row, so a new function is a new row.
/// </summary>
public sealed class Operation
{
    /// <summary>Name in printed graphs.</summary>
    public string Name { get; init; } = "";

    /// <summary>Number of operands.</summary>
    public int Arity { get; init; }

    /// <summary>What it needs around it.</summary>
    public OperationKind Kind { get; init; } = OperationKind.Elementwise;

    /// <summary>True when computing it again costs less than a load and a store.</summary>
    public bool IsCheap { get; init; }

    /// <summary>The value in float64, for elementwise operations.</summary>
    public Func<double[], double>? Evaluate { get; init; }

    /// <summary>The C# expression over vectors; {0}… are the operands.</summary>
    public string CSharp { get; init; } = "";

    /// <summary>The C# expression over single floats, where it differs.</summary>
    public string? Scalar { get; init; }

    /// <summary>The expression as a person writes it; {0}… are the operands.</summary>
    public string Equation { get; init; } = "";

    /// <summary>For a reduction, the runtime's class that computes it.</summary>
    public string Reducer { get; init; } = "";

    /// <summary>How tightly the equation binds: 1 sums, 2 products, 3 negation, 4 calls and names.</summary>
    public int Precedence { get; init; } = 4;

    /// <summary>True when the C# text is a call, so that its operands need no parentheses.</summary>
    public bool IsCall => Precedence == 4;

    /// <summary>
    /// The part of operand <c>which</c> in the gradient, given the node y = op(x…) and its gradient dy; null when there is none.
    /// </summary>
    public AdjointRule? Adjoint { get; init; }

    /// <summary>Of a structure: true when each value needs the operands whole, so that one function of the runtime computes them all.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True when it works on whole rows or matrices in memory, by a function of the runtime.</summary>
    public bool IsOfRows => Kind is OperationKind.Lanes or OperationKind.Matrices || (Kind == OperationKind.Reduction && !IsSum);

    /// <summary>True for sums over lanes or along an axis, which are taken while their summands are computed.</summary>
    public bool IsSum => Kind == OperationKind.AxisSum || ReferenceEquals(this, Operations.Sum);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>One row of the adjoint table.</summary>
/// <param name="graph">Where new nodes are added.</param>
/// <param name="y">The node.</param>
/// <param name="x">Its operands.</param>
/// <param name="dy">The gradient of the node.</param>
/// <param name="which">The operand whose gradient is asked for.</param>
public delegate int AdjointRule(GraphBuilder graph, int y, EquatableArray<int> x, int dy, int which);
