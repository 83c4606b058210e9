namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about what happens to numbers.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfNumbers() =>
    [
        new(
            Rules.DividesByZero.Id,
            "a division by zero at the first step",
            """
            States start at zero unless init says otherwise, and with those values in their place the divisor is zero,
            whatever the input and the parameters. The first step would give an infinity or a NaN, and every later one too.
            """,
            "h' = tanh(W x + U h) / abs(h)",
            """
            Add a small constant to the divisor, or keep it away from zero with max.
            """,
            "h' = tanh(W x + U h) / (abs(h) + 1)"),
        new(
            Rules.NotFiniteAtStart.Id,
            "a value that is not finite at the first step",
            """
            States start at zero unless init says otherwise, and with those values the logarithm or the power is an infinity or no
            number at all, whatever the input. The first step would hand it on, and every later one too.
            """,
            "h' = tanh(W x + log(abs(h)))",
            """
            Keep the argument above zero: add a small constant, or take log1p.
            """,
            "h' = tanh(W x + log1p(abs(h)))"),
    ];
}
