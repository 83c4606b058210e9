using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Writes repeats out. In a body a state's own name is its value at the start of the iteration; the values it has between
/// iterations become intermediate ones, <c>v_1</c>, <c>v_2</c>…, and the last is its next value. Of other values each
/// iteration has its own, and after the block the last one is meant.
/// </summary>
sealed class Unrolling
{
    /// <summary>Most operations that the repeats of a spec may come to.</summary>
    public const int MostOperations = 2000;

    /// <summary>Most iterations of a repeat.</summary>
    public const int MostIterations = 256;

    readonly DiagnosticBag _diagnostics;
    readonly bool _once;
    readonly WholeNumbers _numbers;
    readonly HashSet<string> _taken;
    readonly List<StatementSyntax> _written = [];
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    readonly Dictionary<string, Token> _next = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedSet<int>> _indexed = new(StringComparer.Ordinal);
    readonly List<int> _path = [];
    Dictionary<string, Token> _start = new(StringComparer.Ordinal);
    HashSet<string> _body = new(StringComparer.Ordinal);
    string _iteration = "";
    bool _last = true;
    int _operations;

    Unrolling(SpecSyntax spec, DiagnosticBag diagnostics, bool once)
    {
        (_diagnostics, _once) = (diagnostics, once);
        _numbers = new WholeNumbers(spec.Statements);
        _taken = [.. SyntaxNames.Of(spec.Statements)];
    }

    /// <summary>True when there is something to write out.</summary>
    public static bool IsNeeded(SpecSyntax spec) => spec.Statements.Any(s => s is RepeatSyntax or EquationSyntax { Index: not null })
        || SyntaxNames.HasIndices(spec.Statements);

    /// <summary>The spec without repeats and indices.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    /// <param name="once">True to write each body out once only, under its own names: what is wrong with it is then told in them.</param>
    public static SpecSyntax Run(SpecSyntax spec, DiagnosticBag diagnostics, bool once)
    {
        if (!IsNeeded(spec))
        {
            return spec;
        }

        var unrolling = new Unrolling(spec, diagnostics, once);
        unrolling.Write(spec.Statements);
        return new SpecSyntax(unrolling._written.SelectMany(unrolling.OfEach).ToEquatableArray());
    }

    void Write(IEnumerable<StatementSyntax> statements)
    {
        foreach (StatementSyntax statement in statements)
        {
            switch (statement)
            {
                case EquationSyntax equation:
                    Equation(equation);
                    break;
                case RepeatSyntax repeat:
                    Repeat(repeat);
                    break;
                default:
                    _written.Add(statement);
                    break;
            }
        }
    }

    void Repeat(RepeatSyntax repeat)
    {
        if (_numbers.Of(repeat.First) is not { } first || _numbers.Of(repeat.Last) is not { } last || last < first || last - first >= MostIterations)
        {
            _diagnostics.Report(Rules.BadRepeat, repeat.Span, MostIterations.ToString(CultureInfo.InvariantCulture));
            return;
        }

        (Dictionary<string, Token> start, HashSet<string> body, bool wasLast, string iteration) = (_start, _body, _last, _iteration);
        last = _once ? first : last;
        for (int turn = first; turn <= last && _operations <= MostOperations; turn++)
        {
            _last = wasLast && turn == last;
            _iteration = $"{iteration}{(iteration.Length > 0 ? ", " : "")}{(repeat.Index is { } k ? $"{k.Text} = {Text(turn)}" : $"iteration {Text(turn)} of {Text(last)}")}";
            _path.Add(turn);
            _body = new HashSet<string>(StringComparer.Ordinal);
            if (repeat.Index is { } index)
            {
                _numbers.Set(index.Text, turn);
            }

            if (turn > first)
            {
                _start = new Dictionary<string, Token>(start, StringComparer.Ordinal);
                foreach (KeyValuePair<string, Token> next in _next)
                {
                    _start[next.Key] = next.Value;
                }
            }

            Write(repeat.Body);
            _path.RemoveAt(_path.Count - 1);
        }

        (_start, _body, _last, _iteration) = (start, body, wasLast, iteration);
        if (repeat.Index is { } counter)
        {
            _numbers.Forget(counter.Text);
        }

        if (_operations > MostOperations && _path.Count == 0)
        {
            _diagnostics.Report(Rules.TooMuchRepeated, repeat.Span, MostOperations.ToString(CultureInfo.InvariantCulture));
        }
    }

