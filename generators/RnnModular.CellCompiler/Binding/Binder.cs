using System.Globalization;
using RnnModular.CellCompiler.Binding.Constants;
using RnnModular.CellCompiler.Binding.Notation;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Gives every name its meaning and every value its size. First the declarations, then the equations in order: a name
/// nothing defines is a parameter, a matrix where it stands before a vector and a vector elsewhere. Sizes are unified as
/// equations are read; what is still open at the end is an error. Then the graph is built.
/// </summary>
sealed partial class Binder
{
    readonly DiagnosticBag _diagnostics;
    readonly SizeTable _sizes;
    readonly SizeSums _sums;
    readonly ConstantEvaluator _constants;
    readonly Dictionary<string, Symbol> _symbols = new(StringComparer.Ordinal);
    readonly List<Symbol> _parameters = [];
    readonly List<TensorSyntax> _tensors = [];
    readonly List<InitSyntax> _inits = [];
    readonly HashSet<string> _targets = new(StringComparer.Ordinal);

    Binder(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _sizes = new SizeTable(diagnostics);
        _sums = new SizeSums(_sizes, diagnostics);
        _constants = new ConstantEvaluator(_sizes, diagnostics);
        _sorts = new Sorts(SortOf, IsRow);
        _notation = new ProductNotation(_sorts);
    }

    /// <summary>Binds a spec; null when it has errors.</summary>
    public static StepGraph? Bind(SpecSyntax spec, DiagnosticBag diagnostics)
    {
        if (spec.Statements.Count == 0)
        {
            if (!diagnostics.HasErrors)
            {
                diagnostics.Report(Rules.EmptySpec, new TextSpan(0, 0));
            }

            return null;
        }

        if (Unrolling.IsNeeded(spec))
        {
            // Mistakes are told in the names of the text, each once.
            var first = new DiagnosticBag();
            SpecSyntax once = Unrolling.Run(spec, first, once: true);
            if (first.HasErrors || BindFlat(once, first, isOrdered: true, isDraft: true) is null)
            {
                diagnostics.Take(first);
                return null;
            }

            return BindFlat(Unrolling.Run(spec, diagnostics, once: false), diagnostics, isOrdered: true);
        }

        return BindFlat(spec, diagnostics, isOrdered: false);
    }

    // What a name means inside a repeat follows from where it stands, so those equations keep their order.
    static StepGraph? BindFlat(SpecSyntax spec, DiagnosticBag diagnostics, bool isOrdered, bool isDraft = false)
    {
        var binder = new Binder(diagnostics) { _isDraft = isDraft };
        EquationSyntax[] written = binder.WithoutWeights(spec);
        EquationSyntax[] equations = isOrdered ? written : EquationOrder.Of(written);
        binder.Declare(spec.Statements, equations);
        binder.ReadWeights();
        foreach (EquationSyntax equation in equations)
        {
            binder.Read(equation);
        }

        binder.Close(equations);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        StepGraph graph = binder.Build(equations);
        return diagnostics.HasErrors ? null : graph;
    }

    void Declare(IEnumerable<StatementSyntax> statements, EquationSyntax[] equations)
    {
        _symbols["x"] = new Symbol(SymbolKind.Input, "x", default, ShapeTerm.Vector(SizeTerm.Of(Dim.Input))) { IsDefined = true };
        foreach (EquationSyntax equation in equations)
        {
            _targets.Add(equation.Target.Text);
        }

        foreach (StatementSyntax statement in statements)
        {
            if (statement is SizeDefinitionSyntax size)
            {
                _sizes.Define(size);
            }
            else if (statement is ConstantSyntax constant && IsFree(constant.Name, "a constant"))
            {
                DeclareConstant(constant);
            }
        }

        foreach (StatementSyntax statement in statements)
        {
            switch (statement)
            {
                case StateSyntax state when IsFree(state.Name, "a state", isTarget: true) && Declared(state.Rows, state.Columns) is { } shape:
                    _symbols.Add(state.Name.Text, new Symbol(SymbolKind.State, state.Name.Text, state.Name.Span, shape));
                    break;
                case InputSyntax input when IsFree(input.Name, "a side input") && _sizes.Dim(input.Size) is { } size:
                    _sideInputs.Add(NewSource(SymbolKind.SideInput, input.Name, size));
                    break;
                case MaskSyntax mask when IsFree(mask.Name, "a mask") && _sizes.Dim(mask.Size) is { } size && IsProbability(mask.Probability):
                    _masks.Add((NewSource(SymbolKind.Mask, mask.Name, size), mask));
                    break;
                case ParameterSyntax parameter when IsFree(parameter.Name, "a parameter"):
                    DeclareParameter(parameter);
                    break;
                case TensorSyntax tensor:
                    _tensors.Add(tensor);
                    break;
                case InitSyntax init:
                    _inits.Add(init);
                    break;
            }
        }

        DeclareTargets(equations.Where(e => e.Carries is null));
        foreach (EquationSyntax carrying in equations.Where(e => e.Carries is not null))
        {
            // Between iterations a state is as wide as it is.
            if (_symbols.TryGetValue(carrying.Carries!, out Symbol? state) && !_symbols.ContainsKey(carrying.Target.Text))
            {
                _symbols.Add(carrying.Target.Text, new Symbol(SymbolKind.Intermediate, carrying.Target.Text, carrying.Target.Span, state.Shape) { IsCarried = true, Written = carrying.Written });
            }
        }
    }

