using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Frames;

/// <summary>Emits the frame: the struct that every kernel receives.</summary>
static class FrameEmitter
{
    /// <summary>Writes it.</summary>
    public static void Emit(CodeWriter code, FrameLayout frame)
    {
        code.Line("/// <summary>What a kernel works on: pointers to the first of its rows, strides in floats, packed weights, sizes.</summary>");
        using (code.Open("struct Frame"))
        {
            foreach ((PlaceKind kind, _, _, string field) in frame.Pointers)
            {
                code.Line($"public float* {field};   // {Explain(kind)}");
            }

            foreach (PanelField panel in frame.Panels)
            {
                string weights = string.Join(" | ", panel.Product.Weights.Select(w => w + (panel.Product.Transposed ? "ᵀ" : "")));
                code.Line($"public PackedWeights {panel.Field};   // {weights}, packed");
            }

            foreach ((string field, _, _, _) in frame.Strides)
            {
                code.Line($"public nint {field};");
            }

            foreach (KeyValuePair<string, Dim> dim in frame.Dims)
            {
                code.Line($"public int {dim.Key};");
                code.Line($"public nint wide{dim.Key};   // padded to whole rows");
            }

            if (frame.Program.Forward.Stages.Concat(frame.Program.Backward.Stages).Any(s => s.WalksSteps))
            {
                code.Line("public nint ahead;   // rows from a step to the one that is taken next");
            }

            foreach (string state in frame.WalkedStates)
            {
                code.Line($"public nint {FrameLayout.AheadField(state)};   // floats, the same way; 0 where only the last step is kept");
            }

            code.Line("public bool training;");
            code.Line("public bool walksBack;   // true at every other step: products start at the last lanes");
        }

        code.Line();
    }

    static string Explain(PlaceKind kind) => kind switch
    {
        PlaceKind.Input => "the input",
        PlaceKind.SideInput => "a side input",
        PlaceKind.PastInput => "x of an earlier step",
        PlaceKind.Mask => "a random mask",
        PlaceKind.Parameter => "a vector of parameters",
        PlaceKind.Matrix => "a matrix of parameters, rows padded",
        PlaceKind.Previous => "a state before the step",
        PlaceKind.Next => "a state after the step",
        PlaceKind.Output => "the output",
        PlaceKind.Saved => "values the forward run keeps",
        PlaceKind.Scratch => "values of this step",
        PlaceKind.OutputGradient => "the gradient of the output",
        PlaceKind.CarriedIn => "the gradient of a state after the step",
        PlaceKind.CarriedOut => "the gradient of a state before the step",
        PlaceKind.Gradient => "gradients to be summed over all rows",
        PlaceKind.Total => "gradients summed over the steps of a sequence, or over a block of rows",
        PlaceKind.PastInputGradient => "the gradient of x of an earlier step",
        PlaceKind.SideInputGradient => "the gradient of a side input, or null",
        _ => "the gradient of the input, or null",
    };
}
