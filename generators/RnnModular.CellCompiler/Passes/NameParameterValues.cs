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
        var taken = new HashSet<string>(graph.Nodes.Where(n => n.Name is not null).Select(n => n.Name!), StringComparer.Ordinal);
        var nodes = graph.Nodes.ToArray();
        foreach (Node node in graph.Nodes.Where(n => dependence[n.Id] == Dependence.Parameters && !n.IsLeaf && n.Name is null && !n.Shape.IsMatrix))
        {
            bool[] made = Liveness.Of(graph.Nodes, [node.Id]);
            string name = string.Join("_", graph.Nodes.Where(n => made[n.Id] && n.IsLeaf && !n.IsConstant).Select(n => n.IsParameter ? n.Name : Lowering.CellProgram.SizeName(n)));
            string unique = name;
            for (int number = 2; !taken.Add(unique); number++)
            {
                unique = name + number.ToString(CultureInfo.InvariantCulture);
            }

            nodes[node.Id] = node with { Name = unique };
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes) };
    }
}
