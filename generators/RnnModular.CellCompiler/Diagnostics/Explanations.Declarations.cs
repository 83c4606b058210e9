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
            A parameter starts uniform in ±1/√H unless it is declared to start at a number, in one of the known ways, or at what a
            formula of numbers, sizes and draws makes: log(uniform(1, 99)), normal(0, 1 / sqrt(H)), 0.5 * identity. With
            init A[i, j] = log(j + 1) row and column count from 0.
            """,
            "h' = tanh(W x + U h)\ninit U = orthonormal",
            """
            Use a number or one of the ways the message lists.
            """,
            "h' = tanh(W x + U h)\ninit U = orthogonal"),
        new(
            Rules.BadSize.Id,
            "not a possible size",
            """
            A size is a whole number from 1. This one is computed from numbers alone, and comes to something else, often
            because a division of whole numbers drops its remainder.
            """,
            "size P = 1 / 2\nstate c : P\nc' = tanh(V x + Q c)\nh' = tanh(W x + R c')",
            """
            Write the size itself, or compute it from I or H.
            """,
            "size P = H + 1\nstate c : P\nc' = tanh(V x + Q c)\nh' = tanh(W x + R c' + U h)"),
        new(
            Rules.PlainNumberProduct.Id,
            "side by side, but no matrix in front",
            """
            Two things side by side are a matrix times a vector, or a number times anything. What stands in front here is
            neither; and behind a division, as in 1/2 (a + b), nobody knows what is divided.
            """,
            "h' = tanh(W x + (a + b) h)",
            """
            Write * for a product element by element.
            """,
            "h' = tanh(W x + (a + b) * h)"),
    ];
}
