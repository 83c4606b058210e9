using static System.Math;

namespace RnnModular.CellCompiler.Ir;

/// <summary>The operations that are not functions of the language: leaves, arithmetic, products, sums.</summary>
public static class Operations
{
    /// <summary>The input x at this step.</summary>
    public static Operation Input { get; } = new() { Name = "input", Kind = OperationKind.Leaf };

    /// <summary>What comes with this step beside x.</summary>
    public static Operation SideInput { get; } = new() { Name = "side input", Kind = OperationKind.Leaf };

    /// <summary>A random mask of zeros and ones; no gradient flows to it.</summary>
    public static Operation Mask { get; } = new() { Name = "mask", Kind = OperationKind.Leaf };

    /// <summary>A state's previous value.</summary>
    public static Operation State { get; } = new() { Name = "state", Kind = OperationKind.Leaf };

    /// <summary>x of an earlier step: known for all steps before the loop.</summary>
    public static Operation PastInput { get; } = new() { Name = "past input", Kind = OperationKind.Leaf };

    /// <summary>A parameter.</summary>
    public static Operation Parameter { get; } = new() { Name = "param", Kind = OperationKind.Leaf };

    /// <summary>A number.</summary>
    public static Operation Constant { get; } = new() { Name = "const", Kind = OperationKind.Leaf };

    /// <summary>A constant vector or matrix.</summary>
    public static Operation Table { get; } = new() { Name = "table", Kind = OperationKind.Leaf };

    /// <summary>In a gradient: a state's next value.</summary>
    public static Operation NextState { get; } = new() { Name = "next", Kind = OperationKind.Leaf };

    /// <summary>In a gradient: a value the forward run has kept.</summary>
    public static Operation Saved { get; } = new() { Name = "saved", Kind = OperationKind.Leaf };

    /// <summary>In a gradient: what the rest of the network says about this step's output.</summary>
    public static Operation OutputGradient { get; } = new() { Name = "output gradient", Kind = OperationKind.Leaf };

    /// <summary>In a gradient: what the later steps say about a state's next value.</summary>
    public static Operation CarriedGradient { get; } = new() { Name = "carried gradient", Kind = OperationKind.Leaf };

    /// <summary>a + b.</summary>
    public static Operation Add { get; } = new()
    {
        Name = "add",
        Arity = 2,
        IsCheap = true,
        Precedence = 1,
        Equation = "{0} + {1}",
        CSharp = "{0} + {1}",
        Evaluate = static v => v[0] + v[1],
        Adjoint = static (g, _, _, dy, _) => dy,
    };

    /// <summary>a − b.</summary>
    public static Operation Subtract { get; } = new()
    {
        Name = "sub",
        Arity = 2,
        IsCheap = true,
        Precedence = 1,
        Equation = "{0} - {1}",
        CSharp = "{0} - {1}",
        Evaluate = static v => v[0] - v[1],
        Adjoint = static (g, _, _, dy, which) => which == 0 ? dy : g.Negate(dy),
    };

    /// <summary>a ⊙ b.</summary>
    public static Operation Multiply { get; } = new()
    {
        Name = "mul",
        Arity = 2,
        IsCheap = true,
        Precedence = 2,
        Equation = "{0} * {1}",
        CSharp = "{0} * {1}",
        Evaluate = static v => v[0] * v[1],
        Adjoint = static (g, _, x, dy, which) => g.Multiply(dy, x[1 - which]),
    };

    /// <summary>a / b.</summary>
    public static Operation Divide { get; } = new()
    {
        Name = "div",
        Arity = 2,
        Precedence = 2,
        Equation = "{0} / {1}",
        CSharp = "{0} / {1}",
        Evaluate = static v => v[0] / v[1],
        Adjoint = static (g, y, x, dy, which) => which == 0 ? g.Divide(dy, x[1]) : g.Negate(g.Divide(g.Multiply(dy, y), x[1])),
    };

    /// <summary>−a.</summary>
    public static Operation Negate { get; } = new()
    {
        Name = "neg",
        Arity = 1,
        IsCheap = true,
        Precedence = 3,
        Equation = "-{0}",
        CSharp = "-{0}",
        Evaluate = static v => -v[0],
        Adjoint = static (g, _, _, dy, _) => g.Negate(dy),
    };

    /// <summary>W v.</summary>
    public static Operation Product { get; } = new()
    {
        Name = "product",
        Arity = 2,
        Kind = OperationKind.Product,
        Equation = "{0} {1}",
        Precedence = 3,
        Adjoint = static (g, _, x, dy, _) => g.Add(Product!, g.Transpose(x[0]), dy),
    };

