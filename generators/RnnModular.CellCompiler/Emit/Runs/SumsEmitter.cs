using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Emit.Runs;

/// <summary>Emits the sums over all rows that end the backward run.</summary>
sealed class SumsEmitter(CodeWriter code, FrameLayout frame, ParameterChain chain)
{
    readonly CellProgram _program = frame.Program;
    readonly Dictionary<string, string> _pointers = new(StringComparer.Ordinal);
    readonly NameScope _scope = new(["sums", "r", "c", "_cell", "Layout", "X", "Dy", "MatrixView", "MathF", .. frame.Program.Graph.Sizes.Select(s => s.Name)]);

    AlgebraSums? _algebra;

    StepGraph Graph => _program.Graph;

    /// <summary>Writes the body.</summary>
    public void Emit()
    {
        SizeLocals.Write(code, Graph, "_cell.InputSize", "_cell.HiddenSize");

        foreach (IReadOnlyList<WeightSum> run in Runs())
        {
            string weights = string.Join(", ", run.Select(w => Literal.Text(w.Weight)));
            Node weight = Graph.Nodes.First(n => n.Name == run[0].Weight && n.Shape.IsMatrix);
            code.Line(run[0].Rows is { } rows
                ? $"sums.OuterOfRows(sums.Matrix({weights}, {weight.Shape.Rows}, {weight.Shape.Columns}), {Rows(run[0].Output)}, {Rows(run[0].Operand)}, {rows}, {weight.Shape.Rows}, {weight.Shape.Columns});"
                : weight.IsParameter
                ? $"sums.Outer([{weights}], {Rows(run[0].Output)}, {Rows(run[0].Operand)});"
                : $"sums.Outer(sums.Matrix({weights}, {weight.Shape.Rows}, {weight.Shape.Columns}), {Rows(run[0].Output)}, {Rows(run[0].Operand)});");
        }

        // Vectors added at one place have one gradient: it is summed once.
        foreach (var alike in _program.Vectors.GroupBy(v => (v.Value, v.OverLanes, Matrix: ShapeOf(v).IsMatrix ? v.Parameter : "")))
        {
            VectorSum first = alike.First();
            Shape shape = ShapeOf(first);
            string names = string.Join(", ", alike.Select(v => Literal.Text(v.Parameter)));
            code.Line(shape.IsMatrix
                ? $"sums.SumMatrix(sums.Matrix({names}, {shape.Rows}, {shape.Columns}), {shape.Rows}, {shape.Columns}, {Rows(first.Value)});"
                : $"sums.{(first.OverLanes ? "SumLanes" : "Sum")}([{names}], {Rows(first.Value)});");
        }

        _algebra = new AlgebraSums(code, chain, InMemory, _scope);
        _algebra.Emit(Graph.Nodes.Count);
        foreach (ChainTerm term in chain.Terms)
        {
            code.Line();
            Chain(term);
        }
    }

    Shape ShapeOf(VectorSum sum) => Graph.Nodes.First(n => n.Name == sum.Parameter && (n.IsParameter || !n.IsLeaf)).Shape;

