using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>
/// Reverse-mode differentiation of one step. Walking the nodes backwards, each hands its gradient to its operands by its
/// row of the adjoint table. Products hand weights their gradient as a pair of vectors, whose outer products are summed
/// over all steps outside the loop.
/// </summary>
static class Differentiate
{
    /// <summary>The step and its gradient.</summary>
    public static AdjointGraph Run(StepGraph forward)
    {
        var graph = GraphBuilder.From(forward.Nodes);
        Dependence[] dependence = Dependences.Of(forward.Nodes, static n => n.Operation == Operations.State);
        bool[] differentiable = Dependences.Differentiable(forward.Nodes);
        var adjoint = new int?[forward.Nodes.Count];
        var weights = new List<WeightGradient>();
        var parts = new Dictionary<int, List<int>>();

        int dy = graph.Leaf(Operations.OutputGradient, "dy", forward.Nodes[forward.Output].Shape);
        StateInfo[] states = [.. forward.LoopStates];
        int[] carriedIn = [.. states.Select(s => graph.Leaf(Operations.CarriedGradient, CarriedName(s.Name), s.Shape))];
        Give(forward.Output, dy);
        for (int index = 0; index < carriedIn.Length; index++)
        {
            Give(states[index].Next, carriedIn[index]);
        }

        for (int id = forward.Nodes.Count - 1; id >= 0; id--)
        {
            Node node = forward.Nodes[id];
            if (adjoint[id] is not { } gradient || node.IsLeaf || dependence[id] == Dependence.Parameters)
            {
                continue;
            }

            NameGradient(graph, forward, node, gradient);
            if (node.IsProduct)
            {
                Node weight = forward.Nodes[node.Operands[0]];
                if (differentiable[weight.Id])
                {
                    weights.Add(weight.Operation == Operations.Transpose
                        ? new WeightGradient(weight.Operands[0], node.Operands[1], gradient)
                        : new WeightGradient(weight.Id, gradient, node.Operands[1]));
                }

                if (differentiable[node.Operands[1]])
                {
                    Give(node.Operands[1], node.Operation.Adjoint!(graph, id, node.Operands, gradient, 1));
                }

                continue;
            }

            if (node.Operation == MatrixProducts.Weighted && differentiable[node.Operands[1]])
            {
                // Its rows are operands of their own.
                Node weight = forward.Nodes[node.Operands[1]];
                weights.Add(weight.Operation == Operations.Transpose
                    ? new WeightGradient(weight.Operands[0], Filled(gradient, node), node.Operands[0])
                    : new WeightGradient(weight.Id, node.Operands[0], Filled(gradient, node)));
            }

            for (int which = 0; which < (node.Operation == MatrixProducts.Weighted ? 1 : node.Operands.Count); which++)
            {
                int operand = node.Operands[which];
                if (differentiable[operand])
                {
                    Give(operand, node.Operation.Adjoint!(graph, id, node.Operands, gradient, which));
                }
            }
        }

        int zero = graph.Constant(0);
        int[] carriedOut = [.. states.Select(s => adjoint[s.Previous] ?? zero)];
        int input = adjoint[forward.Input] ?? zero;
        int[] sides = [.. forward.SideInputs.Select(i => adjoint[i.Leaf] ?? zero)];
        StateInfo[] past = [.. forward.PastInputs];
        int[] pastGradients = [.. past.Select(s => adjoint[s.Previous] ?? zero)];
        for (int index = 0; index < carriedOut.Length; index++)
        {
            graph.Name(carriedOut[index], "d" + states[index].Name);
        }

        graph.Name(input, "dx");
        for (int index = 0; index < sides.Length; index++)
        {
            graph.Name(sides[index], "d" + forward.SideInputs[index].Name);
        }

        for (int index = 0; index < past.Length; index++)
        {
            graph.Name(pastGradients[index], "d" + past[index].Name);
        }

        EquatableArray<VectorGradient> vectors = Vectors(graph, forward, dependence, adjoint, parts).ToEquatableArray();
        return new AdjointGraph(
            forward,
            graph.Nodes.ToEquatableArray(),
            dy,
            carriedIn.ToEquatableArray(),
            carriedOut.ToEquatableArray(),
            input,
            weights.ToEquatableArray(),
            vectors)
        {
            SideInputGradients = sides.ToEquatableArray(),
            PastInputGradients = pastGradients.ToEquatableArray(),
        };

        int Filled(int gradient, Node node) => graph[gradient].Shape.IsScalar ? graph.Spread(gradient, node.Shape) : gradient;

        void Give(int operand, int part)
        {
            // A scalar that was spread over lanes collects from all of them; parameters do so once, after the last step, unless
            // a whole matrix would have to be kept for it.
            if (forward.Nodes[operand].Shape.IsScalar && !graph[part].Shape.IsScalar && (dependence[operand] != Dependence.Parameters || graph[part].Shape.IsMatrix))
            {
                part = graph.Add(Operations.Sum, part);
            }

            if (graph[part].Shape.IsScalar && !graph[part].IsConstant && !forward.Nodes[operand].Shape.IsScalar)
            {
                part = graph.Spread(part, forward.Nodes[operand].Shape);
            }

            if (graph[part].IsConstant && graph[part].Value == 0)
            {
                return;
            }

            if (dependence[operand] == Dependence.Parameters && forward.Nodes[operand].Shape.IsMatrix)
            {
                (parts.TryGetValue(operand, out List<int>? known) ? known : parts[operand] = []).Add(part);
            }
            else
            {
                adjoint[operand] = adjoint[operand] is { } sum ? Collect(graph, sum, part) : part;
            }
        }
    }

