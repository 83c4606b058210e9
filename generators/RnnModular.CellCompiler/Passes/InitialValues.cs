using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Passes;

/// <summary>What is known of the first step: states are zero, some parameters start at a number, input and weights can be anything.</summary>
static class InitialValues
{
    /// <summary>For each node the value all its elements have at the first step, or null when that depends on the input or on a random start.</summary>
    /// <param name="nodes">Operands before their users.</param>
    /// <param name="parameter">The number a parameter starts at, or null.</param>
    public static double?[] Of(IReadOnlyList<Node> nodes, Func<string, double?> parameter)
    {
        var values = new double?[nodes.Count];
        foreach (Node node in nodes)
        {
            values[node.Id] = node.IsConstant ? node.Value
                : node.Operation == Operations.State ? 0
                : node.IsParameter ? parameter(node.Name!)
                : Computed(node, values);
        }

        return values;
    }

    static double? Computed(Node node, double?[] values)
    {
        Operation operation = node.Operation;
        if (operation == Operations.Product)
        {
            return values[node.Operands[1]] == 0 ? 0 : null;
        }

        if (operation == Operations.Sum)
        {
            return values[node.Operands[0]] == 0 ? 0 : null;
        }

        if (operation == Operations.Multiply && node.Operands.Any(o => values[o] == 0))
        {
            return 0;
        }

        return operation.Evaluate is { } evaluate && node.Operands.All(o => values[o] is not null)
            ? evaluate([.. node.Operands.Select(o => values[o]!.Value)])
            : null;
    }
}
