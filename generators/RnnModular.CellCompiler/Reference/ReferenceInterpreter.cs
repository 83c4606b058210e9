using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Reference;

/// <summary>One sequence after a forward run.</summary>
/// <param name="Values">For each step, every node's value.</param>
/// <param name="Outputs">For each step, y.</param>
/// <param name="FinalStates">States after the last step, by name.</param>
public sealed record ReferenceRun(IReadOnlyList<double[][]> Values, IReadOnlyList<double[]> Outputs, IReadOnlyDictionary<string, double[]> FinalStates)
{
    /// <summary>True when the cell itself said where its states start.</summary>
    public bool FromStart { get; init; }
}

/// <summary>Gradients of one sequence.</summary>
/// <param name="Inputs">For each step, the gradient of its input row.</param>
/// <param name="InitialStates">By state name.</param>
/// <param name="Parameters">By parameter name; matrices row-major.</param>
public sealed record ReferenceGradients(IReadOnlyList<double[]> Inputs, IReadOnlyDictionary<string, double[]> InitialStates, IReadOnlyDictionary<string, double[]> Parameters);

/// <summary>
/// Runs a step graph as it stands: float64, one value after the other, nothing hoisted, nothing fused. Slow and plain, it
/// is what every emitted engine is held against; and with central differences it judges every gradient.
/// </summary>
public sealed class ReferenceInterpreter
{
    readonly StepGraph _graph;
    readonly AdjointGraph _adjoint;
    readonly SizeEvaluator _sizes;
    readonly InputRows _rows;
    readonly IReadOnlyDictionary<string, double[]> _parameters;

    /// <summary>Prepares a cell with sizes and parameters.</summary>
    /// <param name="graph">The step.</param>
    /// <param name="input">I.</param>
    /// <param name="hidden">H.</param>
    /// <param name="parameters">By name; matrices row-major.</param>
    public ReferenceInterpreter(StepGraph graph, int input, int hidden, IReadOnlyDictionary<string, double[]> parameters)
    {
        (_graph, _parameters) = (graph, parameters);
        _adjoint = Differentiate.Run(graph);
        _sizes = new SizeEvaluator(graph, input, hidden);
        _rows = new InputRows(graph, _sizes);
    }

    /// <summary>Runs a sequence from an initial state.</summary>
    /// <param name="inputs">For each step, x [I] and then the side inputs, side by side.</param>
    /// <param name="initialStates">By name; null for where the cell starts.</param>
    /// <param name="masks">For each step, the masks by name as a training run has drawn them; null in evaluation, where each is its probability.</param>
    /// <param name="held">A run whose stopped values, branches and whole numbers hold here too, so that a difference is of what the gradient is of.</param>
    public ReferenceRun Forward(
        IReadOnlyList<double[]> inputs,
        IReadOnlyDictionary<string, double[]>? initialStates = null,
        IReadOnlyList<IReadOnlyDictionary<string, double[]>>? masks = null,
        ReferenceRun? held = null)
    {
        IReadOnlyDictionary<string, double[]> states = initialStates ?? Start();
        var steps = new List<double[][]>();
        foreach (double[] row in inputs)
        {
            var values = new double[_graph.Nodes.Count][];
            foreach (Node node in _graph.Nodes)
            {
                values[node.Id] = node.Operation == Operations.Input || node.Operation == Operations.SideInput ? _rows.Part(row, node.Id)
                    : node.Operation == Operations.Mask ? Mask(node, masks?[steps.Count])
                    : node.Operation == Operations.State ? states[node.Name!]
                    : held is not null && (node.Operation == Operations.StopGradient || node.Operation == Transcendentals.Floor) ? held.Values[steps.Count][node.Id]
                    : held is not null && node.Operation == Operations.Where ? Chosen(node, held.Values[steps.Count], values)
                    : Evaluate(node, values);
            }

            steps.Add(values);
            states = _graph.States.ToDictionary(s => s.Name, s => Spread(values[s.Next], Count(s.Shape)));
        }

        return new ReferenceRun(steps, [.. steps.Select(s => s[_graph.Output])], states) { FromStart = initialStates is null };
    }

    /// <summary>A choice between values, decided as in another run.</summary>
    double[] Chosen(Node choice, double[][] decided, double[][] values) =>
        Lanes(choice, decided[choice.Operands[0]], values[choice.Operands[1]], values[choice.Operands[2]]);

