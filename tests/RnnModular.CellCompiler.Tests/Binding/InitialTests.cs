using RnnModular.CellCompiler.Tests.Support;
using RnnModular.Learning;

namespace RnnModular.CellCompiler.Tests.Binding;

/// <summary>How parameters start: numbers, names, and formulas of draws.</summary>
public sealed class InitialTests
{
    const string Spec = """
        h' = a * tanh(W x + U h + V h + R h) + b * h + c * d
        init a = uniform(1, 10)
        init b = log(uniform(1, 99))
        init c = ones
        init d = log_uniform(2, 3) - 2
        init W = normal(0, 1 / sqrt(H))
        init U = 0.5 * identity
        init V = 2 * orthogonal
        init R[i, j] = 10 * i + j
        """;

    [Fact]
    public void Formulas_make_the_values_a_parameter_starts_at()
    {
        using RecurrentCell cell = EmittedCell.Factory(Spec).Create(new CellSizes(9, 16));
        Assert.All(Values(cell, "a"), v => Assert.InRange(v, 1, 10));
        Assert.All(Values(cell, "b"), v => Assert.InRange(v, 0, MathF.Log(99)));
        Assert.All(Values(cell, "c"), v => Assert.Equal(1, v));
        Assert.All(Values(cell, "d"), v => Assert.InRange(v, 0, 1));
        Assert.InRange(Values(cell, "W").Select(v => v * v).Average(), 0.7 / 16, 1.4 / 16);
        Assert.Equal(Enumerable.Range(0, 256).Select(n => n / 16 == n % 16 ? 0.5f : 0), Values(cell, "U"));
        Assert.Equal(4, Values(cell, "V").Take(16).Sum(v => v * v), 1e-4);
        Assert.Equal(Enumerable.Range(0, 256).Select(n => (10f * (n / 16)) + (n % 16)), Values(cell, "R"));
    }

    [Fact]
    public void Draws_of_a_seed_are_always_the_same()
    {
        using RecurrentCell cell = EmittedCell.Factory(Spec).Create(new CellSizes(9, 16));
        Assert.Equal(Values(cell, "W"), Values(cell, "W"));
        Assert.NotEqual(Values(cell, "a"), Values(cell, "d"));
    }

    static float[] Values(RecurrentCell cell, string name)
    {
        CellParameter parameter = cell.Parameters.Single(p => p.Name == name);
        var values = new float[parameter.Length];
        Initializer.Fill(values, parameter, cell.HiddenSize, seed: 5, name);
        return values;
    }
}
