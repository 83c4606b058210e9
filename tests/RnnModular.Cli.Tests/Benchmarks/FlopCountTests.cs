using RnnModular.Cli.Benchmarks;

namespace RnnModular.Cli.Tests.Benchmarks;

public sealed class FlopCountTests
{
    const int Input = 7;
    const int Hidden = 9;

    // An LSTM's: four gates, each with two matrices and a bias, and a peephole.
    static readonly CellParameter[] s_parameters =
    [
        .. Enumerable.Range(0, 4).SelectMany(gate => new[]
        {
            new CellParameter($"W{gate}", Hidden, Input, 0, InitialValue.UniformByHidden, 0),
            new CellParameter($"U{gate}", Hidden, Hidden, 0, InitialValue.UniformByHidden, 0),
            new CellParameter($"b{gate}", Hidden, 1, 0, InitialValue.UniformByHidden, 0),
        }),
        new CellParameter("p", Hidden, 1, 0, InitialValue.UniformByHidden, 0),
    ];

    [Fact]
    public void Inference_counts_two_operations_for_each_weight_of_a_matrix_and_token() =>
        Assert.Equal(2.0 * 4 * Hidden * (Input + Hidden) * 31, FlopCount.Of(s_parameters, 31, trains: false));

    [Fact]
    public void Training_counts_three_times_as_many() =>
        Assert.Equal(3 * FlopCount.Of(s_parameters, 31, trains: false), FlopCount.Of(s_parameters, 31, trains: true));

    [Fact]
    public void Large_shapes_do_not_overflow() =>
        Assert.Equal(6.0 * 65536 * 65536 * 4_000_000_000, FlopCount.Of([new CellParameter("U", 1 << 15, 1 << 15, 0, InitialValue.UniformByHidden, 0)], 16_000_000_000, trains: true));
}
