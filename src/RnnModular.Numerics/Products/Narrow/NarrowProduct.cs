using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// Products with narrow weights for a tile of a stage: what the emitted tiles are for float32 weights. Written for one row, whose time
/// is that of reading the weights; several rows are taken one after the other. Weights of one row are <see cref="RowProduct"/>'s.
/// Without weights nothing is read at all.
/// </summary>
public static unsafe class NarrowProduct
{
    /// <summary>sums[rows, group] (+)= a[rows, depth] · weights[depth, group] for some blocks of 16 lanes, from lane <paramref name="j"/> on.</summary>
    /// <param name="sums">[blocks][rows][gates][lanes]; the group is the first of the gates.</param>
    /// <param name="gates">Gates of the stage.</param>
    /// <param name="a">The first row of the operand.</param>
    /// <param name="aStride">Floats from row to row.</param>
    /// <param name="weights">The panel, in a narrow format.</param>
    /// <param name="group">Gates of the panel.</param>
    /// <param name="j">The first lane.</param>
    /// <param name="depth">Length of the operand.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="blocks">Blocks of the tile.</param>
    /// <param name="add">True to go on from the sums that are there.</param>
    public static void Multiply512(float* sums, int gates, float* a, nint aStride, PackedWeights weights, int group, nint j, nint depth, int rows, int blocks, bool add)
    {
        if (weights.IsNone)
        {
            Nothing(16, sums, gates, group, rows * blocks, add);
        }
        else if (weights.IsOfOneRow)
        {
            RowProduct.Multiply(16, sums, gates, a, aStride, weights.Data, group, depth, rows, add);
        }
        else if (weights.Format == WeightFormat.BFloat16)
        {
            Rounded<BFloat16Lanes512, Vector512<float>, (Vector512<float>, Vector512<float>)>(sums, gates, a, aStride, weights, group, j, depth, rows, blocks, add);
        }
        else
        {
            Quantized<Int8Lanes512, Vector512<int>, Vector512<short>>(sums, gates, a, aStride, weights, group, j, depth, rows, blocks, add);
        }
    }

    /// <summary>The same with blocks of 8 lanes.</summary>
    /// <inheritdoc cref="Multiply512"/>
    public static void Multiply256(float* sums, int gates, float* a, nint aStride, PackedWeights weights, int group, nint j, nint depth, int rows, int blocks, bool add)
    {
        if (weights.IsNone)
        {
            Nothing(8, sums, gates, group, rows * blocks, add);
        }
        else if (weights.IsOfOneRow)
        {
            RowProduct.Multiply(8, sums, gates, a, aStride, weights.Data, group, depth, rows, add);
        }
        else if (weights.Format == WeightFormat.BFloat16)
        {
            Rounded<BFloat16Lanes256, Vector256<float>, (Vector256<float>, Vector256<float>)>(sums, gates, a, aStride, weights, group, j, depth, rows, blocks, add);
        }
        else
        {
            Quantized<Int8Lanes256, Vector256<int>, Vector256<short>>(sums, gates, a, aStride, weights, group, j, depth, rows, blocks, add);
        }
    }

    /// <summary>The same with blocks of 4 lanes.</summary>
    /// <inheritdoc cref="Multiply512"/>
    public static void Multiply128(float* sums, int gates, float* a, nint aStride, PackedWeights weights, int group, nint j, nint depth, int rows, int blocks, bool add)
    {
        if (weights.IsNone)
        {
            Nothing(4, sums, gates, group, rows * blocks, add);
        }
        else if (weights.IsOfOneRow)
        {
            RowProduct.Multiply(4, sums, gates, a, aStride, weights.Data, group, depth, rows, add);
        }
        else if (weights.Format == WeightFormat.BFloat16)
        {
            Rounded<BFloat16Lanes128, Vector128<float>, (Vector128<float>, Vector128<float>)>(sums, gates, a, aStride, weights, group, j, depth, rows, blocks, add);
        }
        else
        {
            Quantized<Int8Lanes128, Vector128<int>, (Vector128<int>, Vector128<int>)>(sums, gates, a, aStride, weights, group, j, depth, rows, blocks, add);
        }
    }

    /// <summary>What a product with zeros leaves: sums as they were, or zeros.</summary>
    static void Nothing(int lanes, float* sums, int gates, int group, int rows, bool add)
    {
        for (int row = 0; row < rows && !add; row++, sums += gates * lanes)
        {
            new Span<float>(sums, group * lanes).Clear();
        }
    }

