using System.Text;
using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Emit.Texts;

/// <summary>Prints the stations between equations and C#.</summary>
static class GraphText
{
    /// <summary>One node a line, with shapes.</summary>
    public static string Graph(StepGraph graph)
    {
        Dependence[] dependence = Dependences.Of(graph.Nodes, static n => n.Operation == Operations.State);
        var text = new StringBuilder();
        foreach (Node node in graph.Nodes)
        {
            string operation = node.IsLeaf
                ? node.Operation.Name + " " + (node.Name ?? Literal.Number(node.Value))
                : node.Operation.Name + " " + string.Join(", ", node.Operands.Select(o => "%" + Literal.Integer(o)));
            string name = node.IsLeaf || node.Name is null ? "" : "   # " + node.Name;
            text.Append($"%{Literal.Integer(node.Id),-3} = {operation,-24} {node.Shape,-10} {dependence[node.Id].ToString().ToLowerInvariant()}{name}".TrimEnd()).Append('\n');
        }

        foreach (StateInfo state in graph.States)
        {
            text.Append($"next {state.Name} = %{Literal.Integer(state.Next)}\n");
        }

        foreach (StartInfo start in graph.Starts)
        {
            text.Append($"start {start.State} = {start.Parameter ?? Literal.Number(start.Constant)}\n");
        }

        return text.Append($"output {graph.OutputName} = %{Literal.Integer(graph.Output)}\n").ToString();
    }

    /// <summary>The gradient as equations, in the order of the backward run.</summary>
    public static string Adjoint(AdjointGraph adjoint)
    {
        var text = new StringBuilder();
        foreach (string line in AdjointLines(adjoint))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The lines of <see cref="Adjoint"/>.</summary>
    public static IEnumerable<string> AdjointLines(AdjointGraph adjoint)
    {
        StepGraph forward = adjoint.Forward;
        int[] roots = [.. SavePlan.Roots(adjoint)];
        bool[] live = Liveness.Of(adjoint.Nodes, roots);
        var lines = new List<string>();
        foreach (Node node in adjoint.Nodes.Skip(forward.Nodes.Count).Where(n => live[n.Id] && !n.IsLeaf && n.Name is not null))
        {
            lines.Add($"{node.Name} = {EquationText.Of(adjoint.Nodes, node.Id)}");
        }

        if (adjoint.Nodes[adjoint.InputGradient].IsLeaf)
        {
            lines.Add($"dx = {Show(adjoint.InputGradient)}");
        }

        foreach (WeightGradient weight in adjoint.Weights)
        {
            lines.Add(adjoint.Nodes[weight.Output].Shape.IsMatrix
                ? $"d{forward.Nodes[weight.Weight].Name} = Σ {Factor(weight.Output)}ᵀ {Factor(weight.Operand)}"
                : $"d{forward.Nodes[weight.Weight].Name} = Σ outer({Show(weight.Output)}, {Show(weight.Operand)})");
        }

        foreach (IGrouping<int, VectorGradient> parts in adjoint.Vectors.GroupBy(v => v.Parameter))
        {
            lines.Add($"d{forward.Nodes[parts.Key].Name} = Σ {string.Join(" + ", parts.Select(v => Show(v.Node)))}");
        }

        foreach (StartInfo start in forward.Starts.Where(s => s.Parameter is not null))
        {
            lines.Add($"d{start.Parameter} = Σ d{start.State} before the first step, over sequences");
        }

        return lines;

        string Factor(int id) => adjoint.Nodes[id].Name ?? EquationText.Factor(adjoint.Nodes, id);

        string Show(int id) => adjoint.Nodes[id].Name ?? EquationText.Of(adjoint.Nodes, id);
    }
}
