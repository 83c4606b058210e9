using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector128<float>;
using V = System.Runtime.Intrinsics.Vector128;
using Wholes = System.Runtime.Intrinsics.Vector128<int>;

namespace RnnModular.Numerics;

/// <summary>bfloat16 weights on any machine: a shift and a mask make two floats of each lane.</summary>
readonly unsafe struct BFloat16Lanes128 : INarrowLanes<Lanes, (Lanes First, Lanes Second)>
{
    /// <inheritdoc/>
    public static nint PairBytes => 2 * sizeof(float);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes First, Lanes Second) Pair(byte* operand) => (V.Create(((float*)operand)[0]), V.Create(((float*)operand)[1]));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes MultiplyAdd(byte* weights, (Lanes First, Lanes Second) operand, Lanes sum)
    {
        Wholes both = V.Load((int*)weights);
        sum = V.MultiplyAddEstimate((both << 16).AsSingle(), operand.First, sum);
        return V.MultiplyAddEstimate((both & V.Create(-1 << 16)).AsSingle(), operand.Second, sum);
    }
}

/// <summary>int8 weights on any machine: both halves of a lane, one after the other.</summary>
readonly unsafe struct Int8Lanes128 : INarrowLanes<Wholes, (Wholes First, Wholes Second)>, IWholeLanes<Wholes>
{
    /// <inheritdoc/>
    public static nint PairBytes => 2 * sizeof(short);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Wholes First, Wholes Second) Pair(byte* operand) => (V.Create((int)((short*)operand)[0]), V.Create((int)((short*)operand)[1]));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wholes MultiplyAdd(byte* weights, (Wholes First, Wholes Second) operand, Wholes sum)
    {
        Wholes both = V.WidenLower(V.CreateScalarUnsafe(*(long*)weights).AsSByte()).AsInt32();
        return sum + (((both << 16) >> 16) * operand.First) + ((both >> 16) * operand.Second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(float* target, Wholes sum, float* scales, float unit, bool add) =>
        V.Store(V.MultiplyAddEstimate(V.ConvertToSingle(sum), V.Load(scales) * unit, add ? V.Load(target) : Lanes.Zero), target);
}
