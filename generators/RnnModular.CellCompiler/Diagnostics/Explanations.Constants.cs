namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about constants.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfConstants() =>
    [
        new(
            Rules.BadConstant.Id,
            "a constant has no value",
            """
            A constant is computed while the spec is compiled, from numbers, pi, sizes that are numbers and constants above it.
            Something in this one is not known then, or the computation has no finite result.
            """,
            "const a = 1 / H\nh' = tanh(W x + a * (U h))",
            """
            Use what is known: declare the size as a number, or put the constant it needs above it. A value that depends on
            I or H belongs into an equation, or is a parameter.
            """,
            "const a = 1 / 128\nh' = tanh(W x + a * (U h))"),
        new(
            Rules.ConstantOnly.Id,
            "a function of constant matrices",
            """
            The exponential of a matrix, and the solution of a linear system, are computed while the spec is compiled and
            have no gradient. They take constants only.
            """,
            "h' = tanh(W x + expm(U) h)",
            """
            Compute a constant with it, and multiply with that.
            """,
            "const A[i, j] : 4 x 4 = where(j - i, 1, 0)\nconst E = expm(A)\nstate h : 4\nh' = tanh(W x + E h)"),
    ];
}
