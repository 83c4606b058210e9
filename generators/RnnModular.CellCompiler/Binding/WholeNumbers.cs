using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>Whole numbers that are known from the text alone: counts of repeats, indices, constants, sizes that are numbers.</summary>
sealed class WholeNumbers
{
    readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);

    public WholeNumbers(IEnumerable<StatementSyntax> statements)
    {
        foreach (StatementSyntax statement in statements)
        {
            if (statement is SizeDefinitionSyntax size && Of(size.Value) is { } number)
            {
                _known[size.Name.Text] = number;
            }
            else if (statement is ConstantSyntax constant && Of(constant.Value) is { } value)
            {
                _known[constant.Name.Text] = value;
            }
        }
    }

    /// <summary>Gives the name that a repeat counts with its number.</summary>
    public void Set(string counter, int number) => _counters[counter] = number;

    /// <summary>Ends the counting of a name.</summary>
    public void Forget(string counter) => _counters.Remove(counter);

    /// <summary>The number of a name that counts; null for any other.</summary>
    public int? Counter(string name) => _counters.TryGetValue(name, out int number) ? number : null;

    /// <summary>The number of a size; null when it is none.</summary>
    public int? Of(SizeSyntax size) => size switch
    {
        SizeNumberSyntax number => number.Value,
        SizeNameSyntax name => Named(name.Name),
        SizeOperationSyntax operation => Combined(operation.Operator, Of(operation.Left), Of(operation.Right)),
        _ => null,
    };

    /// <summary>The number of an expression; null when it is none.</summary>
    public int? Of(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax number => Whole(number.Value),
        NameSyntax { Name: { Kind: TokenKind.Name } name } => Named(name.Text),
        NegationSyntax negation => -Of(negation.Operand),
        BinarySyntax binary => Combined(SizeOperationSyntax.Sign(binary.Operator), Of(binary.Left), Of(binary.Right)),
        _ => null,
    };

    int? Named(string name) => Counter(name) ?? (_known.TryGetValue(name, out int number) ? number : null);

    static int? Combined(char operation, int? left, int? right)
    {
        if (left is not { } a || right is not { } b)
        {
            return null;
        }

        long value = operation switch { '+' => (long)a + b, '-' => (long)a - b, '*' => (long)a * b, _ => b == 0 ? long.MaxValue : a / b };
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : null;
    }

    static int? Whole(double value) => value == Math.Floor(value) && Math.Abs(value) < int.MaxValue ? (int)value : null;
}
