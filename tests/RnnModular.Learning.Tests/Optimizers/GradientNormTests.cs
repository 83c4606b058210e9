namespace RnnModular.Learning.Tests;

public sealed class GradientNormTests
{
    [Fact]
    public void A_gradient_that_is_too_long_is_scaled_to_the_bound()
    {
        using ParameterStore store = Store(3, 4);
        Assert.Equal(5, GradientNorm.Clip(store, 2.5), 1e-6);
        Assert.Equal(2.5, GradientNorm.Of(store), 1e-5);
        Assert.Equal(1.5, store["a"].Gradient[0], 1e-5);
    }

    [Fact]
    public void A_gradient_within_the_bound_is_left_alone()
    {
        using ParameterStore store = Store(3, 4);
        Assert.Equal(5, GradientNorm.Clip(store, 5.1), 1e-6);
        Assert.Equal(3, store["a"].Gradient[0]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_norm_that_is_not_finite_is_told_and_changes_nothing(float gradient)
    {
        using ParameterStore store = Store(3, gradient);
        Assert.False(double.IsFinite(GradientNorm.Clip(store, 1)));
        Assert.Equal(3, store["a"].Gradient[0]);
    }

    [Fact]
    public void The_norm_does_not_overflow_where_its_squares_would_in_single_precision()
    {
        using ParameterStore store = Store(3e30f, 4e30f);
        Assert.Equal(5e30, GradientNorm.Of(store), 1e24);
    }

    [Fact]
    public void Clipping_by_value_cuts_both_ends()
    {
        using ParameterStore store = Store(3, -4);
        GradientNorm.ClipValues(store, 3.5);
        Assert.Equal(3, store["a"].Gradient[0]);
        Assert.Equal(-3.5f, store["b"].Gradient[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    public void The_norm_of_any_length_is_the_root_of_the_squares(int length)
    {
        float[] values = [.. Enumerable.Range(1, length).Select(value => (float)value)];
        Assert.Equal(Math.Sqrt(values.Sum(value => (double)value * value)), GradientNorm.Of(values), 1e-9);
    }

    static ParameterStore Store(float a, float b)
    {
        var store = new ParameterStore(1);
        store.Add("a", [1]);
        store.Add("b", [2, 2]);
        store["a"].Gradient[0] = a;
        store["b"].Gradient[0] = b;
        return store;
    }
}
