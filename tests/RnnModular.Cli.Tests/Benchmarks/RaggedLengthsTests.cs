using RnnModular.Cli.Benchmarks;

namespace RnnModular.Cli.Tests.Benchmarks;

public sealed class RaggedLengthsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    [InlineData(1000)]
    public void Lengths_fall_and_a_dense_batch_of_as_many_steps_exists(int batch)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            int[] lengths = RaggedLengths.Draw(batch, seed);

            Assert.Equal(batch, lengths.Length);
            Assert.Equal(lengths.OrderDescending(), lengths);
            Assert.All(lengths, length => Assert.InRange(length, RaggedLengths.Least, RaggedLengths.Most));
            Assert.Equal(0, lengths.Sum() % batch);
        }
    }

    [Fact]
    public void Lengths_of_a_large_batch_fill_the_range()
    {
        int[] lengths = RaggedLengths.Draw(1000, 1);

        Assert.InRange(lengths.Average(), 95, 115);
        Assert.InRange(lengths[^1], 10, 12);
        Assert.InRange(lengths[0], 198, 200);
    }
}
