using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;
using RnnModular.CellCompiler.Reference;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>The end of binding: the graph.</summary>
sealed partial class Binder
{
    readonly List<(int Node, TextSpan Span)> _divisors = [];
    readonly List<(int Node, string Function, TextSpan Span)> _steep = [];

    StepGraph Build(EquationSyntax[] equations)
    {
        var graph = new GraphBuilder();
        int input = graph.Leaf(Operations.Input, "x", Shape.Vector(Dim.Input));
        _symbols["x"].Node = input;
        AddSources(graph);
        Symbol[] states = [.. equations.Where(e => e.IsNext).Select(e => _symbols[e.Target.Text])];
        var previous = states.ToDictionary(s => s.Name, s => graph.Leaf(Operations.State, s.Name, s.Shape.Resolve()));
        foreach (Symbol parameter in _parameters)
        {
            parameter.Node = graph.Leaf(Operations.Parameter, parameter.Name, parameter.Shape.Resolve());
        }

        BuildWeights(graph);
        foreach (EquationSyntax equation in equations)
        {
            Symbol target = _symbols[equation.Target.Text];
            target.Node = Widened(graph, Expression(graph, equation.Value, previous), target);
            graph.Name(target.Node, equation.IsNext ? target.Name + "'" : target.Name);
        }

        Symbol output = Output()!;
        TensorInfo[] tensors = Tensors();
        StepGraph built = WithSources(new StepGraph(
            graph.Nodes.ToEquatableArray(),
            _sizes.Sizes,
            states.Select(s => new StateInfo(s.Name, s.Shape.Resolve(), previous[s.Name], s.Node)).ToEquatableArray(),
            tensors.SelectMany(t => t.Parts).Select(ParameterOf).ToEquatableArray(),
            tensors.ToEquatableArray(),
            input,
            output.Node,
            output.Kind == SymbolKind.State ? output.Name + "'" : output.Name)
        {
            Tables = Tables(graph),
            Checks = _checks.Concat(_sums.Checks).Distinct().ToEquatableArray(),
        });
        Warn(equations, built);
        if (!_diagnostics.HasErrors)
        {
            WarnOfFirstStep(built);
        }

        return Normalize.Run(built);
    }

    /// <summary>A state's value, in every lane: one that simplifies to a single number (0 * h + s) still fills the state.</summary>
    static int Widened(GraphBuilder graph, int value, Symbol target) =>
        (target.Kind == SymbolKind.State || target.IsCarried) && !target.Shape.IsScalar && graph[value].Shape.IsScalar && !graph[value].IsConstant
            ? graph.Spread(value, target.Shape.Resolve())
            : value;

    ParameterInfo ParameterOf(string name)
    {
        Symbol symbol = _symbols[name];
        return new ParameterInfo(
            name,
            symbol.Shape.Resolve(),
            symbol.Node,
            symbol.Initial is null ? Initials.Default : symbol.Initial.Name is { } way ? Initials.ContractName(way) : symbol.Initial.Formula is null ? Initials.Constant : Initials.Drawn,
            symbol.Initial?.Value ?? 0)
        {
            InitialScale = symbol.Initial?.Scale ?? 1,
            Draw = symbol.Initial?.Formula is { } formula ? FormulaOf(symbol.Initial, formula) : null,
        };
    }

    /// <summary>The declared tensors first; every other parameter is a tensor of its own.</summary>
    TensorInfo[] Tensors()
    {
        var tensors = new List<TensorInfo>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (TensorSyntax syntax in _tensors)
        {
            if (!names.Add(syntax.Name.Text))
            {
                _diagnostics.Report(Rules.DefinedTwice, syntax.Name.Span, syntax.Name.Text);
            }
            else if (_parameters.Any(p => p.Name == syntax.Name.Text) && syntax.Parts.All(p => p.Text != syntax.Name.Text))
            {
                _diagnostics.Report(Rules.ReservedName, syntax.Name.Span, syntax.Name.Text, "a tensor", "a parameter that is no part of it");
            }

            Shape? first = null;
            foreach (Token part in syntax.Parts)
            {
                Symbol? symbol = _parameters.FirstOrDefault(p => p.Name == part.Text);
                Shape? shape = symbol?.Shape.Resolve();
                string? reason = symbol is null ? "no parameter of that name stands in the equations"
                    : !taken.Add(part.Text) ? "it already belongs to a tensor"
                    : first is { } f && (f.Columns != shape!.Value.Columns || f.IsMatrix != shape.Value.IsMatrix) ? "its rows are not as wide as those of the first part"
                    : null;
                first ??= shape;
                if (reason is not null)
                {
                    _diagnostics.Report(Rules.BadTensor, part.Span, syntax.Name.Text, part.Text, reason);
                }
            }

            tensors.Add(new TensorInfo(syntax.Name.Text, syntax.Parts.Select(p => p.Text).ToEquatableArray()));
        }

        if (_diagnostics.HasErrors)
        {
            return [];
        }

        return [.. tensors, .. _parameters.Where(p => !taken.Contains(p.Name)).Select(p => new TensorInfo(p.Name, new EquatableArray<string>([p.Name])))];
    }

