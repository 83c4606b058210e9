namespace RnnModular.Numerics;

/// <summary>One mask over a run: drawn for every packed row while training; otherwise one row of its mean that serves all.</summary>
public sealed unsafe class MaskRows : IDisposable
{
    readonly CellMask _mask;
    readonly MaskDraw _draw;
    readonly RowStore _drawn;
    readonly AlignedBuffer _mean;
    bool _draws;

    internal MaskRows(CellMask mask)
    {
        _mask = mask;
        _draw = new MaskDraw(mask);
        _drawn = new RowStore(mask.Size, 1);
        _mean = new AlignedBuffer(Alignment.Stride(mask.Size));
        _mean.Span.Fill((float)mask.Probability);
    }

    /// <summary>Floats from one row to the next; 0 where all share one.</summary>
    public int Stride => _draws ? _drawn.Stride : 0;

    /// <summary>A packed row.</summary>
    public float* this[int row] => _draws ? _drawn[row] : _mean.Pointer;

    /// <summary>The first <paramref name="rows"/> packed rows.</summary>
    public MatrixView All(int rows) => new(this[0], rows, _mask.Size, Stride);

    /// <inheritdoc/>
    public void Dispose()
    {
        _drawn.Dispose();
        _mean.Dispose();
    }

    internal void Reserve(int rows, bool draws)
    {
        _draws = draws;
        if (draws)
        {
            _drawn.Reserve(rows);
        }
    }

    internal void Draw(SequenceLayout layout, int first, int rows, int firstStep, ulong seed, uint run)
    {
        int step = 0;
        for (int row = first; _draws && row < first + rows; row++)
        {
            while (row >= layout.Offset(step) + layout.Alive(step))
            {
                step++;
            }

            _draw.Fill(seed, run, row - layout.Offset(step), firstStep + step, new Span<float>(_drawn[row], _mask.Size));
        }
    }
}