    /// <summary>Weights that follow each other in the flat parameters, with outputs side by side and one operand: one product.</summary>
    IEnumerable<IReadOnlyList<WeightSum>> Runs()
    {
        var order = Graph.Parameters.Select((p, index) => (p.Name, index)).ToDictionary(p => p.Name, p => p.index);
        var run = new List<WeightSum>();
        int Order(string weight) => order.TryGetValue(weight, out int index) ? index : int.MaxValue - 1;
        foreach (WeightSum sum in _program.Weights.OrderBy(w => Order(w.Weight)))
        {
            if (run.Count > 0)
            {
                WeightSum last = run[run.Count - 1];
                bool follows = sum.Rows is null && last.Rows is null && order.ContainsKey(sum.Weight) && Order(sum.Weight) == Order(last.Weight) + 1
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
        Shape parameter = Graph.Nodes.First(n => n.IsParameter && n.Name == term.Parameter).Shape;
        Shape over = term.OverLanes ? chain.Nodes[term.Node].Shape : parameter;
        var text = new ScalarText(chain.Nodes, id => _algebra!.Room(id) ?? InMemory(id));
        bool[] live = Liveness.Of(chain.Nodes, [term.Node]);
        foreach (Node gradient in chain.Nodes.Where(n => live[n.Id] && n.Operation == Operations.Saved))
        {
            Pointer(gradient.Name!.Substring(1), gradient.Shape);
        }

        string target = Pointer(term.Parameter, parameter);
        string place = term.OverLanes || parameter.IsScalar ? "0" : parameter.IsMatrix ? $"r * ({parameter.Columns}) + c" : "r";

        code.Line($"// d{term.Parameter} += {EquationText.Of(chain.Nodes, term.Node)}");
        using (code.Open($"for (int r = 0; r < {over.Rows}; r++)"))
        {
            if (over.IsMatrix)
            {
                using (code.Open($"for (int c = 0; c < {over.Columns}; c++)"))
                {
                    Line();
                }
            }
            else
            {
                Line();
            }
        }

        void Line()
        {
            Share(term.Node, text);
            code.Line($"{target}[{place}] += {text.Operand(term.Node, 0, false)};");
        }
    }

    /// <summary>The pointer to a parameter, a value made of parameters, or the gradient of one; null for what is computed on the way.</summary>
    string? InMemory(int id) => chain.Nodes[id].Name is null || chain.Nodes[id].IsConstant ? null
        : chain.Nodes[id].Operation == Operations.Saved ? Pointer(chain.Nodes[id].Name!.Substring(1), chain.Nodes[id].Shape)
        : id < Graph.Nodes.Count ? "_cell." + FrameLayout.VectorField(chain.Nodes[id].ValueName)
        : null;

    /// <summary>Gives variables to what is used twice, unless a rearrangement of rows and columns stands between.</summary>
    void Share(int root, ScalarText text)
    {
        bool[] live = Liveness.Of(chain.Nodes, [root]);
        int[] computes = [.. chain.Nodes.Where(n => live[n.Id] && !n.IsLeaf && n.Id >= Graph.Nodes.Count).Select(n => n.Id)];
        if (computes.Any(c => chain.Nodes[c].Operation.Kind == OperationKind.Structure))
        {
            return;
        }

        HashSet<int> inline = Inlining.Of(chain.Nodes, computes, static _ => true);
        foreach (int id in computes.Where(id => id != root && !inline.Contains(id)))
        {
            code.Line($"float t{Literal.Integer(id)} = {text.Of(id)};");
            text.Hold(id, "t" + Literal.Integer(id));
        }
    }

    /// <summary>The variable that points to a gradient; it is looked up once, not at every element.</summary>
    string Pointer(string name, Shape shape)
    {
        if (!_pointers.TryGetValue(name, out string? pointer))
        {
            _pointers.Add(name, pointer = _scope.Take("d" + name));
            code.Line(shape.IsMatrix
                ? $"float* {pointer} = sums.Matrix({Literal.Text(name)}, {shape.Rows}, {shape.Columns});"
                : $"float* {pointer} = sums.Gradient({Literal.Text(name)}, {shape.Rows});");
        }

        return pointer;
    }

    string Rows(Place place) => place.Kind switch
    {
        PlaceKind.Input => "X",
        PlaceKind.SideInput => $"{WorkspaceEmitter.Input(place.Name)}.All(Layout.Rows)",
        PlaceKind.PastInput => $"{WorkspaceEmitter.Past(place.Name)}.All(Layout.Rows)",
        PlaceKind.Mask => $"{WorkspaceEmitter.Mask(place.Name)}.All(Layout.Rows)",
        PlaceKind.OutputGradient => "Dy",
        PlaceKind.Previous => $"sums.Previous({WorkspaceEmitter.History(place.Name)})",
        PlaceKind.Next => $"{WorkspaceEmitter.History(place.Name)}.AllAfter()",
        PlaceKind.Parameter => $"new MatrixView(_cell.{FrameLayout.VectorField(place.Name)}, Layout.Rows, {place.Dim}, 0)",
        PlaceKind.Output => "_output.Value(0, 0, Layout.Rows)",
        PlaceKind.Total => $"{WorkspaceEmitter.StoreField(place.Kind, place.Dim)}.Value({Literal.Integer(place.Slot)}, 0, TotalRows)",
        _ => $"{WorkspaceEmitter.StoreField(place.Kind, place.Dim)}.Value({Literal.Integer(place.Slot)}, 0, Layout.Rows)",
    };
}
