namespace RnnModular.Numerics.Tests;

public class SimdTests
{
    [Fact]
    public void Available_widths_fall_and_end_with_portable()
    {
        Assert.Equal(SimdWidth.Portable, Simd.Available[^1]);
        Assert.Equal(Simd.Available.OrderByDescending(w => (int)w), Simd.Available);
        Assert.Contains(Simd.Best, Simd.Available);
    }

    [Theory]
    [InlineData(null, SimdWidth.Avx512)]
    [InlineData(" ", SimdWidth.Avx512)]
    [InlineData("avx512", SimdWidth.Avx512)]
    [InlineData("AVX2", SimdWidth.Avx2)]
    [InlineData("portable", SimdWidth.Portable)]
    public void A_request_within_the_machines_reach_is_met(string? request, SimdWidth expected) =>
        Assert.Equal(expected, Simd.Choose(request, [SimdWidth.Avx512, SimdWidth.Avx2, SimdWidth.Portable]));

    [Theory]
    [InlineData("avx512", "offers no more than avx2; set it to avx2 or portable")]
    [InlineData("sse9", "names no instruction set; set it to avx512, avx2 or portable")]
    public void A_request_that_cannot_be_met_is_a_configuration_error(string request, string because)
    {
        RnnException error = Assert.Throws<RnnException>(() => Simd.Choose(request, [SimdWidth.Avx2, SimdWidth.Portable]));
        Assert.Equal(FailureKind.Config, error.Kind);
        Assert.Contains(because, error.Message);
    }
}
