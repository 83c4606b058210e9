using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// Products with narrow weights for a tile of a stage: what the emitted tiles are for float32 weights. Written for one row, whose time
/// is that of reading the weights; several rows are taken one after the other.
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
        if (weights.Format == WeightFormat.BFloat16)
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
        if (weights.Format == WeightFormat.BFloat16)
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
        if (weights.Format == WeightFormat.BFloat16)
        {
            Rounded<BFloat16Lanes128, Vector128<float>, (Vector128<float>, Vector128<float>)>(sums, gates, a, aStride, weights, group, j, depth, rows, blocks, add);
        }
        else
        {
            Quantized<Int8Lanes128, Vector128<int>, (Vector128<int>, Vector128<int>)>(sums, gates, a, aStride, weights, group, j, depth, rows, blocks, add);
        }
    }

    /// <summary>Chains of float multiply-adds in the order of the float32 tiles.</summary>
    [SkipLocalsInit]
    static void Rounded<TLanes, TSum, TOperand>(float* sums, int gates, float* a, nint aStride, PackedWeights weights, int group, nint j, nint depth, int rows, int blocks, bool add)
        where TLanes : struct, INarrowLanes<TSum, TOperand>
        where TSum : unmanaged
    {
        int lanes = sizeof(TSum) / sizeof(float);
        var shape = new NarrowShape(weights.Format, lanes, group, depth);
        byte** columns = stackalloc byte*[group * blocks];
        Columns(columns, weights.Address + (j / lanes * shape.Block), shape, group, blocks);
        float* room = stackalloc float[group * blocks * lanes];
        for (int row = 0; row < rows; row++, a += aStride)
        {
            var place = new TileRow(sums + (row * gates * lanes), rows * gates * lanes, group * lanes, blocks);
            float* tile = place.Take(room, add);
            NarrowSums<TLanes, TSum, TOperand>.Add(columns, group * blocks, shape.Pair, a, depth, (TSum*)tile);
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
        var shape = new NarrowShape(weights.Format, lanes, group, depth);
        byte* panel = weights.Address + (j / lanes * shape.Block);
        byte** columns = stackalloc byte*[group * blocks];
        float* room = stackalloc float[group * blocks * lanes];
        TSum* wholes = stackalloc TSum[group * blocks];
        short* operand = stackalloc short[NarrowOperand.Block];
        for (int row = 0; row < rows; row++, a += aStride)
        {
            var place = new TileRow(sums + (row * gates * lanes), rows * gates * lanes, group * lanes, blocks);
            float* tile = place.Take(room, add);
            for (nint k = 0; k < depth; k += NarrowOperand.Block)
            {
                nint count = Math.Min(NarrowOperand.Block, depth - k);
                float unit = NarrowOperand.Round(a + k, count, operand);
                Columns(columns, panel + (k / 2 * shape.Pair), shape, group, blocks);
                new Span<TSum>(wholes, group * blocks).Clear();
                NarrowSums<TLanes, TSum, TOperand>.Add(columns, group * blocks, shape.Pair, operand, count, wholes);
                for (int block = 0; block < blocks; block++)
                {
                    float* scales = (float*)(panel + (block * shape.Block));
                    for (int gate = 0; gate < group; gate++)
                    {
                        int column = (block * group) + gate;
                        TLanes.AddTo(tile + (column * lanes), wholes[column], scales + (gate * lanes), unit);
                    }
                }
            }

            place.Put(tile);
        }
    }

    static void Columns(byte** columns, byte* panel, NarrowShape shape, int group, int blocks)
    {
        for (int block = 0; block < blocks; block++)
        {
            for (int gate = 0; gate < group; gate++)
            {
                *columns++ = panel + (block * shape.Block) + shape.Scales + (gate * shape.Vector);
            }
        }
    }
}
