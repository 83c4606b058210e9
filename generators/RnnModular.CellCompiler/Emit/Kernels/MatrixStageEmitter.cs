using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>
/// Emits a stage over the matrices of each sequence: row by row, lane by lane, with vectors read along both axes and
/// sums along both taken on the way, so that a matrix is read and written once.
/// </summary>
sealed class MatrixStageEmitter(CodeWriter code, InstructionSet set, FrameLayout frame, ElementwiseLines lines)
{
    readonly LaneSums _laneSums = new(code, set, lines.Scope);

    RowPointers Pointers => lines.Pointers;

    /// <summary>Writes the stage's method.</summary>
    public void Emit(Stage stage)
    {
        Node[] overColumns = lines.Sums(MatrixValues.SumColumns);
        Store[] overRows = [.. lines.Sums(MatrixValues.SumRows).SelectMany(lines.StoresOf)];
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

            Pointers.Widths(stage.Lanes);
            _laneSums.Room(overColumns);
            using (code.Open("for (nint i = 0; i < rows; i++)"))
            {
                lines.Row();
                foreach (Store store in overRows)
                {
                    lines.Guarded(store, $"new Span<float>({Pointers.Of(store.Place)}, (int){Pointers.Wide(stage.Lanes)}).Clear();");
                }

                using (code.Open("for (nint r = from; r < to; r++)"))
                {
                    lines.MatrixRow();
                    _laneSums.Start();
                    using (code.Open($"for (nint j = 0; j < {frame.Size(stage.Lanes)}; j += {Literal.Integer(set.Lanes)})"))
                    {
                        lines.Lanes(_ => null, (sum, text) => Add(stage, sum, text));
                    }

                    foreach (Node sum in overColumns)
                    {
                        foreach (Store store in lines.StoresOf(sum))
                        {
                            lines.Guarded(store, $"*({Pointers.Of(store.Place)} + r) = {_laneSums.Total(sum)};");
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
            _laneSums.Add(sum, summand, frame.Size(stage.Lanes));
            return;
        }

        foreach (Store store in lines.StoresOf(sum))
        {
            string place = $"{Pointers.Of(store.Place)} + j";
            lines.Guarded(store, $"V.Store(V.Load({place}) + {summand}, {place});");
        }
    }
}
