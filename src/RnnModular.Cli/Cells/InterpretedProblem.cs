using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Reference;

namespace RnnModular.Cli.Cells;

/// <summary>A problem solved by the float64 interpreter, and its gradient checked by central differences.</summary>
sealed class InterpretedProblem(StepGraph graph, int input, int hidden, CellProblem problem)
{
    // Near the optimum for float64: the error of rounding and the error of the difference balance.
    const double Step = 1e-5;

    ReferenceRun[] _held = [];

    /// <summary>Forward and backward.</summary>
    public ProblemResult Solve()
    {
        var interpreter = new ReferenceInterpreter(graph, input, hidden, problem.Parameters);
        var forward = new Dictionary<string, double[]>();
        var gradients = graph.Parameters.ToDictionary(p => p.Name, p => new double[problem.Parameters[p.Name].Length]);
        for (int row = 0; row < problem.Lengths.Length; row++)
        {
            ReferenceRun run = Train(interpreter, row, null);
            ReferenceGradients back = interpreter.Backward(run, problem.OutputWeights[row], problem.FinalWeights[row]);
            Add(forward, run, row);
            gradients[$"x[{row}]"] = [.. back.Inputs.SelectMany(x => x)];
            foreach (StateInfo state in graph.States)
            {
                gradients[$"{state.Name}[{row}]"] = back.InitialStates[state.Name];
            }

            foreach ((string name, double[] part) in back.Parameters)
            {
                for (int index = 0; index < part.Length; index++)
                {
                    gradients[name][index] += part[index];
                }
            }
        }

        return new ProblemResult(forward, gradients);
    }

    /// <summary>Forward in evaluation, where masks are their means.</summary>
    public IReadOnlyDictionary<string, double[]> Infer()
    {
        var interpreter = new ReferenceInterpreter(graph, input, hidden, problem.Parameters);
        var forward = new Dictionary<string, double[]>();
        for (int row = 0; row < problem.Lengths.Length; row++)
        {
            Add(forward, interpreter.Forward(problem.Inputs[row], problem.InitialStates?[row]), row);
        }

        return forward;
    }

    /// <summary>
    /// Largest relative difference between a gradient and (L(v + ε) − L(v − ε)) / 2ε, over every value there is, or so many spread
    /// evenly over a larger tensor, so that no size takes hours. What stop_gradient stops, what floor rounds and which side where takes stays as it is at v.
    /// </summary>
    public double GradientCheck(IReadOnlyDictionary<string, double[]> gradients, int mostValues)
    {
        double largest = 0;
        var here = new ReferenceInterpreter(graph, input, hidden, problem.Parameters);
        _held = [.. Enumerable.Range(0, problem.Lengths.Length).Select(row => Train(here, row, null))];
        foreach ((string name, double[] values) in problem.Parameters)
        {
            Compare(values, gradients[name], 0, problem.Lengths.Length);
        }

        for (int row = 0; row < problem.Lengths.Length; row++)
        {
            int width = problem.Inputs[row][0].Length;
            for (int step = 0; step < problem.Lengths[row]; step++)
            {
                Compare(problem.Inputs[row][step], gradients[$"x[{row}]"].AsSpan(step * width, width).ToArray(), row, row + 1);
            }

            foreach ((string name, double[] values) in problem.InitialStates?[row] ?? [])
            {
                Compare(values, gradients[$"{name}[{row}]"], row, row + 1);
            }
        }

        return largest;

        void Compare(double[] values, double[] gradient, int first, int end)
        {
            for (int index = 0; index < values.Length; index += 1 + ((values.Length - 1) / mostValues))
            {
                double value = values[index];
                values[index] = value + Step;
                double above = Loss(first, end);
                values[index] = value - Step;
                double below = Loss(first, end);
                values[index] = value;
                double slope = (above - below) / (2 * Step);
                double error = Math.Abs(slope - gradient[index]) / Math.Max(1, Math.Abs(slope) + Math.Abs(gradient[index]));
                largest = double.IsNaN(error) ? double.NaN : Math.Max(largest, error);
            }
        }
    }

    double Loss(int first, int end)
    {
        var interpreter = new ReferenceInterpreter(graph, input, hidden, problem.Parameters);
        double loss = 0;
        for (int row = first; row < end; row++)
        {
            ReferenceRun run = Train(interpreter, row, _held[row]);
            loss += run.Outputs.Zip(problem.OutputWeights[row], Dot).Sum();
            loss += graph.States.Sum(s => Dot(run.FinalStates[s.Name], problem.FinalWeights[row][s.Name]));
        }

        return loss;
    }

    ReferenceRun Train(ReferenceInterpreter interpreter, int row, ReferenceRun? held) =>
        interpreter.Forward(problem.Inputs[row], problem.InitialStates?[row], problem.Masks[row], held);

    void Add(Dictionary<string, double[]> forward, ReferenceRun run, int row)
    {
        forward[$"y[{row}]"] = [.. run.Outputs.SelectMany(y => y)];
        foreach (StateInfo state in graph.States)
        {
            forward[$"{state.Name}[{row}]"] = run.FinalStates[state.Name];
        }
    }

    static double Dot(double[] a, double[] b) => a.Zip(b, static (x, y) => x * y).Sum();
}
