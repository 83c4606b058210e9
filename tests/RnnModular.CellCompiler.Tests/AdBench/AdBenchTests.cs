using RnnModular.AdBench;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Reference;

namespace RnnModular.CellCompiler.Tests.AdBench;

/// <summary>The derived gradient against numbers that five other tools agree on, in float64.</summary>
public sealed class AdBenchTests
{
    // ADBench's own LSTM: forget and output gates see only x, input gate and candidate only h, and all weights are diagonal.
    const string Cell = """
        state h : I
        state c : I
        f  = sigmoid(x * wf + bf)
        i  = sigmoid(h * wi + bi)
        o  = sigmoid(x * wo + bo)
        g  = tanh(h * wg + bg)
        c' = c * f + i * g
        h' = o * tanh(c')
        """;

    static readonly string[] Gates = ["f", "i", "o", "g"];

    [AdBenchTheory]
    [InlineData("lstm_l2_c1024")]
    [InlineData("lstm_l4_c1024")]
    public void Objective_and_gradient_of_ADBench_lstm_agree_with_the_published_ones(string name)
    {
        AdBenchProblem problem = AdBenchProblem.Read(name);
        double[] actual = Solve(problem);
        Assert.Equal(problem.Expected.Length, actual.Length);
        for (int index = 0; index < actual.Length; index++)
        {
            // ADBench's rule.
            double expected = problem.Expected[index];
            double error = Math.Abs(actual[index] - expected) / Math.Max(1, Math.Abs(actual[index]) + Math.Abs(expected));
            Assert.True(error < 1e-8, $"Value {index} is {actual[index]:R}, but {expected:R} is published.");
        }
    }

    /// <summary>The objective, then the gradient by main and extra parameters.</summary>
    static double[] Solve(AdBenchProblem problem)
    {
        StepGraph graph = CellCompilation.Analyze(Cell, out _)!;
        ReferenceInterpreter[] layers = [.. Enumerable.Range(0, problem.Layers).Select(l => new ReferenceInterpreter(graph, problem.Bits, problem.Bits, Parameters(problem, l)))];
        double[] inputWeights = problem.Extra[0];
        double[] outputWeights = problem.Extra[1];
        double[] outputBiases = problem.Extra[2];
        double[][] x = [.. problem.Sequence[..^1].Select(row => Times(row, inputWeights))];

        var runs = new ReferenceRun[layers.Length];
        IReadOnlyList<double[]> values = x;
        for (int layer = 0; layer < layers.Length; layer++)
        {
            runs[layer] = layers[layer].Forward(values, new Dictionary<string, double[]> { ["h"] = problem.States[2 * layer], ["c"] = problem.States[(2 * layer) + 1] });
            values = runs[layer].Outputs;
        }

        double objective = 0;
        double count = (double)problem.Bits * values.Count;
        var dOutputs = new double[values.Count][];
        var dOutputWeights = new double[problem.Bits];
        var dOutputBiases = new double[problem.Bits];
        for (int t = 0; t < values.Count; t++)
        {
            double[] y = [.. Enumerable.Range(0, problem.Bits).Select(b => (values[t][b] * outputWeights[b]) + outputBiases[b])];
            double partition = y.Sum(Math.Exp) + 2;
            double[] target = problem.Sequence[t + 1];
            objective -= Enumerable.Range(0, problem.Bits).Sum(b => target[b] * (y[b] - Math.Log(partition))) / count;
            double total = target.Sum();
            dOutputs[t] = new double[problem.Bits];
            for (int b = 0; b < problem.Bits; b++)
            {
                double dy = ((total * Math.Exp(y[b]) / partition) - target[b]) / count;
                dOutputWeights[b] += dy * values[t][b];
                dOutputBiases[b] += dy;
                dOutputs[t][b] = dy * outputWeights[b];
            }
        }

        var zeros = new Dictionary<string, double[]> { ["h"] = new double[problem.Bits], ["c"] = new double[problem.Bits] };
        var main = new List<double>();
        IReadOnlyList<double[]> gradient = dOutputs;
        for (int layer = layers.Length - 1; layer >= 0; layer--)
        {
            ReferenceGradients back = layers[layer].Backward(runs[layer], gradient, zeros);
            main.InsertRange(0, Gates.SelectMany(g => back.Parameters["w" + g]).Concat(Gates.SelectMany(g => back.Parameters["b" + g])));
            gradient = back.Inputs;
        }

        var dInputWeights = new double[problem.Bits];
        for (int t = 0; t < gradient.Count; t++)
        {
            for (int b = 0; b < problem.Bits; b++)
            {
                dInputWeights[b] += gradient[t][b] * problem.Sequence[t][b];
            }
        }

        return [objective, .. main, .. dInputWeights, .. dOutputWeights, .. dOutputBiases];
    }

    static Dictionary<string, double[]> Parameters(AdBenchProblem problem, int layer)
    {
        int bits = problem.Bits;
        var parameters = new Dictionary<string, double[]>();
        for (int gate = 0; gate < Gates.Length; gate++)
        {
            parameters["w" + Gates[gate]] = problem.Main[2 * layer][(gate * bits)..((gate + 1) * bits)];
            parameters["b" + Gates[gate]] = problem.Main[(2 * layer) + 1][(gate * bits)..((gate + 1) * bits)];
        }

        return parameters;
    }

    static double[] Times(double[] a, double[] b) => [.. a.Zip(b, static (x, y) => x * y)];
}
