using RnnModular.CellCompiler;
using RnnModular.Cli.Cells.Compilation;

namespace RnnModular.Cli.Tests.Cells;

/// <summary>Small specs, few of them: each is compiled once for all tests.</summary>
static class Specs
{
    public const string Leaky = "# Forgets slowly.\nh' = tanh(W x + a * h)\n";

    public const string Other = "# Forgets otherwise.\nh' = tanh(W x - a * h)\n";

    public const string Broken = "# Never worked.\nh' = tanh(W x + U h";

    /// <summary>A cell as a plugin would register it.</summary>
    public static ICellFactory Registered(string id, string equations) =>
        new RuntimeCompiler(TimeProvider.System, _ => { }).Compile(CellSpec.Of(new CellDescriptor(id, CellNaming.Summary(equations), equations, [], [], [])).Source);

    /// <summary>A cell that is not what its equations say.</summary>
    public sealed class Liar(string id, string equations = Leaky) : ICellFactory
    {
        readonly ICellFactory _other = Registered("other", Other);

        public CellDescriptor Descriptor => new(id, "", equations, ["I", "H"], ["h"], []);

        public RecurrentCell Create(CellSizes sizes, SimdWidth? width = null) => _other.Create(sizes, width);
    }
}
