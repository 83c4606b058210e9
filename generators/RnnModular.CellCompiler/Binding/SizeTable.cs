using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>The named sizes of a spec. I and H are free; every other one is defined by earlier ones.</summary>
sealed class SizeTable(DiagnosticBag diagnostics)
{
    const int Largest = 1 << 24;

    readonly List<SizeInfo> _sizes = [new("I", null), new("H", null)];

    public EquatableArray<SizeInfo> Sizes => _sizes.ToEquatableArray();

    public bool Contains(string name) => _sizes.Any(s => s.Name == name);

    public void Define(SizeDefinitionSyntax definition)
    {
        string? reason = Functions.IsKnown(definition.Name.Text) ? "a function of the language" : definition.Name.Text == "x" ? "the input" : null;
        if (reason is not null)
        {
            diagnostics.Report(Rules.ReservedName, definition.Name.Span, definition.Name.Text, "a size", reason);
            return;
        }

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
                return Dim(operation.Left) is { } left && Dim(operation.Right) is { } right ? Operation(operation, left, right) : null;
        }
    }

    /// <summary>Two numbers make a number at once, and one that is no size is found here.</summary>
    Dim? Operation(SizeOperationSyntax syntax, Dim left, Dim right)
    {
        if (!Number(left, out int a) || !Number(right, out int b))
        {
            return new Dim($"({left.Text} {syntax.Operator} {right.Text})");
        }

        long value = syntax.Operator switch { '+' => (long)a + b, '-' => (long)a - b, '*' => (long)a * b, _ => a / b };
        if (value is >= 1 and <= Largest)
        {
            return Ir.Dim.Of((int)value);
        }

        diagnostics.Report(Rules.BadSize, syntax.Span, value.ToString(CultureInfo.InvariantCulture), Largest.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    static bool Number(Dim dim, out int value) => int.TryParse(dim.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