    /// <summary>Chains of float multiply-adds in the order of the float32 tiles.</summary>
    [SkipLocalsInit]
    static void Rounded<TLanes, TSum, TOperand>(float* sums, int gates, float* a, nint aStride, PackedWeights weights, int group, nint j, nint depth, int rows, int blocks, bool add)
        where TLanes : struct, INarrowLanes<TSum, TOperand>
        where TSum : unmanaged
    {
        int lanes = sizeof(TSum) / sizeof(float);
        int count = group * blocks;
        var shape = new NarrowShape(weights.Format, lanes, group, depth);
        byte* panel = weights.Address + ((nint)((nuint)j / (nuint)lanes) * shape.Block);
        byte** columns = stackalloc byte*[count];
        float* last = stackalloc float[2];
        float* room = stackalloc float[count * lanes];
        for (int row = 0; row < rows; row++, a += aStride)
        {
            var place = new TileRow(sums + (row * gates * lanes), rows * gates * lanes, shape.Columns, blocks);
            float* tile = place.Take(room, add);
            Columns(columns, panel, shape, blocks);
            NarrowSums<TLanes, TSum, TOperand>.Add(columns, count, shape.Pair, (byte*)a, depth >> 1, (TSum*)tile, add);
            if ((depth & 1) != 0)
            {
                // What follows the operand may be anything.
                (last[0], last[1]) = (a[depth - 1], 0);
                Columns(columns, panel + ((depth >> 1) * shape.Pair), shape, blocks);
                NarrowSums<TLanes, TSum, TOperand>.Add(columns, count, shape.Pair, (byte*)last, 1, (TSum*)tile, true);
            }

            place.Put(tile);
        }
    }

    /// <summary>Whole sums of blocks of depth, each scaled and added.</summary>
    [SkipLocalsInit]
    static void Quantized<TLanes, TSum, TOperand>(float* sums, int gates, float* a, nint aStride, PackedWeights weights, int group, nint j, nint depth, int rows, int blocks, bool add)
        where TLanes : struct, INarrowLanes<TSum, TOperand>, IWholeLanes<TSum>
        where TSum : unmanaged
    {
        int lanes = sizeof(TSum) / sizeof(float);
        int count = group * blocks;
        var shape = new NarrowShape(weights.Format, lanes, group, depth);
        byte* panel = weights.Address + ((nint)((nuint)j / (nuint)lanes) * shape.Block);
        byte** columns = stackalloc byte*[count];
        float* room = stackalloc float[count * lanes];
        TSum* wholes = stackalloc TSum[count];
        short* operand = stackalloc short[NarrowOperand.Block];
        for (int row = 0; row < rows; row++, a += aStride)
        {
            var place = new TileRow(sums + (row * gates * lanes), rows * gates * lanes, shape.Columns, blocks);
            float* tile = place.Take(room, add);
            for (nint k = 0; k < depth; k += NarrowOperand.Block)
            {
                nint values = Math.Min(NarrowOperand.Block, depth - k);
                float unit = NarrowOperand.Round(a + k, values, operand);
                Columns(columns, panel + ((k >> 1) * shape.Pair), shape, blocks);
                NarrowSums<TLanes, TSum, TOperand>.Add(columns, count, shape.Pair, (byte*)operand, (values + 1) >> 1, wholes, false);
                Scale<TLanes, TSum>(tile, wholes, panel, shape, blocks, unit, add || k > 0);
            }

            place.Put(tile);
        }
    }

    static void Scale<TLanes, TSum>(float* tile, TSum* wholes, byte* panel, NarrowShape shape, int blocks, float unit, bool add)
        where TLanes : struct, IWholeLanes<TSum>
        where TSum : unmanaged
    {
        int lanes = sizeof(TSum) / sizeof(float);
        for (int block = 0; block < blocks; block++, panel += shape.Block)
        {
            for (int column = 0; column < shape.Columns; column += lanes)
            {
                TLanes.Scale(tile, *wholes++, (float*)panel + column, unit, add);
                tile += lanes;
            }
        }
    }

    static void Columns(byte** columns, byte* panel, NarrowShape shape, int blocks)
    {
        panel += shape.Scales;
        for (int block = 0; block < blocks; block++, panel += shape.Block)
        {
            for (int gate = 0; gate < shape.Gates; gate++)
            {
                *columns++ = panel + (gate * shape.Vector);
            }
        }
    }
}
