namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about declarations.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfDeclarations() =>
    [
        new(
            Rules.BadTensor.Id,
            "a tensor cannot hold a parameter",
            """
            A tensor is a public name for parameters stacked by rows, as weight_ih of PyTorch. All parts are parameters of
            the spec, stand in one tensor only, and have rows of the same width.
            """,
            "h' = tanh(W x + U h)\ntensor weight = [W; V]",
            """
            Name the parameters as they stand in the equations, and put together those of one width.
            """,
            "h' = tanh(W x + U h)\ntensor weight = [W]"),
        new(
            Rules.BadInitial.Id,
            "not a way to start a parameter",
            """
            A parameter starts uniform in ±1/√H unless it is declared to start at a number or in one of the known ways.
            """,
            "h' = tanh(W x + U h)\ninit U = orthonormal",
            """
            Use a number or one of the ways the message lists.
            """,
            "h' = tanh(W x + U h)\ninit U = orthogonal"),
        new(
            Rules.BadSize.Id,
            "a size is too small or too large",
            """
            Sizes made of numbers are computed when the spec is read, and a width below one or beyond all memory is none.
            Sizes made of I and H are checked when a cell is created.
            """,
            "size P = 1 - 2\nh' = tanh(W x + U h)",
            """
            Write the width that is meant, as a number or as arithmetic over I and H.
            """,
            "size P = 2 - 1\nh' = tanh(W x + U h)"),
        new(
            Rules.PlainNumberProduct.Id,
            "side by side, but no matrix in front",
            """
            Two things side by side are a matrix times a vector. What stands in front here is a number or an expression, and
            neither is a matrix.
            """,
            "h' = tanh(W x + 0.5 h)",
            """
            Write * for a product element by element.
            """,
            "h' = tanh(W x + 0.5 * h)"),
    ];
}
