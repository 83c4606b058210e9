using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Reference;

namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>
/// Holds the derived gradient of one random sequence against central differences, all in float64. The loss is
/// L = Σ y·w + Σ final·v with random w and v, so every output and every state counts.
/// </summary>
sealed class GradientCheck
{
    const double Step = 1e-5;
    const int Time = 4;

    readonly StepGraph _graph;
    readonly (int Input, int Hidden) _sizes;
    readonly Dictionary<string, double[]> _parameters;
    readonly double[][] _inputs;
    readonly Dictionary<string, double[]>? _initial;
    readonly Dictionary<string, double[]>[] _masks;
    readonly double[][] _outputWeights;
    readonly Dictionary<string, double[]> _finalWeights;

    GradientCheck(StepGraph graph, int input, int hidden, int seed)
    {
        (_graph, _sizes) = (graph, (input, hidden));
        var sizes = new SizeEvaluator(graph, input, hidden);
        var random = new Random(seed);
        double[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (1.4 * random.NextDouble()) - 0.7)];
        _parameters = graph.Parameters.ToDictionary(p => p.Name, p => Draw(sizes.Of(p.Shape.Rows) * sizes.Of(p.Shape.Columns)));
        _inputs = [.. Enumerable.Range(0, Time).Select(_ => Draw(new InputRows(graph, sizes).Width))];
        _masks = [.. Enumerable.Range(0, Time).Select(_ => graph.Masks.ToDictionary(m => m.Name, m => Draw(sizes.Of(graph.Nodes[m.Leaf].Shape.Rows)).Select(v => v > 0 ? 1.0 : 0).ToArray()))];

        // A spec that says where its states start is run from there.
        _initial = graph.Starts.Count > 0 ? null : graph.States.ToDictionary(s => s.Name, s => Draw(sizes.Of(s.Shape.Rows) * sizes.Of(s.Shape.Columns)));
        _outputWeights = [.. Enumerable.Range(0, Time).Select(_ => Draw(sizes.Of(graph.Nodes[graph.Output].Shape.Rows)))];
        _finalWeights = graph.States.ToDictionary(s => s.Name, s => Draw(sizes.Of(s.Shape.Rows) * sizes.Of(s.Shape.Columns)));
    }

    /// <summary>The largest relative error over all parameters, inputs and initial states, with the name of where it is.</summary>
    public static (double Error, string Where) Largest(string equations, int input = 3, int hidden = 4, int seed = 5)
    {
        StepGraph? graph = CellCompilation.Analyze(equations, out var diagnostics);
        Assert.True(graph is not null, string.Join("\n", diagnostics));
        return new GradientCheck(graph, input, hidden, seed).Run();
    }

    (double Error, string Where) Run()
    {
        var interpreter = new ReferenceInterpreter(_graph, _sizes.Input, _sizes.Hidden, _parameters);
        ReferenceGradients gradients = interpreter.Backward(interpreter.Forward(_inputs, _initial, _masks), _outputWeights, _finalWeights);
        IEnumerable<(string Where, double[] Values, double[] Gradient)> all =
        [
            .. _parameters.Select(p => (p.Key, p.Value, gradients.Parameters[p.Key])),
            .. (_initial ?? []).Select(s => ($"initial {s.Key}", s.Value, gradients.InitialStates[s.Key])),
            .. _inputs.Select((x, step) => ($"x at step {step}", x, gradients.Inputs[step])),
        ];
        return all.Select(a => (Error: Compare(a.Values, a.Gradient), a.Where))
            .MaxBy(e => double.IsNaN(e.Error) ? double.PositiveInfinity : e.Error);
    }

    double Compare(double[] values, double[] gradient)
    {
        Assert.Equal(values.Length, gradient.Length);
        double largest = 0;
        for (int index = 0; index < values.Length; index++)
        {
            double value = values[index];
            values[index] = value + Step;
            double above = Loss();
            values[index] = value - Step;
            double below = Loss();
            values[index] = value;
            double slope = (above - below) / (2 * Step);
            double error = Math.Abs(slope - gradient[index]) / Math.Max(1, Math.Abs(slope));
            largest = double.IsNaN(error) ? double.NaN : Math.Max(largest, error);
        }

        return largest;
    }

    double Loss()
    {
        ReferenceRun run = new ReferenceInterpreter(_graph, _sizes.Input, _sizes.Hidden, _parameters).Forward(_inputs, _initial, _masks);
        return run.Outputs.Zip(_outputWeights, Dot).Sum() + _graph.States.Sum(s => Dot(run.FinalStates[s.Name], _finalWeights[s.Name]));
    }

    static double Dot(double[] a, double[] b)
    {
        Assert.Equal(a.Length, b.Length);
        return a.Zip(b, static (x, y) => x * y).Sum();
    }
}
