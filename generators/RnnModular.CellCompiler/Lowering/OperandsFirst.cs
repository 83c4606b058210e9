using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>Walks what a value is made of, operands first; on a stack of its own, since equations nest deeply.</summary>
static class OperandsFirst
{
    /// <summary>Visits a value.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="root">The value.</param>
    /// <param name="opens">True for what is to be made from its operands; asked once for each time a value is met.</param>
    /// <param name="made">Told each such value, after its operands.</param>
    public static void Walk(IReadOnlyList<Node> nodes, int root, Func<Node, bool> opens, Action<int> made)
    {
        var open = new Stack<(int Id, int Operand)>();
        Enter(root);
        while (open.Count > 0)
        {
            (int id, int operand) = open.Pop();
            if (operand == nodes[id].Operands.Count)
            {
                made(id);
                continue;
            }

            open.Push((id, operand + 1));
            Enter(nodes[id].Operands[operand]);
        }

        void Enter(int id)
        {
            if (opens(nodes[id]))
            {
                open.Push((id, 0));
            }
        }
    }
}
