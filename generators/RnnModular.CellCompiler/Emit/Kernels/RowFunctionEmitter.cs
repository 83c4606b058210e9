using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Emits stages that are calls of the runtime on whole rows: sums over lanes, slices, concatenations, running sums.</summary>
sealed class RowFunctionEmitter(CodeWriter code, FrameLayout frame, StagePlan plan)
{
    /// <summary>Writes the stage's method. One worker does it all: every lane may depend on every other.</summary>
    public void Emit(Stage stage)
    {
        using (code.Open($"public override void {stage.Name}(in Frame f, int rows, int from, int to)"))
        using (code.Open("if (from == 0)"))
        {
            foreach (Store store in stage.Stores)
            {
                string condition = Conditions.Of(store);
                if (condition.Length == 0)
                {
                    Calls(stage, store);
                    continue;
                }

                using (code.Open($"if ({condition})"))
                {
                    Calls(stage, store);
                }
            }
        }
    }

    void Calls(Stage stage, Store store)
    {
        Node node = plan.Nodes[store.Node];
        string target = $"{frame.Base(store.Place)}, {frame.Stride(store.Place)}";
        if (node.Operation.Kind == OperationKind.Reduction)
        {
            code.Line($"{node.Operation.Reducer}.Rows({Source(stage, 0)}, {frame.Size(stage.Lanes)}, {target}, rows);");
            return;
        }

        code.Line($"// {EquationText.Of(plan.Nodes, node.Id)}");
        if (node.Operation == LaneMoves.Slice)
        {
            code.Line($"LaneCopy.Rows({Source(stage, 0, stage.Offsets[0])}, {frame.Size(node.Shape.Rows)}, {target}, rows);");
        }
        else if (node.Operation == LaneMoves.Pad)
        {
            code.Line($"LaneCopy.Padded({Source(stage, 0)}, {frame.Size(Width(node, 0))}, {target}, {frame.Size(stage.Offsets[0])}, {frame.Size(node.Shape.Rows)}, rows);");
        }
        else if (node.Operation == LaneMoves.Concat)
        {
            for (int index = 0; index < node.Operands.Count; index++)
            {
                code.Line($"LaneCopy.Rows({Source(stage, index)}, {frame.Size(Width(node, index))}, {Shifted(store.Place, stage.Offsets[index])}, {frame.Stride(store.Place)}, rows);");
            }
        }
        else
        {
            code.Line($"LaneScan.{(node.Operation == LaneMoves.CumulativeSum ? "Forward" : "Backward")}({Source(stage, 0)}, {frame.Size(node.Shape.Rows)}, {target}, rows);");
        }
    }

    Dim Width(Node node, int operand) => plan.Nodes[node.Operands[operand]].Shape.Rows;

    string Source(Stage stage, int index, Dim? offset = null)
    {
        Place place = stage.Loads[index].Place;
        return $"{(offset is { } lanes ? Shifted(place, lanes) : frame.Base(place))}, {frame.Stride(place)}";
    }

    string Shifted(Place place, Dim lanes) => lanes.Text == "0" ? frame.Base(place) : $"{frame.Base(place)} + {frame.Size(lanes)}";
}
