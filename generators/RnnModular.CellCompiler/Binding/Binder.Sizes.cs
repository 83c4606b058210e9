using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Binding;

/// <summary>Once all equations are read: what no equation ties to a known size is a hidden one.</summary>
sealed partial class Binder
{
    void CloseSizes()
    {
        _sums.Settle();
        IEnumerable<SizeTerm> terms = _symbols.Values
            .OrderBy(s => s.Span.Start)
            .SelectMany(s => s.Shape.IsMatrix ? new[] { s.Shape.Rows, s.Shape.Columns! } : [s.Shape.Rows])
            .Concat(_identities.Values.Select(i => i.Rows));
        foreach (SizeTerm term in terms.ToList())
        {
            if (term.Known is null && !_sums.Holds(term) && !_blocks.Any(b => b.Blocks.Shape.Columns!.IsSame(term)))
            {
                SizeTerm.Unify(term, SizeTerm.Of(Dim.Hidden));
                _sums.Settle();
            }
        }

        CloseSlices();

        // After another mistake an open size is but its consequence.
        if (_diagnostics.HasErrors)
        {
            return;
        }

        foreach (Symbol symbol in _symbols.Values.Where(s => s.Shape.Rows.Known is null || s.Shape is { Columns.Known: null, IsMatrix: true }).OrderBy(s => s.Span.Start))
        {
            string example = symbol.Shape.IsMatrix
                ? $"param {symbol.Name} : {symbol.Shape.Rows.Known?.Text ?? "H"} x {symbol.Shape.Columns!.Known?.Text ?? "H"}"
                : $"param {symbol.Name} : H";
            _diagnostics.Report(Rules.SizeOpen, symbol.Span, symbol.Name, example);
        }

        if (!_diagnostics.HasErrors)
        {
            foreach (TextSpan open in _sums.Open)
            {
                _diagnostics.Report(Rules.SizeOpen, open, "a part of it", "param W : H x H, on the weights it is made with");
            }
        }
    }
}
