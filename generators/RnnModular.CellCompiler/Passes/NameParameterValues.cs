using System.Globalization;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>Names what is made of parameters alone (<c>br + cr</c> becomes <c>br_cr</c>), since it is computed and kept once per weight update.</summary>
static class NameParameterValues
{
    /// <summary>The same step with those names.</summary>
    public static StepGraph Run(StepGraph graph)
    {
        Dependence[] dependence = Dependences.Of(graph.Nodes, static n => n.Operation == Operations.State);
        var taken = new HashSet<string>(graph.Nodes.Where(n => n.Name is not null).SelectMany(n => new[] { n.Name!, n.ValueName }), StringComparer.Ordinal);
        var nodes = graph.Nodes.ToArray();
        foreach (Node node in graph.Nodes.Where(n => dependence[n.Id] == Dependence.Parameters && !n.IsLeaf && n.Name is null && (!n.Shape.IsMatrix || n.Operation.IsWhole || IsWeight(graph, n) || IsValue(graph, dependence, n) || IsReadWhole(graph, n))))
        {
            bool[] made = Liveness.Of(graph.Nodes, [node.Id]);
            string name = string.Join("_", graph.Nodes.Where(n => made[n.Id] && n.IsLeaf && !n.IsConstant).Select(n => n.ValueName));
            name = name.Length == 0 ? node.Operation.Name : taken.Contains(name) ? $"{node.Operation.Name}_{name}" : name;
            string unique = name;
            for (int number = 2; !taken.Add(unique); number++)
            {
                unique = name + number.ToString(CultureInfo.InvariantCulture);
            }

            nodes[node.Id] = node with { Name = unique };
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes) };
    }

    /// <summary>True for a matrix made of parameters that stands among the values of a step.</summary>
    static bool IsValue(StepGraph graph, Dependence[] dependence, Node node) => graph.Nodes.Any(n =>
        n.Operation.Kind is OperationKind.Elementwise or OperationKind.AxisSum or OperationKind.Matrices && n.Operation != MatrixProducts.Weighted && n.Operands.Contains(node.Id) && dependence[n.Id] != Dependence.Parameters);

    /// <summary>True for what linear algebra on weights reads.</summary>
    static bool IsReadWhole(StepGraph graph, Node node) => graph.Nodes.Any(n => n.Operation.IsWhole && n.Operands.Contains(node.Id));

    /// <summary>True for an arrangement of parameters that multiplies a vector; a plain transpose is read from the parameter itself.</summary>
    static bool IsWeight(StepGraph graph, Node node) => node.Operation != Operations.Transpose && graph.Nodes.Any(n =>
        Multiplies(n, node.Id) || (n.Operation == Operations.Transpose && n.Operands[0] == node.Id && graph.Nodes.Any(p => Multiplies(p, n.Id))));

    static bool Multiplies(Node product, int weight) =>
        (product.Operation == Operations.Product && product.Operands[0] == weight) || (product.Operation == MatrixProducts.Weighted && product.Operands[1] == weight);
}