    /// <summary>The states a sequence starts from when nobody says otherwise, by name.</summary>
    public IReadOnlyDictionary<string, double[]> Start() => _graph.States.ToDictionary(s => s.Name, s =>
    {
        StartInfo? start = _graph.Starts.FirstOrDefault(i => i.State == s.Name);
        return start?.Parameter is { } parameter
            ? _parameters[parameter]
            : Spread([start?.Constant ?? 0], Count(s.Shape));
    });

    /// <summary>Back-propagates through a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="dOutputs">For each step, dy.</param>
    /// <param name="dFinalStates">By name.</param>
    public ReferenceGradients Backward(ReferenceRun run, IReadOnlyList<double[]> dOutputs, IReadOnlyDictionary<string, double[]> dFinalStates)
    {
        var carried = _graph.States.ToDictionary(s => Differentiate.CarriedName(s.Name), s => dFinalStates[s.Name]);
        var parameters = _graph.Parameters.ToDictionary(p => p.Name, p => new double[Count(p.Shape)]);
        var chain = ParameterChain.Of(_graph, [.. _adjoint.Vectors.Select(v => _graph.Nodes[v.Parameter].Name!), .. _adjoint.Weights.Select(w => _graph.Nodes[w.Weight].Name!)]);
        var values = new Dictionary<string, double[]>();
        var inputs = new double[run.Values.Count][];
        for (int step = run.Values.Count - 1; step >= 0; step--)
        {
            double[][] nodes = [.. run.Values[step], .. new double[_adjoint.Nodes.Count - _graph.Nodes.Count][]];
            foreach (Node node in _adjoint.Nodes.Skip(_graph.Nodes.Count))
            {
                nodes[node.Id] = node.Operation == Operations.OutputGradient ? dOutputs[step]
                    : node.Operation == Operations.CarriedGradient ? carried[node.Name!]
                    : Evaluate(node, nodes);
            }

            inputs[step] = InputGradients(nodes);
            carried = _graph.States.Select((s, index) => (s, index)).ToDictionary(
                s => Differentiate.CarriedName(s.s.Name), s => Spread(nodes[_adjoint.CarriedOut[s.index]], Count(s.s.Shape)));
            foreach (WeightGradient weight in _adjoint.Weights)
            {
                Node node = _graph.Nodes[weight.Weight];
                AddOuter(node.IsParameter ? parameters[node.Name!] : Sum(values, "d" + node.Name, node), nodes[weight.Output], nodes[weight.Operand], _sizes.Of(node.Shape.Rows));
            }

            foreach (VectorGradient vector in _adjoint.Vectors)
            {
                Node node = _graph.Nodes[vector.Parameter];
                AddTo(node.IsParameter ? parameters[node.Name!] : Sum(values, "d" + node.Name, node), nodes[vector.Node]);
            }
        }

        AddChain(chain, values, parameters, run.Values[0]);
        foreach (StartInfo start in _graph.Starts.Where(s => run.FromStart && s.Parameter is not null))
        {
            AddTo(parameters[start.Parameter!], carried[Differentiate.CarriedName(start.State)]);
        }

        return new ReferenceGradients(
            inputs,
            _graph.States.ToDictionary(s => s.Name, s => carried[Differentiate.CarriedName(s.Name)]),
            parameters);
    }

    double[] Mask(Node node, IReadOnlyDictionary<string, double[]>? drawn) =>
        drawn?[node.Name!] ?? Spread([_graph.Masks.First(m => m.Leaf == node.Id).Probability], _sizes.Of(node.Shape.Rows));

    double[] InputGradients(double[][] nodes)
    {
        var row = new double[_rows.Width];
        _rows.Put(row, _graph.Input, nodes[_adjoint.InputGradient]);
        for (int index = 0; index < _graph.SideInputs.Count; index++)
        {
            _rows.Put(row, _graph.SideInputs[index].Leaf, nodes[_adjoint.SideInputGradients[index]]);
        }

        return row;
    }

    double[] Sum(Dictionary<string, double[]> sums, string name, Node node)
    {
        if (!sums.TryGetValue(name, out double[]? sum))
        {
            sums.Add(name, sum = new double[Count(node.Shape)]);
        }

        return sum;
    }

