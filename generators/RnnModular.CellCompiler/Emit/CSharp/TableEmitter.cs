using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>Emits constant vectors and matrices as tables of literals, each under the line of the spec that defines it.</summary>
static class TableEmitter
{
    const int MostInALine = 16;

    /// <summary>The property that holds a table.</summary>
    public static string Property(TableInfo table) => "TableOf_" + table.Name;

    /// <summary>Writes them.</summary>
    public static void Emit(CodeWriter code, CellSource source, FrameLayout frame)
    {
        var lines = Parser.Parse(source.Equations, new DiagnosticBag()).Statements.OfType<ConstantSyntax>()
            .ToDictionary(c => c.Name.Text, c => Comments.OneLine(source.Equations.Substring(c.Span.Start, c.Span.Length)), StringComparer.Ordinal);
        foreach (TableInfo table in frame.Tables)
        {
            int columns = int.Parse(table.Shape.Columns.Text, System.Globalization.CultureInfo.InvariantCulture);
            int width = columns is > 1 and <= MostInALine ? columns : MostInALine;
            code.Line($"// {lines[table.Name]}");
            code.Line($"static ReadOnlySpan<float> {Property(table)} =>");
            code.Line("[");
            for (int from = 0; from < table.Values.Count; from += width)
            {
                code.Line($"    {string.Join(", ", table.Values.Skip(from).Take(width).Select(Literal.Float))},");
            }

            code.Line("];");
            code.Line();
        }
    }
}
