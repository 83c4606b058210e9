using RnnModular.Cli.Benchmarks;

namespace RnnModular.Cli.Tests.Benchmarks;

public sealed class BenchmarkShapeTests
{
    [Theory]
    [InlineData("1,128,64,31")]
    [InlineData(" ( 1, 128 ,64, 31) ")]
    [InlineData("1,128,64,31;")]
    public void A_shape_is_read_as_batch_time_input_hidden(string text) =>
        Assert.Equal([new BenchmarkShape(1, 128, 64, 31)], BenchmarkShape.ParseList(text));

    [Fact]
    public void Several_shapes_are_read_in_order() =>
        Assert.Equal([new BenchmarkShape(1, 2, 3, 4), new BenchmarkShape(65536, 7, 8, 9)], BenchmarkShape.ParseList("1,2,3,4;65536,7,8,9"));

    [Fact]
    public void A_shape_is_written_as_it_is_read() =>
        Assert.Equal([.. BenchmarkShape.OfBatches], BenchmarkShape.ParseList(string.Join(';', BenchmarkShape.OfBatches)));

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("1,2,3")]
    [InlineData("1,2,3,4,5")]
    [InlineData("1,2,3,0")]
    [InlineData("1,2,3,-4")]
    [InlineData("1,2,3,65537")]
    [InlineData("1,2,3,four")]
    [InlineData("1,2,3,4;5,6")]
    [InlineData("1,2,3,99999999999")]
    [InlineData("1;2;3;4")]
    public void A_wrong_shape_is_a_mistake_of_usage_that_shows_a_right_one(string text)
    {
        RnnException error = Assert.Throws<RnnException>(() => BenchmarkShape.ParseList(text));

        Assert.Equal(FailureKind.Usage, error.Kind);
        Assert.Contains("batch,time,input,hidden", error.Message);
    }
}
