using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>The reading of equations: meaning of names, unification of sizes.</summary>
sealed partial class Binder
{
    void Read(EquationSyntax equation)
    {
        if (IsMatrixTarget(equation.Target) || IsMatrix(Term(equation.Value)))
        {
            ExpectMatrix(equation.Value);
        }

        ShapeTerm value = ShapeOf(equation.Value);
        if (!_symbols.TryGetValue(equation.Target.Text, out Symbol? target) || target.Kind is not (SymbolKind.State or SymbolKind.Intermediate))
        {
            return;
        }

        if (target.Kind == SymbolKind.State && !equation.IsNext)
        {
            _diagnostics.Report(Rules.ReservedName, equation.Target.Span, target.Name, "an intermediate value", $"a state; write {target.Name}' = … for its next value");
            return;
        }

        if (target.IsDefined)
        {
            _diagnostics.Report(Rules.DefinedTwice, equation.Target.Span, target.Name);
            return;
        }

        target.IsDefined = true;
        if (target is { Kind: SymbolKind.Intermediate, IsCarried: false } && (value.IsScalar || value.IsMatrix))
        {
            target.Shape = value;
        }
        else
        {
            Agree(target.Shape, value, equation.Value.Span, target.Name + (equation.IsNext ? "'" : ""), "its equation", "an equation");
        }
    }

    bool IsMatrixTarget(Token target) => _symbols.TryGetValue(target.Text, out Symbol? symbol) && symbol is { Kind: SymbolKind.State, Shape.IsMatrix: true };

    // Of a sum that begins with what is not known yet, the last term tells.
    ExpressionSyntax Term(ExpressionSyntax value) => value is BinarySyntax { Operator: TokenKind.Plus or TokenKind.Minus } sum && !IsMatrix(sum.Left) ? sum.Right : value is BinarySyntax { Operator: TokenKind.Plus or TokenKind.Minus } first ? first.Left : value;

