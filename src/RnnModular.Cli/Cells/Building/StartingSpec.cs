namespace RnnModular.Cli.Cells.Building;

/// <summary>The spec a person starts from: a small cell that works, with the language explained beside it.</summary>
static class StartingSpec
{
    /// <summary>Its text.</summary>
    /// <param name="id">The cell's id.</param>
    public static string Text(string id) => $"""
        # {id}: a gated recurrent unit (Cho et al. 2014), to start from. This first line is the cell's summary in 'rnn cell list'.

        # One equation a line. x is the input of a step and h the state it finds; h' is the state it leaves, and also the output.
        # Side by side is a matrix times a vector (Wr x); * works element by element. What no equation defines is learned:
        # a matrix where it stands before a vector (Wr), a vector elsewhere (br). Sizes follow: x has I values, h has H.

        # The gates: what of the past to look at, and how much of it to keep.
        r  = sigmoid(Wr x + Ur h + br)
        z  = sigmoid(Wz x + Uz h + bz)

        # What the step would write, and the mixture that becomes the next state.
        n  = tanh(Wn x + Un (r * h) + bn)
        h' = (1 - z) * n + z * h

        # Learned values start uniform in ±1/√H unless told otherwise. A cell that starts by keeping learns longer spans.
        init bz = 1
        init Un = orthogonal

        # Next:  rnn cell check {id}.cell                     is every gradient right?
        #        rnn cell show {id}.cell --stage adjoint      what does backward compute?
        #        rnn train forecasting --cell {id}.cell       does it learn?

        """;
}
