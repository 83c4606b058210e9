using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Emit.Runs;

/// <summary>
/// Emits the gradients that pass through linear algebra on weights: each is a matrix of its own, in room that the sums keep from
/// run to run, and so is what it is made of.
/// </summary>
/// <param name="code">Where.</param>
/// <param name="chain">The chain rule outside the loop.</param>
/// <param name="pointer">The pointer to a node that lies in memory; null for any other.</param>
/// <param name="scope">Names that are taken.</param>
sealed class AlgebraSums(CodeWriter code, ParameterChain chain, Func<int, string?> pointer, NameScope scope)
{
    readonly Dictionary<int, string> _rooms = [];

    /// <summary>The pointer to a node that has been computed here; null for any other.</summary>
    public string? Room(int id) => _rooms.TryGetValue(id, out string? room) ? room : null;

    /// <summary>Writes all that the terms need.</summary>
    /// <param name="first">The first node of the chain rule; those before it are the step's.</param>
    public void Emit(int first)
    {
        bool[] live = Liveness.Of(chain.Nodes, chain.Terms.Select(t => t.Node));
        Node[] whole = [.. chain.Nodes.Skip(first).Where(n => live[n.Id] && n.Operation.IsWhole)];
        if (whole.Length == 0)
        {
            return;
        }

        // Variables of gradients stand outside the loops that read them.
        foreach (Node gradient in chain.Nodes.Where(n => live[n.Id] && n.Operation == Operations.Saved))
        {
            pointer(gradient.Id);
        }

        foreach (Node node in whole)
        {
            foreach (int operand in AlgebraText.Reads(chain.Nodes, node).Where(o => At(o) is null))
            {
                Fill(chain.Nodes[operand]);
            }

            string room = Take(node);
            code.Line(AlgebraText.Of(chain.Nodes, node, id => At(id)!, room, "_cell."));
            _rooms.Add(node.Id, room);
        }
    }

    string? At(int id) => Room(id) ?? pointer(id);

    void Fill(Node node)
    {
        var text = new ScalarText(chain.Nodes, At);
        string room = Take(node);
        using (code.Open($"for (int r = 0; r < {node.Shape.Rows}; r++)"))
        using (code.Open($"for (int c = 0; c < {node.Shape.Columns}; c++)"))
        {
            code.Line($"{room}[r * ({node.Shape.Columns}) + c] = {text.Of(node.Id)};");
        }

        _rooms.Add(node.Id, room);
    }

    string Take(Node node)
    {
        string room = scope.Take("t" + Literal.Integer(node.Id));
        code.Line();
        code.Line($"// {room} = {EquationText.Of(chain.Nodes, node.Id)}");
        code.Line($"float* {room} = sums.Room({Literal.Integer(node.Id)}, {node.Shape.Rows}, {node.Shape.Columns});");
        return room;
    }
}
