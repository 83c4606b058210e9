using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler.Binding;

/// <summary>What comes to a step from outside the equations, beside x: side inputs and masks.</summary>
sealed partial class Binder
{
    readonly List<Symbol> _sideInputs = [];
    readonly List<(Symbol Symbol, MaskSyntax Syntax)> _masks = [];

    Symbol NewSource(SymbolKind kind, Token name, Dim size)
    {
        var symbol = new Symbol(kind, name.Text, name.Span, ShapeTerm.Vector(SizeTerm.Of(size))) { IsDefined = true };
        _symbols.Add(name.Text, symbol);
        return symbol;
    }

    bool IsProbability(InitialSyntax number)
    {
        if (number.Value is > 0 and <= 1)
        {
            return true;
        }

        _diagnostics.Report(Rules.BadProbability, number.Span, number.Value.ToString("R", CultureInfo.InvariantCulture));
        return false;
    }

    StepGraph WithSources(StepGraph step) => step with
    {
        SideInputs = _sideInputs.Select(s => new InputInfo(s.Name, s.Node)).ToEquatableArray(),
        Masks = _masks.Select(m => new MaskInfo(m.Symbol.Name, m.Symbol.Node, m.Syntax.Probability.Value, m.Syntax.PerSequence)).ToEquatableArray(),
        Starts = _starts.ToEquatableArray(),
    };

    void AddSources(GraphBuilder graph)
    {
        foreach (Symbol side in _sideInputs)
        {
            side.Node = graph.Leaf(Operations.SideInput, side.Name, side.Shape.Resolve());
        }

        foreach ((Symbol mask, _) in _masks)
        {
            mask.Node = graph.Leaf(Operations.Mask, mask.Name, mask.Shape.Resolve());
        }
    }

    void WarnOfUnreadSources()
    {
        foreach (Symbol source in _sideInputs.Concat(_masks.Select(m => m.Symbol)).Where(s => !s.IsRead))
        {
            _diagnostics.Report(Rules.SourceNeverRead, source.Span, Describe(source.Kind), source.Name);
        }
    }
}
