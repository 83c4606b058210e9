using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>
/// A state that is x of an earlier step, over a run: the rows of x, each a step later. No stage of the loop writes it, and what is
/// made of it is made for all steps at once.
/// </summary>
/// <param name="state">The state.</param>
/// <param name="nearer">The state whose rows these are a step later; null for x itself.</param>
public sealed unsafe class PastInputRows(CellState state, PastInputRows? nearer) : InputRows(state.Size)
{
    /// <summary>Takes the rows of a run, which begins with what its initial states say, or with zeros.</summary>
    internal void Take(SequenceLayout layout, MatrixView x, MatrixView initialState)
    {
        Values.Reserve(layout.Rows);
        for (int sequence = 0; sequence < layout.Batch; sequence++)
        {
            if (initialState.IsNone)
            {
                Row(Values, sequence).Clear();
            }
            else
            {
                In(initialState, sequence).CopyTo(Row(Values, sequence));
            }
        }

        for (int step = 1; step < layout.Steps; step++)
        {
            for (int sequence = 0; sequence < layout.Alive(step); sequence++)
            {
                Source(x, layout.Offset(step - 1) + sequence).CopyTo(Row(Values, layout.Offset(step) + sequence));
            }
        }
    }

    /// <summary>Hands out the final state of each sequence.</summary>
    internal void Finish(SequenceLayout layout, MatrixView x, MatrixView finalState)
    {
        for (int sequence = 0; sequence < layout.Batch; sequence++)
        {
            Source(x, layout.Offset(layout.Lengths[sequence] - 1) + sequence).CopyTo(In(finalState, sequence));
        }
    }

    /// <summary>Adds the gradient of each row to that of the row it is taken from, a step earlier; none of x where nobody wants it.</summary>
    internal void GiveGradients(SequenceLayout layout, MatrixView dFinalState, MatrixView dx, MatrixView dInitialState)
    {
        if (nearer is not null || !dx.IsNone)
        {
            for (int step = 1; step < layout.Steps; step++)
            {
                for (int sequence = 0; sequence < layout.Alive(step); sequence++)
                {
                    Add(SourceGradient(dx, layout.Offset(step - 1) + sequence), Row(Gradients, layout.Offset(step) + sequence));
                }
            }

            for (int sequence = 0; !dFinalState.IsNone && sequence < layout.Batch; sequence++)
            {
                Add(SourceGradient(dx, layout.Offset(layout.Lengths[sequence] - 1) + sequence), In(dFinalState, sequence));
            }
        }

        for (int sequence = 0; !dInitialState.IsNone && sequence < layout.Batch; sequence++)
        {
            Row(Gradients, sequence).CopyTo(In(dInitialState, sequence));
        }
    }

    Span<float> Source(MatrixView x, int row) => nearer is null ? x[row][..state.Size] : Row(nearer.Values, row);

    Span<float> SourceGradient(MatrixView dx, int row) => nearer is null ? dx[row][..state.Size] : Row(nearer.Gradients, row);

    Span<float> In(MatrixView states, int sequence) => states[sequence].Slice(state.Offset, state.Size);

    Span<float> Row(RowStore rows, int row) => new(rows[row], state.Size);

    static void Add(Span<float> sum, ReadOnlySpan<float> part) => TensorPrimitives.Add(sum, part, sum);
}