    void DeclareParameter(ParameterSyntax syntax)
    {
        if (Declared(syntax.Rows, syntax.Columns) is { } shape)
        {
            Symbol parameter = NewParameter(syntax.Name, shape);
            parameter.Initial = CheckInitial(syntax.Initial);
            parameter.IsDeclared = true;
        }
    }

    /// <summary>A declared shape; null, with a diagnostic, when a size is unknown.</summary>
    ShapeTerm? Declared(SizeSyntax rowSyntax, SizeSyntax? columnSyntax)
    {
        Dim? rows = _sizes.Dim(rowSyntax);
        Dim? columns = columnSyntax is null ? null : _sizes.Dim(columnSyntax);
        return rows is null || (columns is null && columnSyntax is not null)
            ? null
            : new ShapeTerm(SizeTerm.Of(rows.Value), columns is { } known ? SizeTerm.Of(known) : null);
    }

    void DeclareTargets(IEnumerable<EquationSyntax> equations)
    {
        foreach (EquationSyntax equation in equations)
        {
            string name = equation.Target.Text;
            if (_symbols.TryGetValue(name, out Symbol? known) && known.Kind == SymbolKind.State)
            {
                continue;
            }

            if (known is null && IsFree(equation.Target, "the left side of an equation", isTarget: true))
            {
                _symbols.Add(name, equation.IsNext
                    ? new Symbol(SymbolKind.State, name, equation.Target.Span, ShapeTerm.Vector(SizeTerm.Of(Dim.Hidden)))
                    : new Symbol(SymbolKind.Intermediate, name, equation.Target.Span, ShapeTerm.Vector(SizeTerm.Open())) { Written = equation.Written });
            }
            else if (known is { Kind: SymbolKind.Input or SymbolKind.SideInput or SymbolKind.Mask or SymbolKind.Constant or SymbolKind.Parameter })
            {
                _diagnostics.Report(Rules.ReservedName, equation.Target.Span, name, "the left side of an equation", $"already {Describe(known.Kind)}");
            }
        }
    }

    bool IsFree(Token name, string role, bool isTarget = false)
    {
        string? reason = Functions.IsKnown(name.Text) ? "a function of the language"
            : name.Text == "x" ? "the input"
            : _sizes.Contains(name.Text) ? "a size"
            : !isTarget && _targets.Contains(name.Text) ? "defined by an equation"
            : null;
        if (reason is not null)
        {
            _diagnostics.Report(Rules.ReservedName, name.Span, name.Text, role, reason);
            return false;
        }

        if (_symbols.ContainsKey(name.Text))
        {
            _diagnostics.Report(Rules.DefinedTwice, name.Span, name.Text);
            return false;
        }

        return true;
    }

    Symbol NewParameter(Token name, ShapeTerm shape)
    {
        var symbol = new Symbol(SymbolKind.Parameter, name.Text, name.Span, shape) { IsDefined = true };
        _symbols.Add(name.Text, symbol);
        _parameters.Add(symbol);
        return symbol;
    }

    InitialSyntax? CheckInitial(InitialSyntax? initial)
    {
        if (initial?.Name is { } name && !Initials.IsKnown(name))
        {
            _diagnostics.Report(Rules.BadInitial, initial.Span, name, Initials.Choices);
            return null;
        }

        return initial?.Formula is { } formula && FormulaOf(initial, formula) is null ? null : initial;
    }

    /// <summary>A formula of an initial value as C#; null, with a diagnostic, where it is none.</summary>
    string? FormulaOf(InitialSyntax initial, ExpressionSyntax formula)
    {
        try
        {
            return new InitialFormula(initial.Indices, _sizes.Contains, NumberOf).Text(formula);
        }
        catch (SyntaxException mistake)
        {
            _diagnostics.Report(mistake.Rule, mistake.Span, mistake.Arguments);
            return null;
        }
    }

    double? NumberOf(string name) => _symbols.TryGetValue(name, out Symbol? symbol) && symbol is { Kind: SymbolKind.Constant, Value: { IsNumber: true } value } ? value.Values[0] : null;

    static string Describe(SymbolKind kind) => kind switch
    {
        SymbolKind.Input => "the input",
        SymbolKind.SideInput => "a side input",
        SymbolKind.Mask => "a mask",
        SymbolKind.State => "a state",
        SymbolKind.Intermediate => "the left side of an equation",
        SymbolKind.Parameter => "a parameter",
        _ => "a constant",
    };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
