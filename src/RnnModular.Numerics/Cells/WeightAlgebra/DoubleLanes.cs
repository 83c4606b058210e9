using System.Runtime.Intrinsics;

namespace RnnModular.Numerics;

/// <summary>Vectors of float64 of one width.</summary>
/// <typeparam name="TLanes">The vector.</typeparam>
unsafe interface IDoubleLanes<TLanes>
{
    /// <summary>Values in one.</summary>
    static abstract int Count { get; }

    static abstract TLanes Load(double* source);

    /// <summary>A value in all lanes.</summary>
    static abstract TLanes All(double value);

    /// <summary>a · b + sum, rounded once where the machine can.</summary>
    static abstract TLanes MultiplyAdd(TLanes a, TLanes b, TLanes sum);

    static abstract TLanes Add(TLanes a, TLanes b);

    static abstract void Store(TLanes value, double* target);
}

/// <summary>AVX-512.</summary>
readonly unsafe struct DoubleLanes512 : IDoubleLanes<Vector512<double>>
{
    public static int Count => 8;

    public static Vector512<double> Load(double* source) => Vector512.Load(source);

    public static Vector512<double> All(double value) => Vector512.Create(value);

    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> sum) => Vector512.FusedMultiplyAdd(a, b, sum);

    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    public static void Store(Vector512<double> value, double* target) => value.Store(target);
}

/// <summary>AVX2.</summary>
readonly unsafe struct DoubleLanes256 : IDoubleLanes<Vector256<double>>
{
    public static int Count => 4;

    public static Vector256<double> Load(double* source) => Vector256.Load(source);

    public static Vector256<double> All(double value) => Vector256.Create(value);

    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> sum) => Vector256.FusedMultiplyAdd(a, b, sum);

    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    public static void Store(Vector256<double> value, double* target) => value.Store(target);
}

/// <summary>Any machine.</summary>
readonly unsafe struct DoubleLanes128 : IDoubleLanes<Vector128<double>>
{
    public static int Count => 2;

    public static Vector128<double> Load(double* source) => Vector128.Load(source);

    public static Vector128<double> All(double value) => Vector128.Create(value);

    public static Vector128<double> MultiplyAdd(Vector128<double> a, Vector128<double> b, Vector128<double> sum) => Vector128.FusedMultiplyAdd(a, b, sum);

    public static Vector128<double> Add(Vector128<double> a, Vector128<double> b) => a + b;

    public static void Store(Vector128<double> value, double* target) => value.Store(target);
}
