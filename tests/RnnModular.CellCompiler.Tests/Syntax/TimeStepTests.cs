using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Syntax;

/// <summary>Subscripts of time, as papers write them, mean what primes do.</summary>
public sealed class TimeStepTests
{
    const string Gru = "z = σ(Wz x + Uz h)\nn = tanh(Wn x + Un (z * h))\nh' = (1 - z) * n + z * h";

    [Theory]
    [InlineData("z_t = σ(Wz x_t + Uz h_{t-1})\nn_t = tanh(Wn x_t + Un (z_t * h_{t-1}))\nh_t = (1 - z_t) * n_t + z_t * h_{t-1}")]
    [InlineData("z_{t} = σ(Wz x_{t} + Uz h_{t-1})\nn_{t} = tanh(Wn x_{t} + Un (z_{t} ⊙ h_{t-1}))\nh_{t} = (1 - z_{t}) ⊙ n_{t} + z_{t} ⊙ h_{t-1}")]
    [InlineData("z[t] = σ(Wz x[t] + Uz h[t-1])\nn[t] = tanh(Wn x[t] + Un (z[t] * h[t-1]))\nh[t] = (1 - z[t]) * n[t] + z[t] * h[t-1]")]
    [InlineData("zₜ = σ(Wz xₜ + Uz hₜ₋₁)\nnₜ = tanh(Wn xₜ + Un (zₜ * hₜ₋₁))\nhₜ = (1 - zₜ) * nₜ + zₜ * hₜ₋₁")]
    [InlineData("z = σ(Wz x_t + Uz h)\nn = tanh(Wn x_t + Un (z * h))\nh' = (1 - z) * n + z * h")]
    public void A_cell_with_subscripts_is_the_cell_with_primes(string equations) =>
        Assert.Equal(CellCompilation.Print(Specs.Source(Gru), CellStage.Graph), CellCompilation.Print(Specs.Source(equations), CellStage.Graph));

    [Fact]
    public void A_new_state_may_be_read_in_the_same_step() => Assert.Equal(
        CellCompilation.Print(Specs.Source("c' = tanh(W x + U h + c)\nh' = tanh(c')"), CellStage.Graph),
        CellCompilation.Print(Specs.Source("c_t = tanh(W x_t + U h_{t-1} + c_{t-1})\nh_t = tanh(c_t)"), CellStage.Graph));

    [Fact]
    public void Without_a_step_before_a_subscript_is_part_of_the_name() => Assert.Contains(
        "param W_t", CellCompilation.Print(Specs.Source("h' = tanh(W_t x + U h)"), CellStage.Graph), StringComparison.Ordinal);
}
