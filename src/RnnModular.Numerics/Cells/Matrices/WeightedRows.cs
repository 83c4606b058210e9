using System.Runtime.CompilerServices;

namespace RnnModular.Numerics;

/// <summary>
/// Products of the matrices of all sequences with one weight: their rows are the rows of one product, and the weight is packed as for
/// vectors. Each value is one chain of multiply-adds over the depth, in its order.
/// </summary>
public static unsafe class WeightedRows
{
    /// <summary>Y = A W, rows <paramref name="from"/> to <paramref name="to"/> of each Y; rows padded to whole vectors.</summary>
    /// <param name="width">The instruction set, for which the weight is packed.</param>
    /// <param name="a">[N, depth] of the first sequence.</param>
    /// <param name="aStride">Floats from sequence to sequence.</param>
    /// <param name="weights">W as float32.</param>
    /// <param name="y">[N, columns] of the first sequence.</param>
    /// <param name="yStride">Floats from sequence to sequence.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="depth">What is summed over.</param>
    /// <param name="columns">Columns of Y.</param>
    /// <param name="sequences">How many there are.</param>
    public static void Multiply(SimdWidth width, float* a, nint aStride, PackedWeights weights, float* y, nint yStride, int from, int to, int depth, int columns, int sequences)
    {
        RowsOfMatrices operand = new(a, aStride, Alignment.Stride(depth), from, to - from);
        RowsOfMatrices result = new(y, yStride, Alignment.Stride(columns), from, to - from);
        int rows = sequences * (to - from);
        switch (width)
        {
            case SimdWidth.Avx512:
                RowTiles<Lanes512>.Run(operand, weights.Data, result, rows, depth, columns);
                break;
            case SimdWidth.Avx2:
                RowTiles<Lanes256>.Run(operand, weights.Data, result, rows, depth, columns);
                break;
            default:
                RowTiles<Lanes128>.Run(operand, weights.Data, result, rows, depth, columns);
                break;
        }
    }
}

/// <summary>Some rows of the matrix of each sequence, numbered throughout.</summary>
/// <param name="data">The first matrix.</param>
/// <param name="stride">Floats from sequence to sequence.</param>
/// <param name="wide">Floats from row to row of a matrix.</param>
/// <param name="from">The first row of each.</param>
/// <param name="count">How many of each.</param>
readonly unsafe struct RowsOfMatrices(float* data, nint stride, nint wide, int from, int count)
{
    /// <summary>A row.</summary>
    public float* this[int row] => data + (row / count * stride) + ((from + (row % count)) * wide);
}

/// <summary>The register tiles of <see cref="WeightedRows"/>: six rows by two vectors, or four where fewer would be computed in vain.</summary>
/// <typeparam name="T">The vectors.</typeparam>
static unsafe class RowTiles<T> where T : struct, ILanes<T>
{
    const int TileRows = 6;
    const int FlatRows = 4;

    // So many rows stay in the second-level cache, while two blocks of the weight stay in the first.
    const int RowBlock = 16 * TileRows;

    /// <summary>Computes all rows.</summary>
    [SkipLocalsInit]
    public static void Run(RowsOfMatrices a, float* weights, RowsOfMatrices y, int rows, int depth, int columns)
    {
        float** from = stackalloc float*[RowBlock];
        float** to = stackalloc float*[RowBlock];
        for (int first = 0; first < rows; first += RowBlock)
        {
            int here = Math.Min(RowBlock, rows - first);
            int tall = Tall(here);
            int count = tall + ((here - tall + FlatRows - 1) / FlatRows * FlatRows);
            for (int index = 0; index < count; index++)
            {
                // Where rows run out, the last is computed again.
                int row = Math.Min(first + index, rows - 1);
                from[index] = a[row];
                to[index] = y[row];
            }

            Block(from, weights, to, tall, count, depth, columns);
        }
    }

    /// <summary>How many of the rows go in tiles of six: with one or two left over, two tiles of four take the last six along.</summary>
    static int Tall(int rows) => (rows % TileRows) switch
    {
        0 => rows,
        1 or 2 => Math.Max(0, rows / TileRows - 1) * TileRows,
        5 => rows + 1,
        _ => rows / TileRows * TileRows,
    };

    static void Block(float** a, float* weights, float** y, int tall, int rows, int depth, int columns)
    {
        nint block = (nint)depth * T.Count;
        for (int column = 0; column < columns; column += 2 * T.Count, weights += 2 * block)
        {
            bool wide = columns - column > T.Count;
            for (int row = 0; row < tall; row += TileRows)
            {
                if (wide)
                {
                    Wide(a + row, weights, weights + block, y + row, column, depth);
                }
                else
                {
                    Narrow(a + row, weights, y + row, column, depth);
                }
            }

            for (int row = tall; row < rows; row += FlatRows)
            {
                if (wide)
                {
                    WideFlat(a + row, weights, weights + block, y + row, column, depth);
                }
                else
                {
                    NarrowFlat(a + row, weights, y + row, column, depth);
                }
            }
        }
    }

