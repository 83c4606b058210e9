using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// The sizes of a spec. I and H are free; every other one is made of earlier ones. Sizes whose polynomials are equal are
/// one size, under the first text it had.
/// </summary>
sealed class SizeTable
{
    // An expression over sizes stays readable in the emitted code; beyond this a part of it deserves a name.
    const int LongestText = 120;

    readonly DiagnosticBag _diagnostics;
    readonly List<SizeInfo> _sizes = [new("I", null), new("H", null)];
    readonly Dictionary<string, Dim> _named = new(StringComparer.Ordinal);
    readonly Dictionary<SizePolynomial, Dim> _dims = [];
    readonly Dictionary<Dim, SizePolynomial> _values = [];

    readonly Dictionary<string, int> _constants = new(StringComparer.Ordinal);

    public SizeTable(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        Name(Ir.Dim.Input);
        Name(Ir.Dim.Hidden);
    }

    /// <summary>The largest size.</summary>
    public const int Largest = 1 << 24;

    public EquatableArray<SizeInfo> Sizes => _sizes.ToEquatableArray();

    public IEnumerable<string> Names => _named.Keys;

    public bool Contains(string name) => _named.ContainsKey(name);

    public void Define(SizeDefinitionSyntax definition)
    {
        string name = definition.Name.Text;
        string? reason = Functions.IsKnown(name) ? "a function of the language" : name == "x" ? "the input" : null;
        if (reason is not null)
        {
            _diagnostics.Report(Rules.ReservedName, definition.Name.Span, name, "a size", reason);
            return;
        }

        if (Contains(name))
        {
            _diagnostics.Report(Rules.DefinedTwice, definition.Name.Span, name);
            return;
        }

        if (Value(definition.Value) is not { } value)
        {
            return;
        }

        // A name for what already has one is the same size; so is a number, since 1 is a scalar under any name.
        if (_dims.TryGetValue(value.Value, out Dim known) || value.Value.Number is not null)
        {
            _named.Add(name, value.Value.Number is null ? known : Dim(value, definition.Value.Span) ?? Ir.Dim.One);
            return;
        }

        if (Dim(value, definition.Value.Span) is { } dim)
        {
            _dims.Remove(value.Value);
            _sizes.Add(new SizeInfo(name, dim.Text));
            Name(new Dim(name), value.Value);
        }
    }

    /// <summary>A constant that is a whole number may stand where a size does.</summary>
    public void Constant(string name, double value)
    {
        if (value is >= 0 and <= Largest && value == Math.Floor(value))
        {
            _constants[name] = (int)value;
        }
    }

    /// <summary>The size an expression stands for; null, with a diagnostic, when it is none.</summary>
    public Dim? Dim(SizeSyntax syntax) => Value(syntax) is { } value ? Dim(value, syntax.Span) : null;

    /// <summary>The size of a sum or difference of sizes; null when it cannot be one.</summary>
    public Dim? Combined(char operation, Dim left, Dim right)
    {
        SizePolynomial? value = Apply(operation, ValueOf(left), ValueOf(right));
        return value is null || value.Number < 1 || value.Overflows ? null : Interned(value, Text(operation, left.Text, right.Text));
    }

    /// <summary>One of equal shares; null when the size is a number that cannot be cut evenly.</summary>
    /// <param name="whole">The size.</param>
    /// <param name="parts">How many shares.</param>
    /// <param name="isCertain">False when only the sizes a cell is made with will tell whether it comes out even.</param>
    public Dim? Share(Dim whole, int parts, out bool isCertain)
    {
        isCertain = true;
        if (parts == 1)
        {
            return whole;
        }

        SizePolynomial one = SizePolynomial.Of(parts);
        SizePolynomial value = ValueOf(whole);
        isCertain = (value / one) is { } share && (share * one).Equals(value);
        return isCertain || value.Number is null ? Combined('/', whole, Number(parts)) : null;
    }

