using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Emits stages that are calls of the runtime on the matrices of each sequence: products, transposes, rows, reshapes.</summary>
sealed class MatrixFunctionEmitter(CodeWriter code, InstructionSet set, FrameLayout frame, StagePlan plan)
{
    /// <summary>Writes the stage's method. Of a product workers share the rows; anything else is a copy, and one worker does it.</summary>
    public void Emit(Stage stage)
    {
        using (code.Open($"public override void {stage.Name}(in Frame f, int rows, int from, int to)"))
        {
            code.Line($"// {EquationText.Of(plan.Nodes, stage.Stores[0].Node)}");
            if (stage.IsMatrixProduct)
            {
                Stores(stage);
                return;
            }

            using (code.Open("if (from == 0)"))
            {
                Stores(stage);
            }
        }
    }

    void Stores(Stage stage)
    {
        // What is written in any case comes first: other places take a copy of it.
        Store? first = null;
        foreach (Store store in stage.Stores.OrderBy(s => Conditions.Of(s).Length > 0))
        {
            void Write()
            {
                if (first is not null && stage.IsMatrixProduct && store.Place.Kind != PlaceKind.Total)
                {
                    Copy(stage, first.Place, store.Place);
                }
                else
                {
                    Call(stage, store);
                }
            }

            string condition = Conditions.Of(store);
            if (condition.Length == 0)
            {
                Write();
                first ??= store.Place.Kind == PlaceKind.Total ? null : store;
                continue;
            }

            using (code.Open($"if ({condition})"))
            {
                Write();
            }
        }
    }

    void Copy(Stage stage, Place from, Place to)
    {
        string row = $" + from * {frame.Wide(stage.Lanes)}, ";
        code.Line($"MatrixCopy.Rows({frame.Base(from)}{row}{frame.Stride(from)}, to - from, {frame.Size(stage.Lanes)}, {frame.Base(to)}{row}{frame.Stride(to)}, rows);");
    }

    /// <summary>True for a turned weight that only products read: it is turned once for all sequences.</summary>
    bool IsShared(int id) => plan.Nodes[id].Operation == MatrixMoves.Transposed
        && plan.Nodes[plan.Nodes[id].Operands[0]] is { IsFixed: true }
        && plan.Nodes.All(n => !n.Operands.Contains(id) || MatrixProducts.Contains(n.Operation));

    string Operand(Stage stage, int index) => IsShared(stage.Loads[index].Node) ? $"{frame.Base(stage.Loads[index].Place)}, 0" : At(stage.Loads[index].Place);

    void Call(Stage stage, Store store)
    {
        Node node = plan.Nodes[store.Node];
        Shape[] shapes = [.. node.Operands.Select(o => plan.Nodes[o].Shape)];
        string source = Operand(stage, 0);
        string target = At(store.Place);
        if (stage.IsWeighted)
        {
            string weights = frame.Panels.First(p => p.Stage.Name == stage.Name).Field;
            code.Line($"WeightedRows.Multiply(SimdWidth.{set.Name}, {source}, f.{weights}, {target}, from, to, {frame.Size(shapes[0].Columns)}, {frame.Size(node.Shape.Columns)}, rows);");
        }
        else if (stage.IsMatrixProduct)
        {
            bool transposed = node.Operation == MatrixProducts.TransposedProduct;
            string method = (transposed ? "Transposed" : "Rows") + (store.Place.Kind == PlaceKind.Total ? "Added" : "");
            Dim depth = transposed ? shapes[0].Rows : shapes[0].Columns;
            code.Line($"MatrixProduct.{method}(SimdWidth.{set.Name}, {source}, {Operand(stage, 1)}, {target}, from, to, {frame.Size(node.Shape.Rows)}, {frame.Size(depth)}, {frame.Size(node.Shape.Columns)}, rows);");
        }
        else if (node.Operation == MatrixMoves.Transposed)
        {
            code.Line($"MatrixCopy.Transposed({source}, {Size(shapes[0])}, {target}, {(IsShared(node.Id) ? "1" : "rows")});");
        }
        else if (node.Operation == MatrixMoves.Rows)
        {
            code.Line($"MatrixCopy.Rows({At(stage.Loads[0].Place, stage.Offsets[0], shapes[0].Columns)}, {Count(node.Shape)}, {target}, rows);");
        }
        else if (node.Operation == MatrixMoves.RowsAmongZeros)
        {
            code.Line($"MatrixCopy.RowsAmongZeros({source}, {Count(shapes[0])}, {target}, {frame.Size(stage.Offsets[0])}, {frame.Size(node.Shape.Rows)}, {frame.Size(node.Shape.Columns)}, rows);");
        }
        else if (node.Operation == MatrixMoves.Stacked)
        {
            for (int index = 0; index < shapes.Length; index++)
            {
                code.Line($"MatrixCopy.Rows({At(stage.Loads[index].Place)}, {Count(shapes[index])}, {At(store.Place, stage.Offsets[index], node.Shape.Columns)}, rows);");
            }
        }
        else if (node.Operation == MatrixMoves.Reshaped)
        {
            code.Line($"MatrixCopy.Reshaped({source}, {target}, {Size(node.Shape)}, rows);");
        }
        else if (node.Operation == MatrixMoves.Flattened)
        {
            code.Line($"MatrixCopy.Flattened({source}, {Size(shapes[0])}, {target}, rows);");
        }
        else
        {
            code.Line($"MatrixMax.{(node.Operation == MatrixMoves.LargestOfRows ? "OfRows" : "OfColumns")}({source}, {Size(shapes[0])}, {target}, rows);");
        }
    }

    string Size(Shape shape) => $"{frame.Size(shape.Rows)}, {frame.Size(shape.Columns)}";

    // A vector stands for one row.
    string Count(Shape shape) => shape.IsMatrix ? Size(shape) : $"1, {frame.Size(shape.Rows)}";

    string At(Place place, Dim? row = null, Dim? columns = null) =>
        $"{frame.Base(place)}{(row is { Text: not "0" } first ? $" + {frame.Size(first)} * {frame.Wide(columns!.Value)}" : "")}, {frame.Stride(place)}";
}
