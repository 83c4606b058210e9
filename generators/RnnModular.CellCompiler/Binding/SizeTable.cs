using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>The named sizes of a spec. I and H are free; every other one is defined by earlier ones.</summary>
sealed class SizeTable(DiagnosticBag diagnostics)
{
    readonly List<SizeInfo> _sizes = [new("I", null), new("H", null)];

    public EquatableArray<SizeInfo> Sizes => _sizes.ToEquatableArray();

    public bool Contains(string name) => _sizes.Any(s => s.Name == name);

    public void Define(SizeDefinitionSyntax definition)
    {
        if (Contains(definition.Name.Text))
        {
            diagnostics.Report(Rules.DefinedTwice, definition.Name.Span, definition.Name.Text);
            return;
        }

        if (Dim(definition.Value) is { } value)
        {
            _sizes.Add(new SizeInfo(definition.Name.Text, value.Text));
        }
    }

    /// <summary>The size an expression stands for; null, with a diagnostic, when it names an unknown one.</summary>
    public Dim? Dim(SizeSyntax syntax)
    {
        switch (syntax)
        {
            case SizeNumberSyntax number:
                return Ir.Dim.Of(number.Value);
            case SizeNameSyntax name when Contains(name.Name):
                // A size defined as a plain number is that number, so that 1 is a scalar under any name.
                return _sizes.First(s => s.Name == name.Name) is { Definition: { } text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int fixedSize)
                    ? Ir.Dim.Of(fixedSize)
                    : new Dim(name.Name);
            case SizeNameSyntax name:
                diagnostics.Report(Rules.UnknownName, name.Span, name.Name, $"; sizes are {string.Join(", ", _sizes.Select(s => s.Name))}; define one with: size {name.Name} = …");
                return null;
            default:
                var operation = (SizeOperationSyntax)syntax;
                return Dim(operation.Left) is { } left && Dim(operation.Right) is { } right
                    ? new Dim($"({left.Text} {operation.Operator} {right.Text})")
                    : null;
        }
    }
}
