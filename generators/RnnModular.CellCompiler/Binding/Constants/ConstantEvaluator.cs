using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding.Constants;

/// <summary>Evaluates the constants of a spec in float64, in the order of the text; each may read those above it.</summary>
sealed class ConstantEvaluator(SizeTable sizes, DiagnosticBag diagnostics)
{
    const int Largest = 256;

    // Multiplications; a few exponentials of the largest matrices.
    const double MostWork = 3e9;

    readonly Dictionary<string, ConstantValue> _known = new(StringComparer.Ordinal);
    readonly Dictionary<string, double> _indices = new(StringComparer.Ordinal);
    double _work;

    /// <summary>The value of a constant; null, with a diagnostic, when it has none.</summary>
    public ConstantValue? Define(ConstantSyntax syntax)
    {
        try
        {
            ConstantValue value = Shaped(syntax);
            if (value.IsOpen)
            {
                throw new ConstantException(syntax.Value.Span, "how large identity is, nothing says; write identity(4)");
            }

            if (value.Values.Any(v => double.IsNaN(v) || double.IsInfinity(v)))
            {
                throw new ConstantException(syntax.Value.Span, "it is not finite");
            }

            _known[syntax.Name.Text] = value;
            return value;
        }
        catch (ConstantException mistake)
        {
            diagnostics.Report(Rules.BadConstant, mistake.Span == default ? syntax.Span : mistake.Span, syntax.Name.Text, mistake.Reason);
            return null;
        }
        finally
        {
            _indices.Clear();
        }
    }

    ConstantValue Shaped(ConstantSyntax syntax)
    {
        int? rows = Number(syntax.Rows);
        int? columns = Number(syntax.Columns);
        int dimensions = columns is not null ? 2 : rows is not null ? 1 : 0;
        if (syntax.Indices.Count == 0)
        {
            ConstantValue whole = Of(syntax.Value);
            return whole.IsNumber && dimensions > 0
                ? new ConstantValue(rows!.Value, columns ?? 1, dimensions == 2, [.. Enumerable.Repeat(whole.Values[0], rows.Value * (columns ?? 1))])
                : dimensions == 0 || (whole.Rows == rows && whole.Columns == (columns ?? 1)) ? whole
                : throw new ConstantException(syntax.Value.Span, $"it is {whole.Kind}, which is not what is declared");
        }

        if (syntax.Indices.Count != dimensions)
        {
            throw new ConstantException(syntax.Name.Span, dimensions == 0 ? "how large it is must be declared, as in const A[i, j] : 6 x 6 = …" : "each of its sizes needs one index");
        }

        Work((double)rows!.Value * (columns ?? 1) * SyntaxNames.Operations(syntax.Value) * 20);
        var values = new double[rows.Value * (columns ?? 1)];
        for (int at = 0; at < values.Length; at++)
        {
            _indices[syntax.Indices[0].Text] = at / (columns ?? 1);
            if (columns is { } width)
            {
                _indices[syntax.Indices[1].Text] = at % width;
            }

            ConstantValue value = Of(syntax.Value);
            values[at] = value.IsNumber ? value.Values[0] : throw new ConstantException(syntax.Value.Span, $"each of its values is a number, and this is {value.Kind}");
        }

        return new ConstantValue(rows.Value, columns ?? 1, dimensions == 2, values);
    }

    int? Number(SizeSyntax? size)
    {
        if (size is null)
        {
            return null;
        }

        return sizes.Dim(size)?.Number is { } number and <= Largest
            ? number
            : throw new ConstantException(size.Span, $"its size must be a number up to {Largest.ToString(CultureInfo.InvariantCulture)}");
    }

    ConstantValue Of(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax number => ConstantValue.Number(number.Value),
        NameSyntax name => Named(name.Name),
        NegationSyntax negation => Of(negation.Operand).Map(static v => -v),
        ProductSyntax product => Product(Of(product.Matrix), Of(product.Vector), product.Span),
        BinarySyntax binary => Binary(binary),
        CallSyntax call => Call(call),
        _ => throw new ConstantException(expression.Span, "an index has no meaning in it"),
    };

    ConstantValue Named(Token name)
    {
        if (name.Kind == TokenKind.Name)
        {
            if (_indices.TryGetValue(name.Text, out double index))
            {
                return ConstantValue.Number(index);
            }

            if (_known.TryGetValue(name.Text, out ConstantValue? known))
            {
                return known;
            }

            if (name.Text == MatrixFunctions.Identity)
            {
                return ConstantValue.OpenIdentity;
            }

            if (name.Text is "pi" or "π")
            {
                return ConstantValue.Number(Math.PI);
            }

            if (sizes.Contains(name.Text) && sizes.Dim(new SizeNameSyntax(name.Text, name.Span))?.Number is { } size)
            {
                return ConstantValue.Number(size);
            }
        }

        throw new ConstantException(name.Span, sizes.Contains(name.Text) ? $"how large {name.Text} is, is not known yet" : $"no constant '{name.Text}' stands above it");
    }

    ConstantValue Binary(BinarySyntax binary)
    {
        (ConstantValue left, ConstantValue right) = (Of(binary.Left), Of(binary.Right));
        TokenKind sign = binary.Operator;
        if (left.IsOpen != right.IsOpen && !left.IsNumber && !right.IsNumber)
        {
            left = left.IsOpen ? Identity(left, right, binary.Span) : left;
            right = right.IsOpen ? Identity(right, left, binary.Span) : right;
        }

        return Elementwise([left, right], v => sign switch { TokenKind.Plus => v[0] + v[1], TokenKind.Minus => v[0] - v[1], TokenKind.Star => v[0] * v[1], _ => v[0] / v[1] }, binary.Span);
    }

