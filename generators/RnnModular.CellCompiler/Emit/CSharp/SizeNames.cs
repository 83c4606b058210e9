using System.Globalization;
using RnnModular.CellCompiler.Binding;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>Gives sizes names that the emitted class can use for local variables and fields; those that are plain numbers it does not need.</summary>
static class SizeNames
{
    // What the emitted code itself says where sizes stand.
    static readonly string[] Taken =
    [
        "I", "H", "V", "X", "Dx", "Dy", "x", "y", "dx", "dy", "c", "f", "i", "j", "r", "row", "rows", "block", "blocks", "from", "to", "step", "share", "sums", "cell", "lane", "width", "training",
        "inputSize", "hiddenSize", "InputSize", "HiddenSize", "OutputSize", "Width", "Layout", "IsTraining", "Frame", "Kernels", "Workspace", "Lanes",
        "Parameter", "Tensor", "SideInput", "PastInput", "TotalRows", "RowBlock", "SumsInBlocks", "Mask", "State", "Start", "Panel", "Vector", "Derived", "Number", "Values", "History", "Carried", "Saved", "Gradients", "Scratch", "Packed", "PackedWeights", "NarrowProduct", "Weights", "WeightsOf", "weights", "At", "Math",
        "Alignment", "InitialValue", "SimdWidth", "ArgumentOutOfRangeException", "Avx512Kernels", "Avx2Kernels", "PortableKernels", "VectorMath", "WeightMatrices", "MatrixExponential", "Exponential", "nint",
    ];

    /// <summary>The same step under names that are free.</summary>
    public static StepGraph Run(StepGraph graph)
    {
        var scope = new NameScope(Taken);
        graph = graph with { Sizes = graph.Sizes.Where(s => s.Definition is null || new Dim(s.Definition).Number is null).ToEquatableArray() };
        var names = graph.Sizes.Where(s => s.Definition is not null).ToDictionary(s => s.Name, s => scope.Take(s.Name), StringComparer.Ordinal);
        if (names.All(n => n.Key == n.Value))
        {
            return graph;
        }

        // A size's text is words between parentheses, operators and spaces.
        string Text(string text) => string.Concat(Words(text).Select(w => names.TryGetValue(w, out string? name) ? name : w));
        Dim Of(Dim dim) => new(Text(dim.Text));
        Shape OfShape(Shape shape) => shape with { Rows = Of(shape.Rows), Columns = Of(shape.Columns) };
        return graph with
        {
            Nodes = graph.Nodes.Select(n => n with
            {
                Shape = OfShape(n.Shape),
                Name = n.Operation == Operations.Size ? Text(n.Name!) : n.Name,
                Detail = n.Detail is null ? null : Text(n.Detail),
            }).ToEquatableArray(),
            Sizes = graph.Sizes.Select(s => s.Definition is null ? s : new SizeInfo(names[s.Name], Text(s.Definition))).ToEquatableArray(),
            States = graph.States.Select(s => s with { Shape = OfShape(s.Shape) }).ToEquatableArray(),
            Checks = graph.Checks.Select(c => new SizeCheck(Of(c.Lanes), Of(c.Width), c.What)).ToEquatableArray(),
            Parameters = graph.Parameters.Select(p => p with { Shape = OfShape(p.Shape), Draw = p.Draw is null ? null : InitialFormula.WithSizes(p.Draw, n => names.TryGetValue(n, out string? name) ? "{" + name + "}" : "{" + n + "}") }).ToEquatableArray(),
        };
    }

    static IEnumerable<string> Words(string text)
    {
        int start = 0;
        for (int end = 1; end <= text.Length; end++)
        {
            if (end == text.Length || !IsWord(text[end]) || !IsWord(text[end - 1]))
            {
                yield return text.Substring(start, end - start);
                start = end;
            }
        }
    }

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
