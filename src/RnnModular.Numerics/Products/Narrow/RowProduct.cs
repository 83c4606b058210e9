using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>
/// Products with weights of one row: each is a dot product with the operand, where a tile would multiply a whole vector for one
/// lane. Sixteen partial sums each, whatever the width of a vector, as in <see cref="LaneSum"/>.
/// </summary>
static unsafe class RowProduct
{
    /// <summary>Floats from the start of a panel to the row of a gate, behind the panel's only block.</summary>
    public static nint Place(int lanes, int gates, nint depth, int gate) => (depth * gates * lanes) + (gate * (nint)Alignment.Stride((int)depth));

    /// <summary>The first lane of sums[rows, group] (+)= a[rows, depth] · weights[depth, group]; the other lanes are zero or stay.</summary>
    /// <inheritdoc cref="NarrowProduct.Multiply512"/>
    [SkipLocalsInit]
    public static void Multiply(int lanes, float* sums, int gates, float* a, nint aStride, float* weights, int group, nint depth, int rows, bool add)
    {
        nint whole = depth & -Alignment.Floats;
        float* rest = stackalloc float[Alignment.Floats];
        new Span<float>(rest, Alignment.Floats).Clear();
        for (int row = 0; row < rows; row++, a += aStride, sums += gates * lanes)
        {
            // What follows the operand may be anything.
            new ReadOnlySpan<float>(a + whole, (int)(depth - whole)).CopyTo(new Span<float>(rest, Alignment.Floats));
            for (int gate = 0; gate < group; gate++)
            {
                float* target = sums + (gate * lanes);
                float sum = Dot(a, weights + Place(lanes, group, depth, gate), whole, depth > whole ? rest : null);
                if (!add)
                {
                    new Span<float>(target, lanes).Clear();
                }

                *target = add ? *target + sum : sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Dot(float* a, float* w, nint whole, float* rest)
    {
        Vector512<float> sum = rest is null ? Vector512<float>.Zero : Vector512.Load(rest) * Vector512.Load(w + whole);
        for (nint k = 0; k < whole; k += Alignment.Floats)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + k), Vector512.Load(w + k), sum);
        }

        return LaneSum.Total(sum);
    }
}