    /// <summary>A multiple of the identity beside a matrix is as large as that.</summary>
    static ConstantValue Identity(ConstantValue scale, ConstantValue other, TextSpan span) => other.IsMatrix && other.Rows == other.Columns
        ? ConstantValue.Identity(other.Rows).Map(v => v * scale.Values[0])
        : throw new ConstantException(span, $"identity does not go together with {other.Kind}");

    ConstantValue Call(CallSyntax call)
    {
        string function = call.Function.Text;
        ConstantValue[] arguments = [.. call.Arguments.Select(Of)];
        return function switch
        {
            MatrixFunctions.Transpose => MatrixAlgebra.Transpose(Matrix(arguments, 1, call)),
            MatrixFunctions.Diagonal => Diagonal(arguments, call),
            ConstantFunctions.Exponential => MatrixAlgebra.Exponential(Square(arguments, 1, call, 64)),
            ConstantFunctions.Inverse => Solved(Square(arguments, 1, call, 4), ConstantValue.Identity(arguments[0].Rows), call),
            ConstantFunctions.Solve => Solved(Square(arguments, 2, call, 4), arguments[1], call),
            _ when Functions.IsKnown(function) => Elementwise(arguments, v => Value(call, v), call.Span),
            _ => throw new ConstantException(call.Span, $"{function} belongs to parameters"),
        };
    }

    /// <summary>A function of the language on numbers: the graph folds it.</summary>
    static double Value(CallSyntax call, double[] arguments)
    {
        Function function = Functions.Get(call.Function.Text);
        if (arguments.Length < function.Least || arguments.Length > function.Most || function.IsOverLanes(arguments.Length))
        {
            throw new ConstantException(call.Span, function.IsOverLanes(arguments.Length) ? $"{call.Function.Text} is no function of one number" : $"{call.Function.Text} takes another number of arguments");
        }

        var graph = new GraphBuilder();
        Node node = graph[function.Build(graph, [.. arguments.Select(graph.Constant)])];
        return node.IsConstant ? node.Value : throw new ConstantException(call.Span, $"{call.Function.Text} is no function of one number");
    }

    static ConstantValue Elementwise(ConstantValue[] operands, Func<double[], double> function, TextSpan span)
    {
        ConstantValue shape = operands.FirstOrDefault(o => !o.IsNumber) ?? operands[0];
        if (operands.FirstOrDefault(o => !o.IsNumber && (o.Rows, o.Columns, o.IsMatrix) != (shape.Rows, shape.Columns, shape.IsMatrix)) is { } other)
        {
            throw new ConstantException(span, $"{shape.Kind} and {other.Kind} do not go together here");
        }

        return shape with { Values = [.. Enumerable.Range(0, shape.Values.Length).Select(at => function([.. operands.Select(o => o.Values[o.IsNumber ? 0 : at])]))] };
    }

    ConstantValue Product(ConstantValue a, ConstantValue b, TextSpan span)
    {
        if (a.IsOpen)
        {
            // identity(4), and c identity A.
            return !b.IsNumber ? b.Map(v => v * a.Values[0])
                : b.Values[0] is >= 1 and <= Largest ? ConstantValue.Identity((int)b.Values[0])
                : throw new ConstantException(span, "identity needs a size from 1 to 256");
        }

        if (a.IsNumber || (b.IsNumber && a.IsMatrix))
        {
            return a.IsNumber ? b.Map(v => a.Values[0] * v) : a.Map(v => v * b.Values[0]);
        }

        if (!a.IsMatrix || b.IsOpen || b.IsNumber || a.Columns != b.Rows)
        {
            throw new ConstantException(span, $"{a.Kind} does not multiply {b.Kind} side by side");
        }

        Work((double)a.Rows * a.Columns * b.Columns);
        return MatrixAlgebra.Product(a, b);
    }

    static ConstantValue Matrix(ConstantValue[] arguments, int count, CallSyntax call) => arguments.Length == count && arguments[0] is { IsMatrix: true, IsOpen: false }
        ? arguments[0]
        : throw new ConstantException(call.Span, $"{call.Function.Text} takes {(count == 1 ? "a matrix" : "a matrix and another argument")}");

    ConstantValue Square(ConstantValue[] arguments, int count, CallSyntax call, int cost)
    {
        ConstantValue matrix = Matrix(arguments, count, call);
        Work((double)cost * matrix.Rows * matrix.Rows * matrix.Rows);
        return matrix.Rows == matrix.Columns ? matrix : throw new ConstantException(call.Span, $"{call.Function.Text} needs a square matrix, and this is {matrix.Kind}");
    }

    static ConstantValue Solved(ConstantValue a, ConstantValue b, CallSyntax call) => b.Rows != a.Rows || b.IsNumber || b.IsOpen
        ? throw new ConstantException(call.Span, $"{a.Kind} and {b.Kind} do not go together here")
        : MatrixAlgebra.Solve(a, b) ?? throw new ConstantException(call.Span, "the matrix has no inverse");

    static ConstantValue Diagonal(ConstantValue[] arguments, CallSyntax call)
    {
        if (arguments.Length != 1 || arguments[0].IsMatrix || arguments[0].Rows > Largest)
        {
            throw new ConstantException(call.Span, "diag takes a vector");
        }

        ConstantValue diagonal = ConstantValue.Identity(arguments[0].Rows);
        for (int index = 0; index < diagonal.Rows; index++)
        {
            diagonal.Values[(index * diagonal.Rows) + index] = arguments[0].Values[index];
        }

        return diagonal;
    }

    void Work(double multiplications)
    {
        if ((_work += multiplications) > MostWork)
        {
            throw new ConstantException(default, "it takes too long to compute");
        }
    }
}
