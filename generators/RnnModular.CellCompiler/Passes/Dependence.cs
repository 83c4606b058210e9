using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>What a value changes with; each level includes the ones before.</summary>
public enum Dependence
{
    /// <summary>Only with the parameters: once per weight update.</summary>
    Parameters,

    /// <summary>With this step's input too: all steps at once, before the loop.</summary>
    Input,

    /// <summary>With the step before: inside the loop.</summary>
    Recurrent,
}

/// <summary>Finds each node's dependence; the graph proves it, nobody annotates it.</summary>
static class Dependences
{
    /// <summary>The dependence of every node.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="carried">True for leaves that come from another step of the loop.</param>
    public static Dependence[] Of(IReadOnlyList<Node> nodes, Func<Node, bool> carried)
    {
        var result = new Dependence[nodes.Count];
        foreach (Node node in nodes)
        {
            // A product or sum of parameters alone is hoisted like one of inputs; only elementwise work is done per weight update.
            result[node.Id] = node.Operands.Count > 0
                ? (Dependence)Math.Max((int)node.Operands.Max(o => result[o]), (int)(node.Operation.Kind is OperationKind.Product or OperationKind.Reduction or OperationKind.Lanes or OperationKind.Matrices or OperationKind.Broadcast or OperationKind.AxisSum ? Dependence.Input : Dependence.Parameters))
                : node.IsFixed || node.Operation.Kind == OperationKind.Structure ? Dependence.Parameters
                : carried(node) ? Dependence.Recurrent
                : Dependence.Input;
        }

        return result;
    }

    /// <summary>True for what a gradient may reach: all but sizes, constants, masks and what is made of those alone.</summary>
    public static bool[] Differentiable(IReadOnlyList<Node> nodes)
    {
        var result = new bool[nodes.Count];
        foreach (Node node in nodes)
        {
            result[node.Id] = node.IsLeaf ? node.IsParameter || !(node.IsFixed || node.IsGiven) : node.Operands.Any(o => result[o]);
        }

        return result;
    }
}
