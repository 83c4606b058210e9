using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace RnnModular.Numerics.Tests;

public class VectorMathTests
{
    // Odd, so that every exponent meets every kind of mantissa.
    const uint BitStep = 2039;

    public static TheoryData<string> Names => [.. MathFunction.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_keeps_its_error_bound_over_the_whole_range(string name)
    {
        MathFunction function = Function(name);
        double worst = 0;
        float worstAt = 0;
        for (ulong bits = 0; bits <= uint.MaxValue; bits += BitStep)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)bits);
            double error = UlpError(function.Scalar(x), function.Exact(x), function.FlushedBelow);
            if (error > worst)
            {
                (worst, worstAt) = (error, x);
            }
        }

        double promised = function.Ulps + (Fma.IsSupported || AdvSimd.IsSupported ? 0 : 1);
        Assert.True(worst <= promised, $"{name}({worstAt:R}) is off by {worst:F3} ulp; promised: {promised}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_widths_give_the_scalar_forms_bits(string name)
    {
        MathFunction function = Function(name);
        var inputs = new float[16];
        for (ulong bits = 0; bits + 16 * 8191 <= uint.MaxValue; bits += 16 * 8191)
        {
            for (int lane = 0; lane < inputs.Length; lane++)
            {
                inputs[lane] = BitConverter.UInt32BitsToSingle((uint)bits + (uint)lane * 8191);
            }

            AssertSameBits(function, inputs);
        }

        AssertSameBits(function, [0f, -0f, 1f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1.17549435e-38f, 88.7f, -88.7f, 10f, -10f]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_gives_NaN(string name) => Assert.True(float.IsNaN(Function(name).Scalar(float.NaN)));

    [Fact]
    public void Exp_at_the_edges_underflows_gradually_and_overflows()
    {
        Assert.Equal(1f, VectorMath.Exp(0f));
        Assert.Equal(0f, VectorMath.Exp(float.NegativeInfinity));
        Assert.Equal(0f, VectorMath.Exp(-104f));
        Assert.Equal(float.Epsilon, VectorMath.Exp(-103.5f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Exp(88.73f));
        Assert.True(float.IsFinite(VectorMath.Exp(88.72f)));
        Assert.Equal(float.PositiveInfinity, VectorMath.Exp(float.PositiveInfinity));
    }

    [Fact]
    public void Log_at_the_edges_is_infinite_at_zero_and_NaN_below()
    {
        Assert.Equal(0f, VectorMath.Log(1f));
        Assert.Equal(float.NegativeInfinity, VectorMath.Log(0f));
        Assert.Equal(float.NegativeInfinity, VectorMath.Log(-0f));
        Assert.True(float.IsNaN(VectorMath.Log(-1f)));
        Assert.True(float.IsNaN(VectorMath.Log(-float.Epsilon)));
        Assert.True(float.IsNaN(VectorMath.Log(float.NegativeInfinity)));
        Assert.Equal(float.PositiveInfinity, VectorMath.Log(float.PositiveInfinity));
        Assert.Equal(float.NegativeInfinity, VectorMath.Log1p(-1f));
        Assert.True(float.IsNaN(VectorMath.Log1p(-1.5f)));
        Assert.Equal(float.PositiveInfinity, VectorMath.Log1p(float.PositiveInfinity));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-40f)]
    [InlineData(0.3f)]
    [InlineData(2f)]
    [InlineData(9.5f)]
    [InlineData(float.PositiveInfinity)]
    public void Tanh_and_Erf_are_odd(float x)
    {
        Assert.Equal(BitConverter.SingleToUInt32Bits(-VectorMath.Tanh(x)), BitConverter.SingleToUInt32Bits(VectorMath.Tanh(-x)));
        Assert.Equal(BitConverter.SingleToUInt32Bits(-VectorMath.Erf(x)), BitConverter.SingleToUInt32Bits(VectorMath.Erf(-x)));
    }

    [Fact]
    public void Squashing_functions_stay_inside_their_range_and_saturate_exactly()
    {
        for (float x = 0; x < 200; x += 0.013f)
        {
            Assert.InRange(VectorMath.Tanh(x), 0f, 1f);
            Assert.InRange(VectorMath.Erf(x), 0f, 1f);
            Assert.InRange(VectorMath.Sigmoid(x), 0.5f, 1f);
            Assert.InRange(VectorMath.Sigmoid(-x), 0f, 0.5f);
        }

        Assert.Equal(1f, VectorMath.Tanh(10f));
        Assert.Equal(-1f, VectorMath.Tanh(float.NegativeInfinity));
        Assert.Equal(0.5f, VectorMath.Sigmoid(0f));
        Assert.Equal(1f, VectorMath.Sigmoid(float.PositiveInfinity));
        Assert.Equal(0f, VectorMath.Sigmoid(-89f));
        Assert.Equal(0f, VectorMath.Sigmoid(float.NegativeInfinity));
    }

    static MathFunction Function(string name) => MathFunction.All.Single(f => f.Name == name);

    /// <summary>The distance in units in the last place of the exact value, subnormal spacing included.</summary>
    static double UlpError(float actual, double exact, double flushedBelow)
    {
        if (double.IsNaN(exact) || double.IsNaN(actual))
        {
            return double.IsNaN(exact) && double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (actual == (float)exact || (actual == 0 && Math.Abs(exact) < flushedBelow))
        {
            return 0;
        }

        if (double.IsInfinity(exact))
        {
            return double.PositiveInfinity;
        }

        double ulp = Math.ScaleB(1, Math.Max(Math.ILogB(exact), -126) - 23);
        return Math.Abs(actual - exact) / ulp;
    }

    static void AssertSameBits(MathFunction function, float[] x)
    {
        var portable = new float[16];
        var avx2 = new float[16];
        var avx512 = new float[16];
        for (int i = 0; i < 16; i += 4)
        {
            function.Portable(Vector128.Create(x, i)).CopyTo(portable, i);
        }

        for (int i = 0; i < 16; i += 8)
        {
            function.Avx2(Vector256.Create(x, i)).CopyTo(avx2, i);
        }

        function.Avx512(Vector512.Create(x)).CopyTo(avx512);
        for (int i = 0; i < 16; i++)
        {
            AssertSame(32, function.Scalar(x[i]), portable[i]);
            if (Fma.IsSupported)
            {
                AssertSame(256, avx2[i], portable[i]);
                AssertSame(512, avx512[i], portable[i]);
            }

            void AssertSame(int width, float actual, float expected)
            {
                if (Bits(actual) != Bits(expected))
                {
                    Assert.Fail($"{function}({x[i]:R}) is {actual:R} with {width} bits but {expected:R} with 128.");
                }
            }
        }
    }

    static uint Bits(float value) => float.IsNaN(value) ? uint.MaxValue : BitConverter.SingleToUInt32Bits(value);
}
