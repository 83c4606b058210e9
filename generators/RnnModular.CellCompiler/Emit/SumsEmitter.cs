using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Emits the sums over all rows that end the backward run.</summary>
sealed class SumsEmitter(CodeWriter code, FrameLayout frame, ParameterChain chain)
{
    readonly CellProgram _program = frame.Program;

    StepGraph Graph => _program.Graph;

    /// <summary>Writes the body.</summary>
    public void Emit()
    {
        code.Line("int I = _cell.InputSize;");
        code.Line("int H = _cell.HiddenSize;");
        foreach (SizeInfo size in Graph.Sizes.Where(s => s.Definition is not null))
        {
            code.Line($"int {size.Name} = {size.Definition};");
        }

        foreach (IReadOnlyList<WeightSum> run in Runs())
        {
            string weights = string.Join(", ", run.Select(w => Literal.Text(w.Weight)));
            code.Line($"sums.Outer([{weights}], {Rows(run[0].Output)}, {Rows(run[0].Operand)});");
        }

        foreach (VectorSum vector in _program.Vectors)
        {
            code.Line($"sums.{(vector.OverLanes ? "SumLanes" : "Sum")}({Literal.Text(vector.Parameter)}, {Rows(vector.Value)});");
        }

        foreach (ChainTerm term in chain.Terms)
        {
            Chain(term);
        }
    }

    /// <summary>Weights that follow each other in the flat parameters, with outputs side by side and one operand: one product.</summary>
    IEnumerable<IReadOnlyList<WeightSum>> Runs()
    {
        var order = Graph.Parameters.Select((p, index) => (p.Name, index)).ToDictionary(p => p.Name, p => p.index);
        var run = new List<WeightSum>();
        foreach (WeightSum sum in _program.Weights.OrderBy(w => order[w.Weight]))
        {
            if (run.Count > 0)
            {
                WeightSum last = run[run.Count - 1];
                bool follows = order[sum.Weight] == order[last.Weight] + 1
                    && sum.Operand == last.Operand
                    && sum.Output.Kind == PlaceKind.Gradient
                    && sum.Output == last.Output with { Slot = last.Output.Slot + 1 };
                if (!follows)
                {
                    yield return run;
                    run = [];
                }
            }

            run.Add(sum);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    void Chain(ChainTerm term)
    {
        Node parameter = Graph.Nodes.First(n => n.IsParameter && n.Name == term.Parameter);
        string width = term.OverLanes ? chain.Nodes[term.Node].Shape.Rows.Text : parameter.Shape.Rows.Text;
        var names = new Dictionary<int, string>();
        var text = new VectorText(chain.Nodes, id => chain.Nodes[id].Operation == Operations.Saved ? Load(chain.Nodes[id], $"sums.Gradient({Literal.Text(chain.Nodes[id].Name!.Substring(1))}, {chain.Nodes[id].Shape.Rows})")
            : chain.Nodes[id].Name is { } name && !chain.Nodes[id].IsConstant && id < Graph.Nodes.Count ? Load(chain.Nodes[id], $"_cell.{FrameLayout.VectorField(name)}")
            : names.TryGetValue(id, out string? local) ? local
            : null);
        string Load(Node node, string pointer) => node.Shape.IsScalar && width != "1" ? $"V.Create(*{pointer})" : $"V.Load({pointer} + j)";
        string target = $"sums.Gradient({Literal.Text(term.Parameter)}, {parameter.Shape.Rows})";

        code.Line($"\n// d{term.Parameter} += {EquationText.Of(chain.Nodes, term.Node)}");
        using (code.Open($"for (int j = 0; j < {width}; j += 4)"))
        {
            bool[] live = Liveness.Of(chain.Nodes, [term.Node]);
            int[] computes = [.. chain.Nodes.Where(n => live[n.Id] && !n.IsLeaf && n.Id >= Graph.Nodes.Count).Select(n => n.Id)];
            HashSet<int> inline = Inlining.Of(chain.Nodes, computes, static _ => true);
            foreach (int id in computes.Where(id => id != term.Node && !inline.Contains(id)))
            {
                string right = text.Of(id);
                names.Add(id, "t" + Literal.Integer(id));
                code.Line($"Lanes {names[id]} = {right};");
            }

            string value = text.Operand(term.Node, 0, false);
            code.Line(term.OverLanes
                ? $"for (int lane = 0; lane < Math.Min(4, {width} - j); lane++) {{ *{target} += ({value})[lane]; }}"
                : $"V.Store(V.Load({target} + j) + {text.Operand(term.Node, 1, true)}, {target} + j);");
        }
    }

    string Rows(Place place) => place.Kind switch
    {
        PlaceKind.Input => "X",
        PlaceKind.OutputGradient => "Dy",
        PlaceKind.Previous => $"sums.Previous({WorkspaceEmitter.History(place.Name)})",
        PlaceKind.Next => $"{WorkspaceEmitter.History(place.Name)}.AllAfter()",
        PlaceKind.Parameter => $"new MatrixView(_cell.{FrameLayout.VectorField(place.Name)}, Layout.Rows, {place.Dim}, 0)",
        PlaceKind.Output => "_output.Value(0, 0, Layout.Rows)",
        _ => $"{WorkspaceEmitter.StoreField(place.Kind, place.Dim)}.Value({Literal.Integer(place.Slot)}, 0, Layout.Rows)",
    };
}