    ShapeTerm ShapeOf(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case NumberSyntax:
                return ShapeTerm.Scalar;
            case NameSyntax name:
                return Named(name);
            case NegationSyntax negation:
                return ShapeOf(negation.Operand);
            case BinarySyntax binary:
                return Checked(binary, BesideIdentity(binary) ?? Elementwise([binary.Left, binary.Right], binary.Span));
            case CallSyntax call:
                return Call(call);
            default:
                return Product((ProductSyntax)expression);
        }
    }

    ShapeTerm Checked(BinarySyntax binary, ShapeTerm shape)
    {
        // Of 1/2 (a + b) nobody knows which of the two is meant.
        if (binary is { Operator: TokenKind.Slash, Right: ProductSyntax divisor } && divisor.Span.Start == divisor.Matrix.Span.Start && _notation.IsScaling(divisor))
        {
            _diagnostics.Report(Rules.PlainNumberProduct, divisor.Matrix.Span, "a number behind a division");
        }

        if (shape.IsMatrix && binary.Operator is TokenKind.Plus or TokenKind.Minus)
        {
            foreach (ExpressionSyntax dot in new[] { binary.Left, binary.Right }.Where(_notation.IsDot))
            {
                _diagnostics.Report(Rules.DotAmongMatrices, dot.Span);
            }
        }

        return shape;
    }

    ShapeTerm Named(NameSyntax name) => _identities.TryGetValue(name, out ShapeTerm identity) ? identity : Value(name.Name);

    ShapeTerm Value(Token name)
    {
        if (!_symbols.TryGetValue(name.Text, out Symbol? symbol))
        {
            if (name.Kind == TokenKind.PrimedName)
            {
                Unknown(name, $"; a primed name is a state's next value, and no equation {name.Text}' = … stands in the spec");
                return ShapeTerm.Vector(SizeTerm.Open());
            }

            if (_weights.ContainsKey(name.Text))
            {
                _diagnostics.Report(Rules.MatrixAmongValues, name.Span, $"'{name.Text}', made of weights,");
                return ShapeTerm.Vector(SizeTerm.Open());
            }

            if (_sizes.Contains(name.Text) || IsReserved(name, "a value"))
            {
                return ShapeTerm.Scalar;
            }

            symbol = NewParameter(name, ShapeTerm.Vector(SizeTerm.Open()));
        }

        bool next = name.Kind == TokenKind.PrimedName;
        if (next && symbol.Kind != SymbolKind.State)
        {
            Unknown(name, $"; '{name.Text}' is {Describe(symbol.Kind)}, and only states have a next value");
        }
        else if (!symbol.IsDefined && (next || symbol.Kind == SymbolKind.Intermediate))
        {
            _diagnostics.Report(Rules.UsedBeforeDefined, name.Span, name.Text);
        }

        symbol.IsRead |= !next;
        if (symbol is { Kind: SymbolKind.Parameter, Shape.IsMatrix: true, IsDeclared: false })
        {
            _diagnostics.Report(Rules.MatrixAndVector, name.Span, name.Text);
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        return symbol.Shape;
    }

    bool IsReserved(Token name, string role)
    {
        string? reason = Functions.IsKnown(name.Text) ? "a function; give it arguments in parentheses" : _sizes.Contains(name.Text) ? "a size" : null;
        if (reason is not null)
        {
            _diagnostics.Report(Rules.ReservedName, name.Span, name.Text, role, reason);
        }

        return reason is not null;
    }

    ShapeTerm Elementwise(IEnumerable<ExpressionSyntax> operands, TextSpan span)
    {
        ShapeTerm shape = ShapeTerm.Scalar;
        foreach (ExpressionSyntax operand in operands)
        {
            ShapeTerm next = ShapeOf(operand);
            if (shape.IsScalar)
            {
                shape = next;
            }
            else if (next.IsMatrix != shape.IsMatrix && (next.IsMatrix ? shape : next).Rows is { Known: null } open && MayBeNumber(open))
            {
                // Beside a matrix, what is as wide as nobody has said is a number.
                SizeTerm.Unify(open, SizeTerm.Of(Dim.One));
                shape = next.IsMatrix ? next : shape;
            }
            else if (!next.IsScalar)
            {
                Agree(shape, next, span, "the left operand", "the right one", Operation(isMixed: next.IsMatrix != shape.IsMatrix, operand));
            }
        }

        return shape;
    }

    string Operation(bool isMixed, ExpressionSyntax operand) =>
        isMixed ? "an elementwise operation (of a vector v, outer(v, 1) gives each row a value and outer(1, v) each column; one number is made by param w : 1 x I)"
        : IsStarred(operand) ? "an elementwise operation, which * is (a matrix times a vector is written W x),"
        : "an elementwise operation";

    // W * x, where side by side may have been meant.
    bool IsStarred(ExpressionSyntax operand) => operand switch
    {
        BinarySyntax { Operator: TokenKind.Star, Left: NameSyntax { Name: var name } } => char.IsUpper(name.Text[0]) && _symbols.TryGetValue(name.Text, out Symbol? symbol) && symbol is { Kind: SymbolKind.Parameter, IsDeclared: false },
        BinarySyntax sum => IsStarred(sum.Left) || IsStarred(sum.Right),
        _ => false,
    };

    ShapeTerm Call(CallSyntax call)
    {
        if (ConstantFunctions.IsKnown(call.Function.Text))
        {
            _diagnostics.Report(Rules.ConstantOnly, call.Span, call.Function.Text);
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        if (LaneFunctions.IsKnown(call.Function.Text))
        {
            return LaneCall(call);
        }

        if (MatrixCall(call) is { } matrix)
        {
            return matrix;
        }

        if (MatrixFunctions.IsKnown(call.Function.Text))
        {
            _diagnostics.Report(Rules.MatrixAmongValues, call.Span, call.Function.Text);
            return ShapeTerm.Vector(SizeTerm.Open());
        }

        Function function = Functions.Get(call.Function.Text);
        CheckArguments(call, function);
        ShapeTerm shape = function.Along is null ? Elementwise(call.Arguments, call.Span) : AlongRows(call, function);
        if (shape.IsMatrix && function.OfVectors)
        {
            _diagnostics.Report(Rules.FunctionOfVectors, call.Span, call.Function.Text, shape.ToString());
        }

        return function.IsOverLanes(call.Arguments.Count) ? ShapeTerm.Scalar : shape;
    }

    // Beside Call, whose frame must stay small: calls lie in calls.
    void CheckArguments(CallSyntax call, Function function)
    {
        if (call.Arguments.Count < function.Least || call.Arguments.Count > function.Most)
        {
            string wanted = function.Least == function.Most ? Text(function.Least) : $"{Text(function.Least)} or {Text(function.Most)}";
            _diagnostics.Report(Rules.WrongArgumentCount, call.Span, call.Function.Text, wanted + (function.Most == 1 ? " argument" : " arguments"), Text(call.Arguments.Count));
        }
    }

    void Agree(ShapeTerm a, ShapeTerm b, TextSpan span, string aName, string bName, string what)
    {
        if (a.IsMatrix != b.IsMatrix || !SizeTerm.Unify(a.Rows, b.Rows) || (a.IsMatrix && !SizeTerm.Unify(a.Columns!, b.Columns!)))
        {
            _diagnostics.Report(Rules.ShapesDisagree, span, aName, a.ToString(), bName, b.ToString(), what);
        }
    }

    void Unknown(Token name, string advice) => _diagnostics.Report(Rules.UnknownName, name.Span, name.Kind == TokenKind.PrimedName ? name.Text + "'" : name.Text, advice);
}
