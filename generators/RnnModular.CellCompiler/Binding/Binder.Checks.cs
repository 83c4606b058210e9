using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Passes;
using RnnModular.CellCompiler.Reference;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>What must hold of the whole spec once all equations are read.</summary>
sealed partial class Binder
{
    // Emitted code grows with every state; no cell of the literature has ten.
    const int MostStates = 64;

    void Close(EquationSyntax[] equations)
    {
        CloseBlocks();
        CloseSizes();
        CloseBlocks();
        CloseInits();
        foreach (Symbol state in _symbols.Values.Where(s => s is { Kind: SymbolKind.State, IsDefined: false }))
        {
            _diagnostics.Report(Rules.StateNeverUpdated, state.Span, state.Name);
        }

        if (_symbols.Values.All(s => s.Kind != SymbolKind.State))
        {
            _diagnostics.Report(Rules.NoState, equations.Length > 0 ? equations[equations.Length - 1].Target.Span : default);
        }
        else if (Output() is not { } output)
        {
            Symbol? likely = _symbols.Values.FirstOrDefault(s => s is { Kind: SymbolKind.State, Shape.IsMatrix: false });
            _diagnostics.Report(Rules.NoOutput, equations.Length > 0 ? equations[equations.Length - 1].Target.Span : default, likely is null ? "C q" : likely.Name + "'");
        }
        else if (output.Shape.IsMatrix)
        {
            _diagnostics.Report(Rules.MatrixOutput, output.Span, output.Name, output.Shape.ToString());
        }

        Symbol[] states = [.. _symbols.Values.Where(s => s.Kind == SymbolKind.State)];
        if (states.Length > MostStates)
        {
            _diagnostics.Report(Rules.TooManyStates, states[MostStates].Span, Text(states.Length), Text(MostStates));
        }

        if (!_symbols["x"].IsRead && !_diagnostics.HasErrors)
        {
            _diagnostics.Report(Rules.InputNeverUsed, equations[0].Target.Span, "x");
        }
    }

    /// <summary>y, else h; else the only state, where it is a vector; else the only vector that nothing reads.</summary>
    Symbol? Output()
    {
        Symbol[] states = [.. _symbols.Values.Where(s => s.Kind == SymbolKind.State)];
        return _symbols.TryGetValue("y", out Symbol? y) && y.Kind is SymbolKind.State or SymbolKind.Intermediate ? y
            : _symbols.TryGetValue("h", out Symbol? h) && h.Kind is SymbolKind.State or SymbolKind.Intermediate ? h
            : states.Length == 1 && !states[0].Shape.IsMatrix ? states[0]
            : Unread() is { Length: 1 } last ? last[0]
            : null;

        Symbol[] Unread() => [.. _symbols.Values.Where(s => s is { Kind: SymbolKind.Intermediate, IsRead: false, IsCarried: false, Shape.IsMatrix: false })];
    }

    void Warn(EquationSyntax[] equations, StepGraph graph)
    {
        bool[] live = Liveness.Of(graph.Nodes, [graph.Output, .. graph.States.Select(s => s.Next)]);
        IEnumerable<Symbol> values = equations.Select(e => _symbols[e.Target.Text]).Where(s => s.Kind == SymbolKind.Intermediate && s.Node >= 0);
        foreach (IGrouping<TextSpan, Symbol> iterations in values.GroupBy(s => s.Span).Where(g => !g.Any(IsUsed)))
        {
            _diagnostics.Report(Rules.NeverUsed, iterations.Key, iterations.First().Written);
        }

        // A value whose sign was folded into the sum that reads it lives on in its operands.
        bool IsUsed(Symbol symbol) => live[symbol.Node] || (symbol.IsRead && graph.Nodes[symbol.Node].Operands.All(o => live[o]));

        // What reads x may have come to nothing, as in 0 * W x.
        if (!live[graph.Input] && !_diagnostics.HasErrors)
        {
            _diagnostics.Report(Rules.InputNeverUsed, equations[0].Target.Span, "x");
        }

        WarnOfUnreadSources();

        // h may be there for the output alone: papers write it so.
        foreach (Symbol state in _symbols.Values.Where(s => s is { Kind: SymbolKind.State, IsRead: false } && s.Node != graph.Output))
        {
            _diagnostics.Report(Rules.StateNeverRead, state.Span, state.Name);
        }
    }

    /// <summary>Runs the first step once, from the states it starts from, and looks at what it divides by and at what else may not be finite there.</summary>
    void WarnOfFirstStep(StepGraph graph)
    {
        const int Size = 16;
        if ((_divisors.Count == 0 && _steep.Count == 0) || FirstStep.Lanes(graph, Size) > FirstStep.MostLanes)
        {
            return;
        }

        IReadOnlyList<double[]> values = FirstStep.Run(graph, Size);
        foreach ((int divisor, TextSpan span) in _divisors.Where(d => values[d.Node].Any(v => v == 0)))
        {
            _diagnostics.Report(Rules.DividesByZero, span);
        }

        bool IsFinite(int id) => values[id].All(v => !double.IsNaN(v) && !double.IsInfinity(v));
        foreach ((int node, string function, TextSpan span) in _steep.Where(s => !IsFinite(s.Node) && graph.Nodes[s.Node].Operands.All(IsFinite)))
        {
            _diagnostics.Report(Rules.NotFiniteAtStart, span, function);
        }
    }
}