    void AddChain(ParameterChain chain, Dictionary<string, double[]> gradients, Dictionary<string, double[]> parameters, double[][] forward)
    {
        double[][] nodes = [.. forward, .. new double[chain.Nodes.Count - _graph.Nodes.Count][]];
        foreach (Node node in chain.Nodes.Skip(_graph.Nodes.Count))
        {
            nodes[node.Id] = node.Operation == Operations.Saved ? gradients[node.Name!] : Evaluate(node, nodes);
        }

        foreach (ChainTerm term in chain.Terms)
        {
            AddTo(parameters[term.Parameter], nodes[term.Node]);
        }
    }

    int Count(Shape shape) => _sizes.Of(shape.Rows) * _sizes.Of(shape.Columns);

    double[] Evaluate(Node node, double[][] values)
    {
        if (node.IsConstant)
        {
            return [node.Value];
        }

        if (node.Operation == Operations.Size)
        {
            return [_sizes.Of(new Dim(node.Name!))];
        }

        if (node.Operation == Operations.Table)
        {
            return [.. _graph.Tables.First(t => t.Name == node.Name).Values];
        }

        if (node.IsParameter)
        {
            return _parameters[node.Name!];
        }

        if (node.Operation.IsWhole)
        {
            return ReferenceAlgebra.Evaluate(node, [.. node.Operands.Select(o => values[o])], _sizes);
        }

        if (node.Operation.Kind == OperationKind.Structure)
        {
            return ReferenceStructures.Evaluate(node, node.Operands.Count > 0 ? values[node.Operands[0]] : [], _sizes);
        }

        if (node.IsProduct)
        {
            return Multiply(values[node.Operands[0]], values[node.Operands[1]]);
        }

        if (node.Operation.Kind == OperationKind.Lanes)
        {
            return ReferenceLanes.Evaluate(node, [.. node.Operands.Select(o => values[o])], _sizes);
        }

        if (node.Operation.Kind == OperationKind.Matrices)
        {
            return ReferenceMatrixFunctions.Evaluate(node, [.. node.Operands.Select(o => values[o])], _sizes);
        }

        if (node.Operation.Kind is OperationKind.Broadcast or OperationKind.AxisSum)
        {
            return ReferenceMatrices.Evaluate(node, values[node.Operands[0]], _sizes);
        }

        if (node.Operation.Kind == OperationKind.Reduction)
        {
            double[] lanes = values[node.Operands[0]];
            return [node.Operation == Operations.Largest ? lanes.Max() : lanes.Sum()];
        }

        return Lanes(node, [.. node.Operands.Select(o => values[o])]);
    }

    /// <summary>An elementwise operation, lane by lane.</summary>
    double[] Lanes(Node node, params double[][] values)
    {
        var result = new double[Count(node.Shape)];
        var operands = new double[values.Length];
        for (int lane = 0; lane < result.Length; lane++)
        {
            for (int index = 0; index < operands.Length; index++)
            {
                operands[index] = values[index][values[index].Length == 1 ? 0 : lane];
            }

            result[lane] = node.Operation.Evaluate!(operands);
        }

        return result;
    }

    static double[] Multiply(double[] matrix, double[] vector)
    {
        var result = new double[matrix.Length / vector.Length];
        for (int row = 0; row < result.Length; row++)
        {
            for (int column = 0; column < vector.Length; column++)
            {
                result[row] += matrix[(row * vector.Length) + column] * vector[column];
            }
        }

        return result;
    }

    // Of matrices, each row with the same row of the other.
    static void AddOuter(double[] sum, double[] left, double[] right, int rows)
    {
        int width = sum.Length / rows;
        for (int at = 0; at < left.Length; at++)
        {
            for (int column = 0; column < width; column++)
            {
                sum[(at % rows * width) + column] += left[at] * right[(at / rows * width) + column];
            }
        }
    }

    // A scalar collects from all lanes; a vector may receive the same scalar in each.
    static void AddTo(double[] sum, double[] value)
    {
        for (int lane = 0; lane < Math.Max(sum.Length, value.Length); lane++)
        {
            sum[sum.Length == 1 ? 0 : lane] += value[value.Length == 1 ? 0 : lane];
        }
    }

    static double[] Spread(double[] value, int length) => value.Length == length ? value : [.. Enumerable.Repeat(value[0], length)];
}
