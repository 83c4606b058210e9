using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>A vector of floats of some width, so that one kernel serves all.</summary>
/// <typeparam name="T">Itself.</typeparam>
unsafe interface ILanes<T> where T : struct, ILanes<T>
{
    /// <summary>Floats in it.</summary>
    static abstract int Count { get; }

    /// <summary>Reads one.</summary>
    static abstract T Load(float* from);

    /// <summary>A number in each lane.</summary>
    static abstract T Create(float value);

    /// <summary>a b + c, in one rounding where the machine can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>Writes it.</summary>
    void Store(float* to);
}

/// <summary>Sixteen floats.</summary>
readonly unsafe struct Lanes512(Vector512<float> lanes) : ILanes<Lanes512>
{
    readonly Vector512<float> _lanes = lanes;

    public static int Count => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) => new(Vector512.FusedMultiplyAdd(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _lanes.Store(to);
}

/// <summary>Eight floats.</summary>
readonly unsafe struct Lanes256(Vector256<float> lanes) : ILanes<Lanes256>
{
    readonly Vector256<float> _lanes = lanes;

    public static int Count => Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Vector256.FusedMultiplyAdd(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _lanes.Store(to);
}

/// <summary>Four floats; on a machine without fused multiply-adds its best.</summary>
readonly unsafe struct Lanes128(Vector128<float> lanes) : ILanes<Lanes128>
{
    readonly Vector128<float> _lanes = lanes;

    public static int Count => Vector128<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* from) => new(Vector128.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) => new(Vector128.MultiplyAddEstimate(a._lanes, b._lanes, c._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _lanes.Store(to);
}
