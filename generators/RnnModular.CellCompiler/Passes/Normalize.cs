using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>
/// Drops dead nodes and regroups sums by what their terms depend on, so that <c>W x + U h + b</c> becomes
/// <c>(W x + b) + U h</c>: the first group leaves the loop whole. Many lanes that one number divides are multiplied with its inverse.
/// </summary>
static class Normalize
{
    /// <summary>The same step, regrouped.</summary>
    public static StepGraph Run(StepGraph graph)
    {
        int[] roots = [graph.Output, .. graph.States.Select(s => s.Next)];
        bool[] live = Liveness.Of(graph.Nodes, [.. roots, .. graph.Contract]);
        int[] uses = Liveness.Uses(graph.Nodes, live, roots);
        Dependence[] dependence = Dependences.Of(graph.Nodes, static n => n.Operation == Operations.State);
        var builder = new GraphBuilder();
        var map = new int[graph.Nodes.Count];
        foreach (Node node in graph.Nodes.Where(n => live[n.Id]))
        {
            map[node.Id] = IsSum(node)
                ? Sum(graph, node, uses, dependence, builder, map)
                : node.Operation == Operations.Divide
                ? Quotient(builder, map[node.Operands[0]], map[node.Operands[1]])
                : builder.Copy(node, [.. node.Operands.Select(o => map[o])]);
            if (!node.IsLeaf && node.Name is not null)
            {
                builder.Name(map[node.Id], node.Name);
            }
        }

        // Regrouped sums leave their old partial sums behind.
        return NameParameterValues.Run(Prune.Run(graph.Mapped(builder.Nodes.ToEquatableArray(), map)));
    }

    /// <summary>a / b; where one number divides many lanes, its inverse multiplies them.</summary>
    static int Quotient(GraphBuilder builder, int a, int b)
    {
        Node divisor = builder[b];
        bool isSpread = divisor.Operation == Operations.Spread;
        int number = isSpread ? divisor.Operands[0] : b;
        if (builder[a].Shape.IsScalar || !builder[number].Shape.IsScalar || builder[number].IsConstant)
        {
            return builder.Divide(a, b);
        }

        int inverse = builder.Divide(builder.Constant(1), number);
        return builder.Multiply(a, isSpread ? builder.Spread(inverse, divisor.Shape) : inverse);
    }

    static bool IsSum(Node node) => node.Operation == Operations.Add || node.Operation == Operations.Subtract;

    static int Sum(StepGraph graph, Node root, int[] uses, Dependence[] dependence, GraphBuilder builder, int[] map)
    {
        var terms = new List<(int Id, bool Negative)>();
        Gather(root.Id, false);
        if (terms.Select(t => dependence[t.Id]).Distinct().Count() == 1)
        {
            return builder.Add(root.Operation, [.. root.Operands.Select(o => map[o])]);
        }

        int? Group(Dependence wanted)
        {
            int? sum = null;
            foreach ((int id, bool negative) in terms.Where(t => dependence[t.Id] == wanted))
            {
                int term = negative ? builder.Negate(map[id]) : map[id];
                sum = sum is { } s ? builder.Sum(s, term) : term;
            }

            return sum;
        }

        int? result = null;
        foreach (int? group in new[] { Group(Dependence.Input), Group(Dependence.Parameters), Group(Dependence.Recurrent) })
        {
            result = result is { } r && group is { } g ? builder.Sum(r, g) : result ?? group;
        }

        return result!.Value;

        void Gather(int id, bool negative)
        {
            Node node = graph.Nodes[id];
            if (IsSum(node) && (id == root.Id || (uses[id] == 1 && node.Name is null && node.Shape == root.Shape)))
            {
                Gather(node.Operands[0], negative);
                Gather(node.Operands[1], negative != (node.Operation == Operations.Subtract));
            }
            else
            {
                terms.Add((id, negative));
            }
        }
    }
}
