using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector256<float>;
using V = System.Runtime.Intrinsics.Vector256;
using Wholes = System.Runtime.Intrinsics.Vector256<int>;

namespace RnnModular.Numerics;

/// <summary>bfloat16 weights with AVX2: a shift and a mask make two floats of each lane.</summary>
readonly unsafe struct BFloat16Lanes256 : INarrowLanes<Lanes, (Lanes First, Lanes Second)>
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
        sum = V.FusedMultiplyAdd((both << 16).AsSingle(), operand.First, sum);
        return V.FusedMultiplyAdd((both & V.Create(-1 << 16)).AsSingle(), operand.Second, sum);
    }
}

/// <summary>int8 weights with AVX2: one instruction multiplies both weights of a lane and adds them up.</summary>
readonly unsafe struct Int8Lanes256 : INarrowLanes<Wholes, Vector256<short>>, IWholeLanes<Wholes>
{
    /// <inheritdoc/>
    public static nint PairBytes => 2 * sizeof(short);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Pair(byte* operand) => V.Create(*(int*)operand).AsInt16();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wholes MultiplyAdd(byte* weights, Vector256<short> operand, Wholes sum) =>
        sum + Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load((sbyte*)weights)), operand);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(float* target, Wholes sum, float* scales, float unit, bool add) =>
        V.Store(V.FusedMultiplyAdd(V.ConvertToSingle(sum), V.Load(scales) * unit, add ? V.Load(target) : Lanes.Zero), target);
}