    static void Wide(float** a, float* left, float* right, float** y, int column, int depth)
    {
        float* a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5];
        T y00 = default, y01 = default, y10 = default, y11 = default, y20 = default, y21 = default;
        T y30 = default, y31 = default, y40 = default, y41 = default, y50 = default, y51 = default;
        for (nint k = 0; k < depth; k++, left += T.Count, right += T.Count)
        {
            T first = T.Load(left);
            T second = T.Load(right);
            T x = T.Create(a0[k]);
            y00 = T.MultiplyAdd(x, first, y00);
            y01 = T.MultiplyAdd(x, second, y01);
            x = T.Create(a1[k]);
            y10 = T.MultiplyAdd(x, first, y10);
            y11 = T.MultiplyAdd(x, second, y11);
            x = T.Create(a2[k]);
            y20 = T.MultiplyAdd(x, first, y20);
            y21 = T.MultiplyAdd(x, second, y21);
            x = T.Create(a3[k]);
            y30 = T.MultiplyAdd(x, first, y30);
            y31 = T.MultiplyAdd(x, second, y31);
            x = T.Create(a4[k]);
            y40 = T.MultiplyAdd(x, first, y40);
            y41 = T.MultiplyAdd(x, second, y41);
            x = T.Create(a5[k]);
            y50 = T.MultiplyAdd(x, first, y50);
            y51 = T.MultiplyAdd(x, second, y51);
        }

        Put(y[0] + column, y00, y01);
        Put(y[1] + column, y10, y11);
        Put(y[2] + column, y20, y21);
        Put(y[3] + column, y30, y31);
        Put(y[4] + column, y40, y41);
        Put(y[5] + column, y50, y51);
    }

    static void Narrow(float** a, float* weights, float** y, int column, int depth)
    {
        float* a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5];
        T y0 = default, y1 = default, y2 = default, y3 = default, y4 = default, y5 = default;
        for (nint k = 0; k < depth; k++, weights += T.Count)
        {
            T weight = T.Load(weights);
            y0 = T.MultiplyAdd(T.Create(a0[k]), weight, y0);
            y1 = T.MultiplyAdd(T.Create(a1[k]), weight, y1);
            y2 = T.MultiplyAdd(T.Create(a2[k]), weight, y2);
            y3 = T.MultiplyAdd(T.Create(a3[k]), weight, y3);
            y4 = T.MultiplyAdd(T.Create(a4[k]), weight, y4);
            y5 = T.MultiplyAdd(T.Create(a5[k]), weight, y5);
        }

        y0.Store(y[0] + column);
        y1.Store(y[1] + column);
        y2.Store(y[2] + column);
        y3.Store(y[3] + column);
        y4.Store(y[4] + column);
        y5.Store(y[5] + column);
    }

    static void WideFlat(float** a, float* left, float* right, float** y, int column, int depth)
    {
        float* a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
        T y00 = default, y01 = default, y10 = default, y11 = default, y20 = default, y21 = default, y30 = default, y31 = default;
        for (nint k = 0; k < depth; k++, left += T.Count, right += T.Count)
        {
            T first = T.Load(left);
            T second = T.Load(right);
            T x = T.Create(a0[k]);
            y00 = T.MultiplyAdd(x, first, y00);
            y01 = T.MultiplyAdd(x, second, y01);
            x = T.Create(a1[k]);
            y10 = T.MultiplyAdd(x, first, y10);
            y11 = T.MultiplyAdd(x, second, y11);
            x = T.Create(a2[k]);
            y20 = T.MultiplyAdd(x, first, y20);
            y21 = T.MultiplyAdd(x, second, y21);
            x = T.Create(a3[k]);
            y30 = T.MultiplyAdd(x, first, y30);
            y31 = T.MultiplyAdd(x, second, y31);
        }

        Put(y[0] + column, y00, y01);
        Put(y[1] + column, y10, y11);
        Put(y[2] + column, y20, y21);
        Put(y[3] + column, y30, y31);
    }

    static void NarrowFlat(float** a, float* weights, float** y, int column, int depth)
    {
        float* a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
        T y0 = default, y1 = default, y2 = default, y3 = default;
        for (nint k = 0; k < depth; k++, weights += T.Count)
        {
            T weight = T.Load(weights);
            y0 = T.MultiplyAdd(T.Create(a0[k]), weight, y0);
            y1 = T.MultiplyAdd(T.Create(a1[k]), weight, y1);
            y2 = T.MultiplyAdd(T.Create(a2[k]), weight, y2);
            y3 = T.MultiplyAdd(T.Create(a3[k]), weight, y3);
        }

        y0.Store(y[0] + column);
        y1.Store(y[1] + column);
        y2.Store(y[2] + column);
        y3.Store(y[3] + column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put(float* y, T left, T right)
    {
        left.Store(y);
        right.Store(y + T.Count);
    }
}
