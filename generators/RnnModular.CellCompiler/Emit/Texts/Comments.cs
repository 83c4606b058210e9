using RnnModular.CellCompiler.Binding;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Emit.Texts;

/// <summary>The comment above each emitted statement: the spec's own equation, or the gradient's and where it comes from.</summary>
static class Comments
{
    /// <summary>Comments by node name.</summary>
    public static IReadOnlyDictionary<string, string> Of(string equations, CellProgram program)
    {
        var comments = new Dictionary<string, string>(StringComparer.Ordinal);
        var diagnostics = new DiagnosticBag();
        SpecSyntax spec = Unrolling.Run(Parser.Parse(equations, diagnostics), diagnostics, once: false);
        foreach (EquationSyntax equation in spec.Statements.OfType<EquationSyntax>())
        {
            string name = equation.Target.Text + (equation.IsNext ? "'" : "");
            string text = OneLine(equations.Substring(equation.Span.Start, equation.Span.Length));
            comments[name] = equation.Iteration.Length > 0 ? $"{text}   ({equation.Iteration})" : text;
        }

        foreach (Node node in program.Adjoint.Nodes.Skip(program.Graph.Nodes.Count).Where(n => !n.IsLeaf && n.Name is not null))
        {
            string value = node.Name!.Substring(1);
            string of = value.EndsWith("_in", StringComparison.Ordinal) ? value.Substring(0, value.Length - 3) : value;
            string from = comments.TryGetValue(of, out string? equation) ? $"   from {equation}" : "";
            comments[node.Name] = $"{node.Name} = {EquationText.Of(program.Adjoint.Nodes, node.Id)}{from}";
        }

        return comments;
    }

    /// <summary>Text that cannot leave a C# line comment: line separators and control characters become spaces.</summary>
    public static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    /// <summary>An equation that runs over several lines, without their comments.</summary>
    public static string OneLine(string equation) => string.Join(" ", equation.Split('\n')
        .Select(line => Clean(line.Split('#')[0]))
        .SelectMany(line => line.Split([' '], StringSplitOptions.RemoveEmptyEntries)));
}
