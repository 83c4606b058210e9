using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.FixedSteps;

/// <summary>
/// Emits one stage of a step of fixed size: its sums, then the elementwise lines that consume them. A single number fills all lanes
/// of its variable, so that every width can read it.
/// </summary>
/// <param name="code">Where.</param>
/// <param name="layout">Where values lie.</param>
/// <param name="scope">Names of the method.</param>
/// <param name="held">Values of one block that stay in variables from stage to stage.</param>
/// <param name="equations">Comments by node name.</param>
/// <param name="mustStore">True for values that somebody reads from memory.</param>
sealed class FixedStepStage(
    CodeWriter code,
    FixedStepLayout layout,
    NameScope scope,
    Dictionary<int, string> held,
    IReadOnlyDictionary<string, string> equations,
    Func<Store, bool> mustStore)
{
    readonly FixedStepProducts _products = new(code, layout, scope);

    IReadOnlyList<Node> Nodes => layout.Plan.Nodes;

    /// <summary>Writes the stage.</summary>
    public void Emit(FixedStepTiles tiles)
    {
        if (tiles.Stage.IsOfRows)
        {
            Reduction(tiles);
        }
        else if (tiles.Tiles == 1)
        {
            Tile(tiles, "");
        }
        else
        {
            int lanes = tiles.TileBlocks * layout.Slot;
            using (code.Open($"for (nint j = 0; j < {Literal.Integer(tiles.Blocks * layout.Slot)}; j += {Literal.Integer(lanes)})"))
            {
                Tile(tiles, " + j");
            }
        }
    }

    void Reduction(FixedStepTiles tiles)
    {
        string source = layout.Base(tiles.Stage.Loads[0].Place);
        foreach (Store store in tiles.Stage.Stores)
        {
            code.Line($"{Nodes[store.Node].Operation.Reducer}.Rows({source}, 0, {Literal.Integer(tiles.Size)}, {layout.Base(store.Place)}, 0, 1);");
        }
    }

    void Tile(FixedStepTiles tiles, string lane)
    {
        if (tiles.TileBlocks == 1)
        {
            var sums = new Dictionary<int, string>();
            foreach (ProductGroup group in tiles.Groups)
            {
                IReadOnlyList<string> vectors = _products.Emit(tiles, group);
                for (int gate = 0; gate < group.Nodes.Count; gate++)
                {
                    sums.Add(group.Nodes[gate], Part(vectors, gate));
                }
            }

            Lines(tiles, sums, lane, tiles.IsOneBlock ? held : []);
            return;
        }

        var places = new Dictionary<int, string>();
        int offset = layout.SumsOffset;
        foreach (ProductGroup group in tiles.Groups)
        {
            IReadOnlyList<string> vectors = _products.Emit(tiles, group);
            for (int vector = 0; vector < vectors.Count; vector++)
            {
                code.Line($"{(layout.Slot == layout.Wide ? "V" : "W")}.Store({vectors[vector]}, {FixedStepLayout.At("room", offset + (vector * layout.Wide))});");
            }

            for (int gate = 0; gate < group.Nodes.Count; gate++)
            {
                places.Add(group.Nodes[gate], $"V.Load({FixedStepLayout.At("room", offset + (gate * layout.Slot))} + i * {Literal.Integer(group.Nodes.Count * layout.Slot)})");
            }

            offset += vectors.Count * layout.Wide;
        }

        code.Line();
        using (code.Open($"for (nint i = 0; i < {Literal.Integer(tiles.TileBlocks)}; i++)"))
        {
            Lines(tiles, places, $"{lane} + i * {Literal.Integer(layout.Slot)}", []);
        }

        code.Line();
    }

    /// <summary>A gate's part of the packed sums.</summary>
    string Part(IReadOnlyList<string> vectors, int gate)
    {
        int slots = layout.Wide / layout.Slot;
        string vector = vectors[gate / slots];
        return slots == 1 ? vector : vector + (gate % slots == 0 ? ".GetLower()" : ".GetUpper()");
    }

    void Lines(FixedStepTiles tiles, IReadOnlyDictionary<int, string> sums, string lane, Dictionary<int, string> names)
    {
        Stage stage = tiles.Stage;
        var lines = new EquationLines(code, layout.Set, Nodes, equations, scope, names, _ => null);
        foreach (Load load in stage.Loads.Where(l => !names.ContainsKey(l.Node)))
        {
            Node node = Nodes[load.Node];
            string place = layout.Base(load.Place);
            string name = scope.Take(load.Place.Kind == PlaceKind.Next ? node.Name! + "Next" : node.Name ?? "t" + Literal.Integer(node.Id));
            string comment = node.Name is null && !node.IsLeaf ? lines.Trailing(node.Id) : "";
            code.Line($"Lanes {name} = {(node.Shape.IsScalar ? $"V.Create(*({place}))" : $"V.Load({place}{lane})")};{comment}");
            names[load.Node] = name;
        }

        lines.Sums(stage, sums.Select(s => (s.Key, Nodes[s.Key].Shape.IsScalar ? $"V.Create({s.Value}.ToScalar())" : s.Value)));
        lines.Computes(stage);
        foreach (Store store in stage.Stores.Where(mustStore))
        {
            code.Line($"V.Store({lines.Text.Operand(store.Node, 0, false)}, {layout.Base(store.Place)}{lane});");
        }
    }
}
