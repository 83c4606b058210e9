namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about states, input and output.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfStates() =>
    [
        new(
            Rules.NoState.Id,
            "nothing is carried from step to step",
            """
            No equation defines a primed name, so the cell has no memory: it would be a layer applied to each step alone.
            """,
            "y = tanh(W x + b)",
            """
            Give a state its next value: h' is what the next step reads as h.
            """,
            "h' = tanh(W x + U h + b)"),
        new(
            Rules.StateNeverUpdated.Id,
            "a state never gets a next value",
            """
            The state is declared, but no equation defines it with its prime, so it would stay what it was for ever.
            """,
            "state c : H\nh' = tanh(W x + U h + c)",
            """
            Add the equation, or, if a learned constant is meant, remove the declaration: the name is then a parameter.
            """,
            "state c : H\nc' = 0.9 * c + W x\nh' = tanh(c' + U h)"),
        new(
            Rules.StateNeverRead.Id,
            "a state is never read",
            """
            The primed name has an equation, but the next step looks at nothing of it. The cell works; it carries and stores
            values for no use.
            """,
            "a' = W x\nh' = tanh(a' + U h)",
            """
            Take away the prime if the value is only an intermediate one.
            """,
            "a  = W x\nh' = tanh(a + U h)"),
        new(
            Rules.TooManyStates.Id,
            "more states than a step can carry",
            """
            Every state has a row, a gradient and a place of its own in the emitted code; beyond some dozens that code would take
            minutes to compile, and no cell needs it.
            """,
            string.Concat(Enumerable.Range(0, 70).Select(n => $"s{n}' = s{n} + h\n")) + "h' = tanh(W x + U s0)",
            """
            Keep what belongs together in one wider state, and take it apart where it is used.
            """,
            "state s : 2 * H\na, b = split(s, 2)\ns' = concat(b, tanh(V x + a))\nh' = tanh(W x + a * b)"),
        new(
            Rules.InputNeverUsed.Id,
            "the input is never used",
            """
            No equation reads x, so the cell would give the same output whatever it is shown.
            """,
            "h' = tanh(U h + b)",
            """
            Use the input, usually through a matrix.
            """,
            "h' = tanh(W x + U h + b)"),
        new(
            Rules.NoOutput.Id,
            "it is not clear what the output is",
            """
            The output is y if an equation defines it, else the new h, else the only state there is. This spec has several states,
            and none of them is h.
            """,
            "c' = tanh(W x + U s)\ns' = 0.9 * s + c'",
            """
            Define y, or call one of the states h.
            """,
            "c' = tanh(W x + U s)\ns' = 0.9 * s + c'\ny  = c'"),
    ];
}
