namespace RnnModular.Numerics;

/// <summary>
/// Products of dense float32 matrices. The bits of a result depend on the operands alone: not on the team's size, and on
/// machines with fused multiply–add not on the instruction set either.
/// </summary>
public static unsafe class Gemm
{
    // Below this many multiply–adds for each worker, waking it costs more than it saves.
    const long WorthAWorker = 250_000;

    [ThreadStatic]
    static Product? _product;

    [ThreadStatic]
    static ColumnSum? _columnSum;

    /// <summary>
    /// c = op(a) op(b), or c + op(a) op(b): shapes [M, K] · [K, N] → [M, N] after the transpositions asked for. Each element
    /// is a sum over k in order, in blocks of 256. Strides are free, and nothing beyond c's columns is written. Allocates
    /// nothing once its thread-local scratch has grown.
    /// </summary>
    /// <param name="a">[M, K], or [K, M] with <paramref name="transposeA"/>.</param>
    /// <param name="b">[K, N], or [N, K] with <paramref name="transposeB"/>.</param>
    /// <param name="c">[M, N]; must not overlap the operands.</param>
    /// <param name="transposeA">Read <paramref name="a"/> transposed.</param>
    /// <param name="transposeB">Read <paramref name="b"/> transposed.</param>
    /// <param name="accumulate">Add to <paramref name="c"/> instead of overwriting it.</param>
    /// <param name="team">The workers to use; small products leave them asleep.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply(MatrixView a, MatrixView b, MatrixView c, bool transposeA, bool transposeB, bool accumulate, IWorkerTeam team) =>
        Multiply(a, b, c, transposeA, transposeB, accumulate, team, Simd.Best);

    /// <summary>The same with a given instruction set, which the machine must have.</summary>
    /// <inheritdoc cref="Multiply(MatrixView, MatrixView, MatrixView, bool, bool, bool, IWorkerTeam)"/>
    public static void Multiply(MatrixView a, MatrixView b, MatrixView c, bool transposeA, bool transposeB, bool accumulate, IWorkerTeam team, SimdWidth width)
    {
        Operand left = transposeA ? Operand.DepthByRows(a) : Operand.DepthByColumns(a);
        Operand right = transposeB ? Operand.DepthByColumns(b) : Operand.DepthByRows(b);
        if (left.Depth != right.Depth || left.Width != c.Rows || right.Width != c.Columns)
        {
            throw new ArgumentException($"Cannot multiply [{left.Width}, {left.Depth}] by [{right.Depth}, {right.Width}] into [{c.Rows}, {c.Columns}].", nameof(c));
        }

        if (c.Rows == 0 || c.Columns == 0)
        {
            return;
        }

        if (left.Depth == 0)
        {
            if (!accumulate)
            {
                c.Clear();
            }

            return;
        }

        TileShape tiles = TileShape.For(width);
        Product product = _product ??= new Product();
        if (c.Columns < tiles.Columns && c.Columns < c.Rows)
        {
            // A narrow result is computed on its side: lanes run along its longer axis.
            product.Set(tiles, right, left, c.Data, 1, c.Stride, accumulate);
        }
        else
        {
            product.Set(tiles, left, right, c.Data, c.Stride, 1, accumulate);
        }

        long work = (long)c.Rows * c.Columns * left.Depth;
        int workers = product.Cut((int)Math.Clamp(work / WorthAWorker, 1, team.Size));
        team.Run(product, workers);
    }

    /// <summary>Adds the sum of every column of <paramref name="a"/> [R, N] to <paramref name="sums"/> [N]; rows are summed in order, in blocks of 256.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ColumnSums(MatrixView a, Span<float> sums, IWorkerTeam team)
    {
        if (sums.Length != a.Columns)
        {
            throw new ArgumentException($"Cannot add the sums of {a.Columns} columns to {sums.Length} values.", nameof(sums));
        }

        fixed (float* target = sums)
        {
            ColumnSum columnSum = _columnSum ??= new ColumnSum();
            columnSum.Set(a, target);
            long work = (long)a.Rows * a.Columns;
            team.Run(columnSum, (int)Math.Clamp(Math.Min(work / WorthAWorker, a.Columns / Alignment.Floats), 1, team.Size));
        }
    }
}
