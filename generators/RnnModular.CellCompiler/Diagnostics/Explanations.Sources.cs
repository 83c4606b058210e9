namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about what comes from outside the equations.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfSources() =>
    [
        new(
            Rules.SourceNeverRead.Id,
            "a side input or a mask is never read",
            """
            The declaration asks whoever runs the cell for values at every step, but no equation reads them. The cell would
            learn nothing from them; often another name was meant in an equation.
            """,
            "input dt : 1\nh' = tanh(W x + exp(-a) * h)",
            """
            Read it in an equation, or remove the declaration.
            """,
            "input dt : 1\nh' = tanh(W x + exp(-a * dt) * h)"),
        new(
            Rules.BadProbability.Id,
            "not a probability of a mask",
            """
            A mask is 1 with this probability and 0 otherwise, and in evaluation it is the probability itself. A mask that
            is never 1 would be the number 0.
            """,
            "mask m : H = 1.5\nh' = h + m * (tanh(W x + U h) - h)",
            """
            Give a number above 0 and at most 1. To drop a share p of the values, write a mask of 1 - p.
            """,
            "mask m : H = 0.9\nh' = h + m * (tanh(W x + U h) - h)"),
        new(
            Rules.BadStart.Id,
            "not a way to start a state",
            """
            A state starts at zero unless an init says another number, or says learned: then a parameter named after the
            state (h0 for h) holds its start, begins at zero and is trained like any other.
            """,
            "h' = tanh(W x + U h)\ninit h = orthogonal",
            """
            Give a number, or learned. Ways such as orthogonal are for parameters.
            """,
            "h' = tanh(W x + U h)\ninit h = learned"),
    ];
}
