namespace RnnModular.Numerics;

/// <summary>One side input over a run: its columns of the input rows copied to rows of its own.</summary>
/// <param name="input">The input.</param>
public sealed unsafe class SideInputRows(CellInput input) : InputRows(input.Size)
{
    internal void Reserve(int rows) => Values.Reserve(rows);

    internal void Take(MatrixView inputs, int first, int rows)
    {
        for (int row = first; row < first + rows; row++)
        {
            inputs[row].Slice(input.Offset, input.Size).CopyTo(new Span<float>(Values[row], input.Size));
        }
    }

    internal void GiveGradients(MatrixView inputs, int first, int rows)
    {
        for (int row = first; row < first + rows; row++)
        {
            new ReadOnlySpan<float>(Gradients[row], input.Size).CopyTo(inputs[row].Slice(input.Offset, input.Size));
        }
    }
}
