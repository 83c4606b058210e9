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
            "a function of weights among values",
            """
            The inverse and the exponential of a matrix, and the solution of a linear system, are computed of weights and
            constants, once per weight update. They stand where a matrix multiplies something; of a value of the step, which
            every step changes, they are not computed.
            """,
            "h' = tanh(W x + expm(U) * h)",
            """
            Multiply with the result, which may have a name of its own.
            """,
            "E = expm(U - transpose(U))\nh' = tanh(W x + E h)"),
    ];
}