    void Equation(EquationSyntax equation)
    {
        _operations += _path.Count > 0 ? SyntaxNames.Operations(equation.Value) : 0;
        ExpressionSyntax value = Renamed(equation.Value);
        Token target = equation.Target;
        string written = equation.Index is null ? target.Text : Indexed(target, equation.Index) ?? target.Text;
        EquationSyntax one = equation with { Value = value, Target = target with { Text = written }, Index = null, Iteration = _iteration, Written = written };
        if (equation.IsNext && _last)
        {
            _next[written] = one.Target;
        }
        else if (equation.IsNext)
        {
            one = one with { Target = new Token(TokenKind.Name, Free(written), target.Span), Carries = written };
            _next[written] = one.Target;
        }
        else if (_path.Count > 0 && !_body.Add(written))
        {
            // Twice in one body: the binder says so.
            one = one with { Target = target with { Text = _values[written] } };
        }
        else if (_path.Count > 0)
        {
            // Under its own name where that says all: a body read once, and the output.
            bool plain = equation.Index is not null || (written == "y" && _last) || (_once && !_values.ContainsKey(written));
            one = one with { Target = target with { Text = plain ? written : Free(written) } };
        }

        if (!equation.IsNext)
        {
            _values[written] = one.Target.Text;
        }

        _written.Add(one);
    }

    ExpressionSyntax Renamed(ExpressionSyntax expression) => expression switch
    {
        NameSyntax { Name: { Kind: TokenKind.PrimedName } name } => _next.TryGetValue(name.Text, out Token next) ? new NameSyntax(next with { Span = name.Span }) : expression,
        NameSyntax { Name: var name } => _numbers.Counter(name.Text) is { } turn ? new NumberSyntax(turn, name.Span)
            : _start.TryGetValue(name.Text, out Token start) ? new NameSyntax(start with { Span = name.Span })
            : _values.TryGetValue(name.Text, out string? value) ? new NameSyntax(name with { Text = value })
            : expression,
        IndexedSyntax indexed => Indexed(indexed.Name, indexed.Index) is { } name ? Renamed(new NameSyntax(indexed.Name with { Text = name, Span = indexed.Span })) : new NumberSyntax(0, indexed.Span),
        CallSyntax call => call with { Arguments = call.Arguments.Select(Renamed).ToEquatableArray() },
        ProductSyntax product => product with { Matrix = Renamed(product.Matrix), Vector = Renamed(product.Vector) },
        BinarySyntax binary => binary with { Left = Renamed(binary.Left), Right = Renamed(binary.Right) },
        NegationSyntax negation => negation with { Operand = Renamed(negation.Operand) },
        _ => expression,
    };

    /// <summary>The one of several that an index picks: <c>R[2]</c> is R_2.</summary>
    string? Indexed(Token name, ExpressionSyntax index)
    {
        if (_numbers.Of(index) is not { } number || number is < 0 or > 9999)
        {
            _diagnostics.Report(Rules.BadIndex, index.Span, name.Text);
            return null;
        }

        if (!_indexed.TryGetValue(name.Text, out SortedSet<int>? known))
        {
            _indexed.Add(name.Text, known = []);
        }

        known.Add(number);
        return One(name.Text, number);
    }

    /// <summary>A declaration of something that is indexed everywhere declares each of them.</summary>
    IEnumerable<StatementSyntax> OfEach(StatementSyntax statement) => statement switch
    {
        InitSyntax init when _indexed.TryGetValue(init.Name.Text, out SortedSet<int>? each) => each.Select(n => init with { Name = One(init.Name, n) }),
        ParameterSyntax parameter when _indexed.TryGetValue(parameter.Name.Text, out SortedSet<int>? each) => each.Select(n => parameter with { Name = One(parameter.Name, n) }),
        TensorSyntax tensor => [tensor with { Parts = tensor.Parts.SelectMany(p => _indexed.TryGetValue(p.Text, out SortedSet<int>? each) ? each.Select(n => One(p, n)) : [p]).ToEquatableArray() }],
        _ => [statement],
    };

    string Free(string name)
    {
        string free = $"{name}_{string.Join("_", _path.Select(Text))}";
        while (!_taken.Add(free))
        {
            free += "_";
        }

        return free;
    }

    static Token One(Token name, int number) => name with { Text = One(name.Text, number) };

    static string One(string name, int number) => $"{name}_{Text(number)}";

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
