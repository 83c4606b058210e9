using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Runs;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Frames;

/// <summary>Emits how a run fills the frame: for packed rows, and for sequences at a step.</summary>
sealed class FrameFillEmitter(CodeWriter code, FrameLayout frame)
{
    /// <summary>Writes both.</summary>
    public void Emit()
    {
        code.Line("/// <summary>Sets a frame to packed rows from <paramref name=\"row\"/> on.</summary>");
        using (code.Open("void ToRows(ref Frame f, int row)"))
        {
            code.Line("f.training = IsTraining;");
            foreach ((PlaceKind kind, string name, Dim dim, string field) in frame.Pointers)
            {
                string? value = kind switch
                {
                    PlaceKind.Input => "X.Data + (nint)row * X.Stride",
                    PlaceKind.OutputGradient => "Dy.Data + (nint)row * Dy.Stride",
                    PlaceKind.InputGradient => "Dx.IsNone ? null : Dx.Data + (nint)row * Dx.Stride",
                    PlaceKind.SideInput => $"{WorkspaceEmitter.Input(name)}[row]",
                    PlaceKind.SideInputGradient => $"Dx.IsNone ? null : {WorkspaceEmitter.Input(name)}.Gradient(row)",
                    PlaceKind.PastInput => $"{WorkspaceEmitter.Past(name)}[row]",
                    PlaceKind.PastInputGradient => $"{WorkspaceEmitter.Past(name)}.Gradient(row)",
                    PlaceKind.Mask => $"{WorkspaceEmitter.Mask(name)}[row]",
                    PlaceKind.Next => $"{WorkspaceEmitter.History(name)}.Packed(row)",
                    PlaceKind.Output => "_output[row]",
                    PlaceKind.Saved or PlaceKind.Gradient => $"{WorkspaceEmitter.StoreField(kind, dim)}[row]",
                    PlaceKind.Total when frame.SumsInBlocks => $"{WorkspaceEmitter.StoreField(kind, dim)}[Layout.Batch + row / RowBlock]",
                    _ => null,
                };
                if (value is not null)
                {
                    code.Line($"f.{field} = {value};");
                }
            }

            foreach ((string field, PlaceKind kind, string name, _) in frame.Strides)
            {
                if (kind == PlaceKind.Total && frame.SumsInBlocks)
                {
                    code.Line($"f.{field} = 0;");
                }

                string? rows = kind switch
                {
                    PlaceKind.Input => "X",
                    PlaceKind.OutputGradient => "Dy",
                    PlaceKind.InputGradient => "Dx",
                    PlaceKind.Mask => WorkspaceEmitter.Mask(name),
                    _ => null,
                };
                if (rows is not null)
                {
                    code.Line($"f.{field} = {rows}.Stride;");
                }
            }

        }

        code.Line();
        code.Line("/// <summary>Sets a frame to sequences from <paramref name=\"row\"/> on at a step.</summary>");
        using (code.Open("void ToStep(ref Frame f, int step, int row)"))
        {
            code.Line("ToRows(ref f, Layout.Offset(step) + row);");
            code.Line("f.walksBack = (step & 1) != 0;");
            foreach ((PlaceKind kind, string name, Dim dim, string field) in frame.Pointers)
            {
                string? value = kind switch
                {
                    PlaceKind.Previous => $"{WorkspaceEmitter.History(name)}.Before(step, row)",
                    PlaceKind.Next => $"{WorkspaceEmitter.History(name)}.After(step, row)",
                    PlaceKind.CarriedIn => $"{WorkspaceEmitter.Carried(name)}.In(step, row)",
                    PlaceKind.CarriedOut => $"{WorkspaceEmitter.Carried(name)}.Out(step, row)",
                    PlaceKind.Scratch or PlaceKind.Total => $"{WorkspaceEmitter.StoreField(kind, dim)}[row]",
                    _ => null,
                };
                if (value is not null)
                {
                    code.Line($"f.{field} = {value};");
                }
            }

            foreach ((string field, PlaceKind kind, _, Dim dim) in frame.Strides.Where(s => s.Kind == PlaceKind.Total && frame.SumsInBlocks))
            {
                code.Line($"f.{field} = {WorkspaceEmitter.StoreField(kind, dim)}.Stride;");
            }

            ZeroProducts();
        }

        code.Line();
    }

    /// <summary>Where a run starts with zeros, or nobody asks for the gradient of the start, a product has nothing to read.</summary>
    void ZeroProducts()
    {
        foreach (PanelField panel in frame.Panels.Where(p => p.Stage.Phase == Phase.Loop && !p.Stage.IsOfRows))
        {
            string? isNeeded = panel.Product.Operand.Kind == PlaceKind.Previous ? $"!{WorkspaceEmitter.History(panel.Product.Operand.Name)}.IsZero(step)"
                : frame.Program.Backward.OnlyCarries(panel.Stage) ? "WantsGradientBefore(step)"
                : null;
            if (isNeeded is not null)
            {
                code.Line($"f.{panel.Field} = {isNeeded} ? _frame.{panel.Field} : PackedWeights.None;");
            }
        }
    }
}
