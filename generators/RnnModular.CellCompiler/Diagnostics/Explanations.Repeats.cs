namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about repeats.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfRepeats() =>
    [
        new(
            Rules.BadRepeat.Id,
            "how often a repeat repeats is not known",
            """
            A repeat is written out while the spec is compiled, so its count is a number then: one that stands there, a const,
            or a size that is a number. I and H are known only when a cell is made.
            """,
            "repeat H {\n  h' = tanh(W x + U h)\n}",
            """
            Write the number, or a name for it.
            """,
            "const N = 4\nrepeat N {\n  h' = tanh(W x + U h)\n}"),
        new(
            Rules.TooMuchRepeated.Id,
            "the repeats come to too many operations",
            """
            Every iteration becomes code of its own. So that the code stays readable and compiles quickly, all iterations
            together have a bound.
            """,
            "repeat 256 {\n  h' = h + 0.01 * tanh(W x + U h - h * h * h + b)\n}",
            """
            Repeat less often; longer sequences, too, take more steps.
            """,
            "repeat 16 {\n  h' = h + 0.1 * tanh(W x + U h - h * h * h + b)\n}"),
        new(
            Rules.BadIndex.Id,
            "an index is not known",
            """
            R[2] is the second of several parameters or values called R. Which one is meant is settled while the spec is
            compiled, so the index is a whole number, or made of the name that the repeat around it counts.
            """,
            "h' = tanh(W x + R[H] h)",
            """
            Write a number, or count with repeat k = 1..3 { … }.
            """,
            "repeat k = 1..3 {\n  h' = tanh(W x + R[k] h)\n}"),
    ];
}
