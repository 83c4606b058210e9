using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit;

/// <summary>
/// Emits a stage over the matrices of each sequence: row by row, lane by lane, with vectors read along both axes and
/// sums along both taken on the way, so that a matrix is read and written once.
/// </summary>
sealed class MatrixStageEmitter(CodeWriter code, InstructionSet set, FrameLayout frame, StagePlan plan, ElementwiseLines lines)
{
    /// <summary>Writes the stage's method.</summary>
    public void Emit(Stage stage)
    {
        Node[] overColumns = [.. Sums(stage, MatrixValues.SumColumns)];
        Node[] overRows = [.. Sums(stage, MatrixValues.SumRows)];
        string wide = frame.Wide(stage.Lanes);
        using (code.Open($"public override void {stage.Name}(in Frame f, int rows, int from, int to)"))
        {
            if (overRows.Length > 0)
            {
                code.Line("// A sum of rows needs them all: one worker takes them.");
                using (code.Open("if (from > 0)"))
                {
                    code.Line("return;");
                }

                code.Line();
                code.Line($"to = {frame.Size(stage.Extent)};");
            }

            foreach (Node sum in overColumns)
            {
                code.Line($"float* {Room(sum)} = stackalloc float[(int){wide}];");
            }

            using (code.Open("for (nint i = 0; i < rows; i++)"))
            {
                foreach (Store store in overRows.SelectMany(s => StoresOf(stage, s)))
                {
                    Guarded(store, $"new Span<float>({frame.At(store.Place, true)}, (int){wide}).Clear();");
                }

                using (code.Open("for (nint r = from; r < to; r++)"))
                {
                    using (code.Open($"for (nint j = 0; j < {frame.Size(stage.Lanes)}; j += {Literal.Integer(set.Lanes)})"))
                    {
                        lines.Write(stage, _ => null, (node, text) => Add(stage, node, text));
                    }

                    foreach (Node sum in overColumns)
                    {
                        code.Line();
                        foreach (Store store in StoresOf(stage, sum))
                        {
                            Guarded(store, $"*({frame.At(store.Place, true)} + r) = LaneSum.Of({Room(sum)}, {frame.Size(stage.Lanes)});");
                        }
                    }
                }
            }
        }
    }

    void Add(Stage stage, Node sum, string summand)
    {
        if (sum.Operation == MatrixValues.SumColumns)
        {
            code.Line($"V.Store({summand}, {Room(sum)} + j);");
            return;
        }

        foreach (Store store in StoresOf(stage, sum))
        {
            string place = frame.At(store.Place, false);
            Guarded(store, $"V.Store(V.Load({place}) + {summand}, {place});");
        }
    }

    void Guarded(Store store, string line)
    {
        string condition = ElementwiseLines.Condition(store);
        if (condition.Length == 0)
        {
            code.Line(line);
            return;
        }

        using (code.Open($"if ({condition})"))
        {
            code.Line(line);
        }
    }

    IEnumerable<Node> Sums(Stage stage, Operation operation) => stage.Computes.Select(c => plan.Nodes[c]).Where(n => n.Operation == operation);

    static IEnumerable<Store> StoresOf(Stage stage, Node node) => stage.Stores.Where(s => s.Node == node.Id);

    static string Room(Node sum) => "row" + Literal.Integer(sum.Id);
}