    /// <summary>A number of lanes as a text over sizes, which unlike a size may be zero; null, with a diagnostic, when it is none.</summary>
    public string? Offset(SizeSyntax syntax) => syntax is SizeNumberSyntax { Value: 0 } ? "0"
        : Value(syntax) is not { } value ? null
        : value.Value.Number == 0 ? "0"
        : Dim(value, syntax.Span)?.Text;

    /// <summary>How far one size is beyond another, where that is a number.</summary>
    public long? Excess(string offset, Dim count, Dim whole) =>
        (ValueOf(new Dim(offset)) + ValueOf(count) - ValueOf(whole)).Number;

    /// <summary>A whole number as a size.</summary>
    public Dim Number(int value) => Interned(SizePolynomial.Of(value), Ir.Dim.Of(value).Text);

    (SizePolynomial Value, string Text)? Value(SizeSyntax syntax)
    {
        switch (syntax)
        {
            case SizeNumberSyntax number:
                return (SizePolynomial.Of(number.Value), number.Value.ToString(CultureInfo.InvariantCulture));
            case SizeNameSyntax name when _named.TryGetValue(name.Name, out Dim dim):
                return (ValueOf(dim), dim.Text);
            case SizeNameSyntax name when _constants.TryGetValue(name.Name, out int constant):
                return (SizePolynomial.Of(constant), constant.ToString(CultureInfo.InvariantCulture));
            case SizeNameSyntax name:
                _diagnostics.Report(Rules.UnknownName, name.Span, name.Name, $"; sizes are {string.Join(", ", _named.Keys)}; define one with: size {name.Name} = …");
                return null;
            default:
                var operation = (SizeOperationSyntax)syntax;
                if (Value(operation.Left) is not { } left || Value(operation.Right) is not { } right)
                {
                    return null;
                }

                SizePolynomial? value = Apply(operation.Operator, left.Value, right.Value);
                if (value is null || value.Overflows)
                {
                    Bad(operation.Span, value is null ? "a division by zero" : "more");
                    return null;
                }

                return (value, value.Number is { } n ? n.ToString(CultureInfo.InvariantCulture)
                    : _dims.TryGetValue(value, out Dim known) ? known.Text
                    : Text(operation.Operator, left.Text, right.Text));
        }
    }

    Dim? Dim((SizePolynomial Value, string Text) value, TextSpan span)
    {
        if (value.Value.Number is { } number and (< 1 or > Largest))
        {
            Bad(span, number.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        if (value.Text.Length > LongestText && !_dims.ContainsKey(value.Value))
        {
            Bad(span, "a long expression");
            return null;
        }

        return Interned(value.Value, value.Text);
    }

    Dim Interned(SizePolynomial value, string text)
    {
        if (!_dims.TryGetValue(value, out Dim dim))
        {
            dim = new Dim(value.Number is { } number ? number.ToString(CultureInfo.InvariantCulture) : text);
            _dims.Add(value, dim);
            _values[dim] = value;
        }

        return dim;
    }

    SizePolynomial ValueOf(Dim dim) => _values.TryGetValue(dim, out SizePolynomial? value) ? value
        : dim.Number is { } number ? SizePolynomial.Of(number)
        : SizePolynomial.Of(dim.Text);

    void Name(Dim name, SizePolynomial? value = null)
    {
        value ??= SizePolynomial.Of(name.Text);
        _named.Add(name.Text, name);
        _dims[value] = name;
        _values[name] = value;
    }

    void Bad(TextSpan span, string value) => _diagnostics.Report(Rules.BadSize, span, value, Largest.ToString(CultureInfo.InvariantCulture));

    static SizePolynomial? Apply(char operation, SizePolynomial left, SizePolynomial right) =>
        operation switch { '+' => left + right, '-' => left - right, '*' => left * right, _ => left / right };

    static string Text(char operation, string left, string right) => $"({left} {operation} {right})";
}
