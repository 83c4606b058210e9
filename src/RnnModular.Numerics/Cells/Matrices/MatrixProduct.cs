namespace RnnModular.Numerics;

/// <summary>
/// Products of the matrices of each sequence, rows padded to whole vectors. Each value is one chain of multiply-adds over the
/// depth, in its order, so neither tiles nor vector width nor the number of workers change it.
/// </summary>
public static unsafe class MatrixProduct
{
    /// <summary>C = A B, rows <paramref name="from"/> to <paramref name="to"/> of each C.</summary>
    /// <param name="width">The instruction set.</param>
    /// <param name="a">[M, K] of the first sequence.</param>
    /// <param name="aStride">Floats from sequence to sequence; 0 for what all share.</param>
    /// <param name="b">[K, N] of the first sequence.</param>
    /// <param name="bStride">Floats from sequence to sequence; 0 for what all share.</param>
    /// <param name="c">[M, N] of the first sequence.</param>
    /// <param name="cStride">Floats from sequence to sequence.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="m">Rows of C.</param>
    /// <param name="k">What is summed over.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="sequences">How many products.</param>
    public static void Rows(SimdWidth width, float* a, nint aStride, float* b, nint bStride, float* c, nint cStride, int from, int to, int m, int k, int n, int sequences) =>
        Run(width, new MatrixFactor(a, aStride, Alignment.Stride(k), 1), b, bStride, c, cStride, from, to, k, n, sequences, adds: false);

    /// <summary>C += A B.</summary>
    /// <inheritdoc cref="Rows"/>
    public static void RowsAdded(SimdWidth width, float* a, nint aStride, float* b, nint bStride, float* c, nint cStride, int from, int to, int m, int k, int n, int sequences) =>
        Run(width, new MatrixFactor(a, aStride, Alignment.Stride(k), 1), b, bStride, c, cStride, from, to, k, n, sequences, adds: true);

    /// <summary>C = Aᵀ B, of A [K, M].</summary>
    /// <inheritdoc cref="Rows"/>
    public static void Transposed(SimdWidth width, float* a, nint aStride, float* b, nint bStride, float* c, nint cStride, int from, int to, int m, int k, int n, int sequences) =>
        Run(width, new MatrixFactor(a, aStride, 1, Alignment.Stride(m)), b, bStride, c, cStride, from, to, k, n, sequences, adds: false);

    /// <summary>C += Aᵀ B, of A [K, M].</summary>
    /// <inheritdoc cref="Rows"/>
    public static void TransposedAdded(SimdWidth width, float* a, nint aStride, float* b, nint bStride, float* c, nint cStride, int from, int to, int m, int k, int n, int sequences) =>
        Run(width, new MatrixFactor(a, aStride, 1, Alignment.Stride(m)), b, bStride, c, cStride, from, to, k, n, sequences, adds: true);

    static void Run(SimdWidth width, MatrixFactor a, float* b, nint bStride, float* c, nint cStride, int from, int to, int k, int n, int sequences, bool adds)
    {
        nint row = Alignment.Stride(n);
        for (int sequence = 0; sequence < sequences; sequence++, a = a.Next(), b += bStride, c += cStride)
        {
            switch (width)
            {
                case SimdWidth.Avx512:
                    MatrixTiles<Lanes512>.Run(a, b, c, row, from, to, k, n, adds);
                    break;
                case SimdWidth.Avx2:
                    MatrixTiles<Lanes256>.Run(a, b, c, row, from, to, k, n, adds);
                    break;
                default:
                    MatrixTiles<Lanes128>.Run(a, b, c, row, from, to, k, n, adds);
                    break;
            }
        }
    }
}

/// <summary>The left factor of a product, by rows or by columns.</summary>
/// <param name="data">Its first value.</param>
/// <param name="stride">Floats from sequence to sequence.</param>
/// <param name="row">Floats from row to row of the product.</param>
/// <param name="depth">Floats from one step of the sums to the next.</param>
readonly unsafe struct MatrixFactor(float* data, nint stride, nint row, nint depth)
{
    /// <summary>Floats from one step of the sums to the next.</summary>
    public nint Depth => depth;

    /// <summary>The first value of a row of the product.</summary>
    public float* this[nint index] => data + (index * row);

    /// <summary>The factor of the next sequence.</summary>
    public MatrixFactor Next() => new(data + stride, stride, row, depth);
}
