using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnModular.Numerics;

/// <summary>The vector instructions that kernels may use here. The variable <c>RNN_SIMD</c> lowers the choice.</summary>
public static class Simd
{
    /// <summary>Name of the environment variable: <c>avx512</c>, <c>avx2</c> or <c>portable</c>.</summary>
    public const string Variable = "RNN_SIMD";

    static readonly SimdWidth[] _available = Detect();

    /// <summary>Every width this machine runs, the widest first.</summary>
    public static IReadOnlyList<SimdWidth> Available => _available;

    /// <summary>The width to use: the machine's widest, or what <see cref="Variable"/> asks for.</summary>
    /// <exception cref="RnnException"><see cref="FailureKind.Config"/>: the variable's value is unknown, or asks for more than the machine has.</exception>
    public static SimdWidth Best { get => field != 0 ? field : field = Choose(Environment.GetEnvironmentVariable(Variable), _available); }

    /// <summary>The width a value of <see cref="Variable"/> stands for.</summary>
    /// <param name="request">The value, in any case; null or blank means the widest.</param>
    /// <param name="available">What the machine has, the widest first.</param>
    /// <exception cref="RnnException"><see cref="FailureKind.Config"/>: the value is unknown, or asks for more than is available.</exception>
    public static SimdWidth Choose(string? request, IReadOnlyList<SimdWidth> available)
    {
        if (string.IsNullOrWhiteSpace(request))
        {
            return available[0];
        }

        SimdWidth width = request.Trim().ToLowerInvariant() switch
        {
            "avx512" => SimdWidth.Avx512,
            "avx2" => SimdWidth.Avx2,
            "portable" => SimdWidth.Portable,
            _ => throw new RnnException(FailureKind.Config, $"Cannot use {Variable}={request} because it names no instruction set; set it to avx512, avx2 or portable, or unset it."),
        };
        return available.Contains(width)
            ? width
            : throw new RnnException(FailureKind.Config, $"Cannot use {Variable}={request} because this machine offers no more than {NameOf(available[0])}; set it to {string.Join(" or ", available.Select(NameOf))}, or unset it.");
    }

    /// <summary>The name of a width as <see cref="Variable"/> spells it.</summary>
    public static string NameOf(SimdWidth width) => width switch
    {
        SimdWidth.Avx512 => "avx512",
        SimdWidth.Avx2 => "avx2",
        _ => "portable",
    };

    static SimdWidth[] Detect()
    {
        var found = new List<SimdWidth>(3);
        bool wide = Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported;
        if (Vector512.IsHardwareAccelerated && wide)
        {
            found.Add(SimdWidth.Avx512);
        }

        if (Avx2.IsSupported && Fma.IsSupported)
        {
            found.Add(SimdWidth.Avx2);
        }

        found.Add(SimdWidth.Portable);
        return [.. found];
    }
}