    /// <summary>Several products of one shape, added up in one accumulator; operands are W, v, W, v…</summary>
    public static Operation ProductSum { get; } = new() { Name = "products", Kind = OperationKind.Product, Precedence = 1 };

    /// <summary>Wᵀ.</summary>
    public static Operation Transpose { get; } = new()
    {
        Name = "transpose",
        Arity = 1,
        Kind = OperationKind.Structure,
        Equation = "{0}ᵀ",
        Adjoint = static (g, _, _, dy, _) => g.Transpose(dy),
    };

    /// <summary>The sum over all lanes.</summary>
    public static Operation Sum { get; } = new()
    {
        Name = "sum",
        Arity = 1,
        Kind = OperationKind.Reduction,
        Equation = "sum({0})",
        Reducer = "LaneSum",
        Adjoint = static (g, _, _, dy, _) => dy,
    };

    /// <summary>A number in every lane of a vector.</summary>
    public static Operation Spread { get; } = new()
    {
        Name = "spread",
        Arity = 1,
        IsCheap = true,
        Equation = "{0}",
        CSharp = "{0}",
        Evaluate = static v => v[0],
        Adjoint = static (g, _, _, dy, _) => g.Add(Sum!, dy),
    };

    /// <summary>The largest lane. Of several that are equally large each gets its share of the gradient.</summary>
    public static Operation Largest { get; } = new()
    {
        Name = "largest",
        Arity = 1,
        Kind = OperationKind.Reduction,
        Equation = "max({0})",
        Reducer = "LaneMax",
        Adjoint = static (g, y, x, dy, _) =>
        {
            int largest = g.Add(Where!, g.Subtract(y, x[0]), g.Constant(0), g.Constant(1));
            return g.Multiply(dy, g.Divide(largest, g.Add(Sum, largest)));
        },
    };

    /// <summary>A size as a number.</summary>
    public static Operation Size { get; } = new() { Name = "size", Kind = OperationKind.Leaf };

    /// <summary>The value itself, through which no gradient passes.</summary>
    public static Operation StopGradient { get; } = new()
    {
        Name = "stop_gradient",
        Arity = 1,
        IsCheap = true,
        Equation = "stop_gradient({0})",
        CSharp = "{0}",
        Evaluate = static v => v[0],
        Adjoint = static (g, _, _, _, _) => g.Constant(0),
    };

    /// <summary>c &gt; 0 ? a : b. No gradient reaches c.</summary>
    public static Operation Where { get; } = new()
    {
        Name = "where",
        Arity = 3,
        IsCheap = true,
        Equation = "where({0}, {1}, {2})",
        CSharp = "V.ConditionalSelect(V.GreaterThan({0}, Lanes.Zero), {1}, {2})",
        Scalar = "({0} > 0 ? {1} : {2})",
        Evaluate = static v => v[0] > 0 ? v[1] : v[2],
        Adjoint = static (g, _, x, dy, which) => which switch
        {
            1 => g.Add(Where!, x[0], dy, g.Constant(0)),
            2 => g.Add(Where!, x[0], g.Constant(0), dy),
            _ => g.Constant(0),
        },
    };

    /// <summary>The larger; of two equal ones the first gets the gradient.</summary>
    public static Operation Maximum { get; } = new()
    {
        Name = "max",
        Arity = 2,
        IsCheap = true,
        Equation = "max({0}, {1})",
        CSharp = "V.Max({0}, {1})",
        Scalar = "MathF.Max({0}, {1})",
        Evaluate = static v => Max(v[0], v[1]),
        Adjoint = static (g, _, x, dy, which) => which == 0
            ? g.Add(Where, g.Subtract(x[1], x[0]), g.Constant(0), dy)
            : g.Add(Where, g.Subtract(x[1], x[0]), dy, g.Constant(0)),
    };

    /// <summary>The smaller; of two equal ones the first gets the gradient.</summary>
    public static Operation Minimum { get; } = new()
    {
        Name = "min",
        Arity = 2,
        IsCheap = true,
        Equation = "min({0}, {1})",
        CSharp = "V.Min({0}, {1})",
        Scalar = "MathF.Min({0}, {1})",
        Evaluate = static v => Min(v[0], v[1]),
        Adjoint = static (g, _, x, dy, which) => which == 0
            ? g.Add(Where, g.Subtract(x[0], x[1]), g.Constant(0), dy)
            : g.Add(Where, g.Subtract(x[0], x[1]), dy, g.Constant(0)),
    };
}
