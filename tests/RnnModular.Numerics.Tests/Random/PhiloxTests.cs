namespace RnnModular.Numerics.Tests;

public class PhiloxTests
{
    /// <summary>The known answers that Random123 publishes for philox4x32 with ten rounds.</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffffffffffUL, 0xffffffffffffffffUL, 0xffffffffffffffffUL, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0x299f31d0a4093822UL, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Block_gives_the_published_answers(ulong low, ulong high, ulong key, uint w0, uint w1, uint w2, uint w3) =>
        Assert.Equal((w0, w1, w2, w3), Philox4x32.Block(low, high, key));

    [Fact]
    public void Same_seed_and_name_give_the_same_stream()
    {
        Philox first = new(7, "dropout"), second = new(7, "dropout");
        Assert.Equal(Words(first, 100), Words(second, 100));
    }

    [Fact]
    public void Another_seed_or_name_gives_another_stream()
    {
        uint[] words = Words(new Philox(7, "dropout"), 50);
        Assert.Empty(words.Intersect(Words(new Philox(8, "dropout"), 50)));
        Assert.Empty(words.Intersect(Words(new Philox(7, "weights"), 50)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void Restoring_the_position_replays_the_stream_exactly(int drawnBefore)
    {
        var random = new Philox(1, "replay");
        Words(random, drawnBefore);
        ulong position = random.Position;
        float[] first = Mixture(random);
        ulong end = random.Position;

        var elsewhere = new Philox(1, "replay") { Position = position };
        Assert.Equal(first, Mixture(elsewhere));
        Assert.Equal(end, elsewhere.Position);
        random.Position = position;
        Assert.Equal(first, Mixture(random));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    [InlineData(100)]
    public void Fills_equal_single_draws(int count)
    {
        for (int offset = 0; offset < 5; offset++)
        {
            Philox bulk = new(3, "fill"), single = new(3, "fill");
            Words(bulk, offset);
            Words(single, offset);
            var uniform = new float[count];
            bulk.FillUniform(uniform, 0, 1);
            Assert.All(uniform, value => Assert.Equal(single.NextFloat(), value));
            bulk.FillUniform(uniform, -0.3f, 0.7f);
            Assert.All(uniform, value => Assert.Equal(-0.3f + (0.7f - -0.3f) * single.NextFloat(), value));
            var normal = new float[count];
            bulk.FillNormal(normal);
            Assert.All(normal, value => Assert.Equal(single.NextNormal(), value));
            Assert.Equal(single.Position, bulk.Position);
        }
    }

    [Fact]
    public void Fills_cross_the_32_bit_border_of_the_counter()
    {
        Philox bulk = new(3, "border") { Position = ((1UL << 32) - 2) * 4 }, single = new(3, "border") { Position = bulk.Position };
        var values = new float[32];
        bulk.FillUniform(values, 0, 1);
        Assert.All(values, value => Assert.Equal(single.NextFloat(), value));
    }

    [Fact]
    public void Uniform_values_lie_in_their_range_with_the_right_moments()
    {
        var values = new float[200_000];
        new Philox(5, "uniform").FillUniform(values, -2, 4);
        Assert.All(values, value => Assert.True(value is >= -2 and < 4));
        Assert.InRange(values.Average(value => (double)value), 0.98, 1.02);
        Assert.InRange(values.Average(value => (value - 1.0) * (value - 1.0)), 2.97, 3.03);
    }

    [Fact]
    public void A_narrow_range_never_reaches_its_upper_end()
    {
        float high = MathF.BitIncrement(1f);
        var values = new float[1000];
        new Philox(5, "narrow").FillUniform(values, 1, high);
        Assert.All(values, value => Assert.Equal(1f, value));
    }

    [Fact]
    public void Normal_values_have_the_right_moments()
    {
        var values = new float[200_000];
        new Philox(5, "normal").FillNormal(values);
        Assert.InRange(values.Average(value => (double)value), -0.01, 0.01);
        Assert.InRange(values.Average(value => (double)value * value), 0.985, 1.015);
        Assert.InRange(values.Average(value => Math.Pow(value, 4)), 2.9, 3.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    public void NextInt_gives_every_value_equally_often(int bound)
    {
        var random = new Philox(11, "int");
        var counts = new int[bound];
        for (int i = 0; i < 10_000 * bound; i++)
        {
            counts[random.NextInt(bound)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void NextInt_stays_unbiased_for_a_bound_that_rejects_many_words()
    {
        // 2³² / (3 · 2²⁹) = 2.67: without rejection the first third would come half as often again.
        var random = new Philox(11, "reject");
        const int Bound = 3 << 29;
        int low = Enumerable.Range(0, 30_000).Count(_ => random.NextInt(Bound) < Bound / 3);
        Assert.InRange(low, 9_700, 10_300);
    }

    [Fact]
    public void NextDouble_lies_in_the_unit_interval()
    {
        var random = new Philox(2, "double");
        double[] values = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextDouble())];
        Assert.All(values, value => Assert.True(value is >= 0 and < 1));
        Assert.InRange(values.Average(), 0.495, 0.505);
    }

    [Fact]
    public void Shuffle_keeps_the_items_and_reaches_every_order()
    {
        var random = new Philox(2, "shuffle");
        var seen = new HashSet<string>();
        for (int i = 0; i < 300; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            random.Shuffle<char>(items);
            Assert.Equal("abcd", string.Concat(items.Order()));
            seen.Add(new string(items));
        }

        Assert.Equal(24, seen.Count);
    }

    [Fact]
    public void Empty_ranges_are_refused()
    {
        var random = new Philox(2, "empty");
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
        Assert.Throws<ArgumentException>(() => random.FillUniform(new float[1], 1, 1));
    }

    static uint[] Words(Philox random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextUInt32())];

    static float[] Mixture(Philox random)
    {
        var fill = new float[5];
        float[] first = [random.NextNormal(), random.NextInt(10), random.NextFloat(), (float)random.NextDouble(), random.NextNormal()];
        random.FillUniform(fill, -1, 1);
        return [.. first, .. fill, random.NextFloat()];
    }
}