    // Small, since it calls itself as deep as an equation goes.
    int Expression(GraphBuilder graph, ExpressionSyntax expression, Dictionary<string, int> previous) => expression switch
    {
        NumberSyntax number => graph.Constant(number.Value),
        NameSyntax name => _identities.TryGetValue(name, out ShapeTerm identity) ? graph.Structure(Structures.Identity, identity.Resolve(), null) : NameNode(graph, name.Name, previous),
        NegationSyntax negation => graph.Negate(Expression(graph, negation.Operand, previous)),
        BinarySyntax binary => BinaryNode(graph, binary, previous),
        _ => Applied(graph, expression, previous),
    };

    int NameNode(GraphBuilder graph, Token name, Dictionary<string, int> previous)
    {
        if (!_symbols.TryGetValue(name.Text, out Symbol? symbol))
        {
            return graph.SizeNumber(_sizes.Dim(new SizeNameSyntax(name.Text, name.Span))!.Value);
        }

        return symbol.Kind == SymbolKind.Constant ? ConstantNode(graph, symbol)
            : symbol.Kind == SymbolKind.State && name.Kind == TokenKind.Name ? previous[name.Text]
            : symbol.Node;
    }

    int BinaryNode(GraphBuilder graph, BinarySyntax binary, Dictionary<string, int> previous)
    {
        int left = Expression(graph, binary.Left, previous);
        int right = Expression(graph, binary.Right, previous);
        int value = Combine(graph, binary.Operator, left, right);
        if (binary.Operator == TokenKind.Slash)
        {
            _divisors.Add((right, binary.Right.Span));
        }

        return value;
    }

    /// <summary>A product or a call.</summary>
    int Applied(GraphBuilder graph, ExpressionSyntax expression, Dictionary<string, int> previous)
    {
        int Of(ExpressionSyntax part) => Expression(graph, part, previous);
        if (expression is ProductSyntax product)
        {
            return Product(graph, product, Of);
        }

        var call = (CallSyntax)expression;
        return MatrixCallNode(graph, call, Of) ?? LaneNode(graph, call, Of) ?? CallNode(graph, call, previous);
    }

    int CallNode(GraphBuilder graph, CallSyntax call, Dictionary<string, int> previous)
    {
        var arguments = new int[call.Arguments.Count];
        for (int index = 0; index < arguments.Length; index++)
        {
            arguments[index] = Expression(graph, call.Arguments[index], previous);
        }

        Function function = Functions.Get(call.Function.Text);
        int value = _along.TryGetValue(call, out (ShapeTerm Matrix, int? Axis) along)
            ? AlongNode(graph, function, along.Matrix, along.Axis, arguments)
            : function.Build(graph, arguments);
        if (call.Function.Text is "log" or "pow")
        {
            _steep.Add((value, call.Function.Text, call.Span));
        }

        return value;
    }

    static int Combine(GraphBuilder graph, TokenKind operation, int left, int right) => operation switch
    {
        TokenKind.Plus => graph.Sum(left, right),
        TokenKind.Minus => graph.Subtract(left, right),
        TokenKind.Star => graph.Multiply(left, right),
        _ => graph.Divide(left, right),
    };

    int Product(GraphBuilder graph, ProductSyntax product, Func<ExpressionSyntax, int> of)
    {
        if (_meanings.TryGetValue(product, out ExpressionSyntax? meaning))
        {
            return of(meaning);
        }

        if (_reflections.Contains(product))
        {
            return ReflectionNode(graph, product, of);
        }

        if (_weightValues.Contains(product))
        {
            return MatrixNode(graph, product);
        }

        if (_matrixProducts.ContainsKey(product))
        {
            return MatrixProductNode(graph, product, of);
        }

        if (IsMatrixValue(product.Matrix))
        {
            return ValueProductNode(graph, product, of);
        }

        int weight = MatrixNode(graph, product.Matrix);
        if (product.Vector is CallSyntax { Function.Text: MatrixFunctions.Concat } concat)
        {
            return ConcatProduct(graph, weight, concat, of);
        }

        int vector = of(product.Vector);
        if (graph[vector].IsConstant && graph[vector].Value != 0)
        {
            _diagnostics.Report(Rules.ProductWithNumber, product.Span, product.Matrix is NameSyntax name ? name.Name.Text : "the matrix");
        }

        return graph.Add(Operations.Product, weight, vector);
    }
}