    /// <summary>The name of the gradient that later steps hand to a state's next value.</summary>
    public static string CarriedName(string state) => "carried_" + state;

    /// <summary>a + b, with a common factor taken out: dh * h - dh * n is dh * (h - n).</summary>
    static int Collect(GraphBuilder graph, int a, int b)
    {
        bool minus = graph[b].Operation == Operations.Negate;
        Node left = graph[a];
        Node right = minus ? graph[graph[b].Operands[0]] : graph[b];
        if (left.Operation == Operations.Multiply && right.Operation == Operations.Multiply)
        {
            foreach (int common in left.Operands.Where(o => right.Operands.Contains(o)))
            {
                int x = left.Operands[0] == common ? left.Operands[1] : left.Operands[0];
                int y = right.Operands[0] == common ? right.Operands[1] : right.Operands[0];
                return graph.Multiply(common, minus ? graph.Subtract(x, y) : graph.Sum(x, y));
            }
        }

        return graph.Sum(a, b);
    }

    // Two parts of the gradient of a matrix are added in registers. More of them, from the turns of a repeat, would have to be handed
    // from turn to turn through memory: each is added to the total by itself.
    const int MostSummed = 2;

    static IEnumerable<VectorGradient> Vectors(GraphBuilder graph, StepGraph forward, Dependence[] dependence, int?[] adjoint, Dictionary<int, List<int>> parts)
    {
        // Where a parameter meets the step: itself, or the outermost expression of parameters alone.
        foreach (Node node in forward.Nodes.Where(n => dependence[n.Id] == Dependence.Parameters && !n.IsConstant && n.Operation != Operations.Size))
        {
            if (adjoint[node.Id] is { } gradient)
            {
                yield return new VectorGradient(node.Id, gradient);
            }

            foreach (int part in !parts.TryGetValue(node.Id, out List<int>? several) ? [] : several.Count > MostSummed ? several : [several.Aggregate((a, b) => Collect(graph, a, b))])
            {
                yield return new VectorGradient(node.Id, part);
            }
        }
    }

    /// <summary>Names a gradient after its value: dn for n, and dn_in for what goes into n's activation.</summary>
    static void NameGradient(GraphBuilder graph, StepGraph forward, Node node, int gradient)
    {
        if (graph[gradient].IsLeaf)
        {
            return;
        }

        if (node.Name is { } name)
        {
            graph.Name(gradient, "d" + name);
        }
        else if (forward.Nodes.FirstOrDefault(n => n.Name is not null && !n.IsLeaf && n.Operands.Count == 1 && n.Operands[0] == node.Id) is { } user)
        {
            graph.Name(gradient, $"d{user.Name}_in");
        }
    }
}
