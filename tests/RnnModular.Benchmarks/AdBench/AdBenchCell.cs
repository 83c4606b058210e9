using System.Globalization;
using RnnModular.AdBench;
using RnnModular.CellCompiler;
using RnnModular.Cli.Cells.Compilation;

namespace RnnModular.Benchmarks.AdBench;

/// <summary>ADBench's whole LSTM problem as one cell: the layers, and the logarithm of the next character's likelihood as the output.</summary>
static class AdBenchCell
{
    static readonly string[] Gates = ["f", "i", "o", "g"];

    /// <summary>Compiles the cell for a number of layers; it knows its size, the bits of a character.</summary>
    public static ICellFactory Compile(int layers, int bits) => new RuntimeCompiler(TimeProvider.System, _ => { }).Compile(
        new CellSource($"AdBench{layers}Cell", "RnnModular.Cells", "adbench", "ADBench's LSTM.", Equations(layers)) { Input = bits, Hidden = bits });

    /// <summary>
    /// The equations. Forget and output gates see only what comes from below, input gate and candidate only the layer's own past, and
    /// all weights are diagonal; the 2 beside the sum of exponentials is ADBench's.
    /// </summary>
    public static string Equations(int layers)
    {
        IEnumerable<string> lines = Enumerable.Range(1, layers).SelectMany(l => Layer(l, l == 1 ? "v" : $"h{l - 1}'"));
        return string.Join("\n", [
            "input target : I",
            .. Enumerable.Range(1, layers).SelectMany(l => new[] { $"state h{l} : I", $"state c{l} : I" }),
            "v = x * wx",
            .. lines,
            $"z = h{layers}' * wy + by",
            "y = dot(target, z) - sum(target) * log(sum(exp(z)) + 2)",
        ]);
    }

    /// <summary>The problem's parameters in the cell's order.</summary>
    public static float[] Parameters(AdBenchProblem problem, RecurrentCell cell)
    {
        var parameters = new float[cell.ParameterCount];
        foreach ((string name, IEnumerable<double> values) in Named(problem))
        {
            CellParameter parameter = cell.Parameters.First(p => p.Name == name);
            values.Select(v => (float)v).ToArray().CopyTo(parameters, parameter.Offset);
        }

        return parameters;
    }

    /// <summary>A gradient in ADBench's order: main parameters, then extra ones.</summary>
    public static IEnumerable<float> InPublishedOrder(AdBenchProblem problem, RecurrentCell cell, float[] gradient) =>
        Named(problem).SelectMany(n =>
        {
            CellParameter parameter = cell.Parameters.First(p => p.Name == n.Name);
            return gradient[parameter.Offset..(parameter.Offset + parameter.Length)];
        });

    static IEnumerable<(string Name, IEnumerable<double> Values)> Named(AdBenchProblem problem)
    {
        int bits = problem.Bits;
        for (int layer = 0; layer < problem.Layers; layer++)
        {
            for (int part = 0; part < 2; part++)
            {
                for (int gate = 0; gate < Gates.Length; gate++)
                {
                    string name = string.Create(CultureInfo.InvariantCulture, $"{(part == 0 ? "w" : "b")}{Gates[gate]}{layer + 1}");
                    yield return (name, problem.Main[(2 * layer) + part].Skip(gate * bits).Take(bits));
                }
            }
        }

        yield return ("wx", problem.Extra[0]);
        yield return ("wy", problem.Extra[1]);
        yield return ("by", problem.Extra[2]);
    }

    static string[] Layer(int l, string below) =>
    [
        $"f{l} = sigmoid({below} * wf{l} + bf{l})",
        $"i{l} = sigmoid(h{l} * wi{l} + bi{l})",
        $"o{l} = sigmoid({below} * wo{l} + bo{l})",
        $"g{l} = tanh(h{l} * wg{l} + bg{l})",
        $"c{l}' = c{l} * f{l} + i{l} * g{l}",
        $"h{l}' = o{l} * tanh(c{l}')",
    ];
}
