using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Expressions of weights before a vector: <c>(U - transpose(U) - gamma * identity) h</c>. A name nothing defines is a
/// matrix there when it begins with a capital, and a single number otherwise.
/// </summary>
sealed partial class Binder
{
    readonly Dictionary<ExpressionSyntax, ShapeTerm> _identities = [];
    readonly List<(Symbol Blocks, SizeTerm Rows, int Count)> _blocks = [];

    /// <summary>The shape of an expression of weights; null, with a diagnostic, when it is none.</summary>
    ShapeTerm? MatrixShape(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case NumberSyntax:
                return ShapeTerm.Scalar;
            case NegationSyntax negation:
                return MatrixShape(negation.Operand);
            case NameSyntax identity when IsIdentity(identity.Name):
                return _identities.TryGetValue(identity, out ShapeTerm known) ? known : _identities[identity] = Square(SizeTerm.Open());
            case NameSyntax name when _weightShapes.TryGetValue(name.Name.Text, out ShapeTerm? weight):
                return weight;
            case NameSyntax name:
                return Weight(name.Name);
            case BinarySyntax binary:
                return MatrixShape(binary.Left) is { } left && MatrixShape(binary.Right) is { } right ? Together(left, right, binary.Span) : null;
            case CallSyntax call:
                return Arranged(call);
            case ProductSyntax product:
                return WeightProduct(product);
            default:
                return NoMatrix(expression.Span);
        }
    }

    /// <summary>The identity, also under the name it has in papers; I alone, where no matrix is meant, is the size of the input.</summary>
    bool IsIdentity(Token name) => name is { Kind: TokenKind.Name, Text: MatrixFunctions.Identity or "I" } && !_symbols.ContainsKey(name.Text);

    // γ in γ I.
    bool IsFactor(Token name) => _symbols.TryGetValue(name.Text, out Symbol? symbol) ? symbol.Shape.IsScalar : !char.IsUpper(name.Text[0]);

    ShapeTerm? Weight(Token name)
    {
        if (!_symbols.TryGetValue(name.Text, out Symbol? symbol) && name.Kind == TokenKind.Name && !IsReserved(name, "a matrix"))
        {
            symbol = NewParameter(name, char.IsUpper(name.Text[0]) ? new ShapeTerm(SizeTerm.Open(), SizeTerm.Open()) : ShapeTerm.Scalar);
        }

        if (symbol is not { Kind: SymbolKind.Parameter or SymbolKind.Constant } || (!symbol.Shape.IsMatrix && !symbol.Shape.IsScalar))
        {
            return NoMatrix(name.Span);
        }

        symbol.IsRead = true;
        return symbol.Shape;
    }

    ShapeTerm? Arranged(CallSyntax call)
    {
        string function = call.Function.Text;
        if (ConstantFunctions.IsKnown(function))
        {
            return Algebra(call);
        }

        if (LaneFunctions.IsKnown(function) || function is MatrixFunctions.Outer or MatrixFunctions.Reshape or MatrixFunctions.Flatten)
        {
            return NoMatrix(call.Span);
        }

        int wanted = function == MatrixFunctions.BlockDiagonal ? 2 : 1;
        if (!MatrixFunctions.IsKnown(function) && Functions.Get(function) is { Least: 1, OfVectors: false, Along: null } elementwise && !elementwise.IsOverLanes(call.Arguments.Count))
        {
            return MatrixShape(call.Arguments[0]);
        }

        if (!MatrixFunctions.IsKnown(function))
        {
            return NoMatrix(call.Span);
        }

        if (call.Arguments.Count != wanted)
        {
            _diagnostics.Report(Rules.WrongArgumentCount, call.Span, function, wanted == 1 ? "1 argument" : "2 arguments", Text(call.Arguments.Count));
            return null;
        }

        if (function == MatrixFunctions.Diagonal)
        {
            return call.Arguments[0] is NameSyntax { Name.Kind: TokenKind.Name } vector ? Square(Value(vector.Name).Rows) : NoMatrix(call.Span);
        }

        if (MatrixShape(call.Arguments[0]) is not { Columns: { } columns } matrix)
        {
            return NoMatrix(call.Arguments[0].Span);
        }

        switch (function)
        {
            case MatrixFunctions.Transpose:
                return new ShapeTerm(columns, matrix.Rows);
            case MatrixFunctions.Hollow:
                return Together(matrix, Square(SizeTerm.Open()), call.Span);
            default:
                return Blocks(call, matrix);
        }
    }

    ShapeTerm? Blocks(CallSyntax call, ShapeTerm matrix)
    {
        if (call.Arguments[0] is not NameSyntax name || call.Arguments[1] is not NumberSyntax { Value: >= 1 and <= 4096 } count || count.Value != Math.Floor(count.Value))
        {
            return NoMatrix(call.Span);
        }

        _blocks.Add((_symbols[name.Name.Text], matrix.Rows, (int)count.Value));
        return Square(matrix.Rows);
    }

    /// <summary>Once all equations are read: blocks are as wide as their share of the rows.</summary>
    void CloseBlocks()
    {
        foreach ((Symbol blocks, SizeTerm rows, int count) in _blocks)
        {
            if (rows.Known is { } known)
            {
                if (_sizes.Combined('/', known, _sizes.Number(count)) is not { } width || !SizeTerm.Unify(blocks.Shape.Columns!, SizeTerm.Of(width)))
                {
                    _diagnostics.Report(Rules.ShapesDisagree, blocks.Span, blocks.Name, blocks.Shape.ToString(), "a block", $"{known} / {Text(count)} columns", MatrixFunctions.BlockDiagonal);
                }
            }
        }
    }

    ShapeTerm? Together(ShapeTerm left, ShapeTerm right, TextSpan span)
    {
        if (left.IsScalar || right.IsScalar)
        {
            return left.IsScalar ? right : left;
        }

        if (!left.IsMatrix || !right.IsMatrix)
        {
            return NoMatrix(span);
        }

        if (!SizeTerm.Unify(left.Rows, right.Rows) || !SizeTerm.Unify(left.Columns!, right.Columns!))
        {
            _diagnostics.Report(Rules.ShapesDisagree, span, "the left matrix", left.ToString(), "the right one", right.ToString(), "an elementwise operation");
        }

        return left;
    }

    ShapeTerm? NoMatrix(TextSpan span)
    {
        _diagnostics.Report(Rules.PlainNumberProduct, span, "this");
        return null;
    }

    static ShapeTerm Square(SizeTerm size) => new(size, size);

    int MatrixNode(GraphBuilder graph, ExpressionSyntax expression)
    {
        int Of(ExpressionSyntax part) => MatrixNode(graph, part);
        switch (expression)
        {
            case NumberSyntax number:
                return graph.Constant(number.Value);
            case NegationSyntax negation:
                return graph.Negate(Of(negation.Operand));
            case NameSyntax name when _identities.TryGetValue(name, out ShapeTerm shape):
                return graph.Structure(Structures.Identity, shape.Resolve(), null);
            case NameSyntax name when _weightNodes.TryGetValue(name.Name.Text, out int weight):
                return weight;
            case ProductSyntax product:
                return _meanings.TryGetValue(product, out ExpressionSyntax? meaning) ? Of(meaning) : WeightProductNode(graph, product);
            case NameSyntax name:
                Symbol symbol = _symbols[name.Name.Text];
                return symbol.Kind == SymbolKind.Constant ? ConstantNode(graph, symbol) : symbol.Node;
            case BinarySyntax binary:
                return Combine(graph, binary.Operator, Of(binary.Left), Of(binary.Right));
            default:
                return ArrangedNode(graph, (CallSyntax)expression);
        }
    }

    int ArrangedNode(GraphBuilder graph, CallSyntax call)
    {
        if (_algebra.ContainsKey(call))
        {
            return AlgebraNode(graph, call);
        }

        if (!MatrixFunctions.IsKnown(call.Function.Text))
        {
            return Functions.Get(call.Function.Text).Build(graph, [.. call.Arguments.Select(a => MatrixNode(graph, a))]);
        }

        int operand = MatrixNode(graph, call.Arguments[0]);
        Dim rows = graph[operand].Shape.Rows;
        return call.Function.Text switch
        {
            MatrixFunctions.Transpose => graph.Transpose(operand),
            MatrixFunctions.Hollow => graph.Structure(Structures.Hollow, graph[operand].Shape, null, operand),
            MatrixFunctions.Diagonal => graph.Structure(Structures.Diagonal, Shape.Matrix(rows, rows), null, operand),
            _ => graph.Structure(Structures.BlockDiagonal, Shape.Matrix(rows, rows), null, operand),
        };
    }

    /// <summary>W concat(a, b) is the first columns of W times a plus the others times b: nothing is ever copied together.</summary>
    int ConcatProduct(GraphBuilder graph, int weight, CallSyntax concat, Func<ExpressionSyntax, int> of)
    {
        SizeTerm[] sizes = _concats[concat];
        int? sum = null;
        foreach ((ExpressionSyntax part, SizeTerm size, string first) in concat.Arguments.Zip(sizes, static (a, s) => (a, s)).Zip(Offsets(sizes), static (p, o) => (p.a, p.s, o)))
        {
            Dim width = size.Known!.Value;
            int columns = graph.Structure(Structures.Columns, Shape.Matrix(graph[weight].Shape.Rows, width), first, weight);
            int product = graph.Add(Operations.Product, columns, Filled(graph, of(part), width));
            sum = sum is { } s ? graph.Sum(s, product) : product;
        }

        return sum!.Value;
    }
}
