using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Binding;

/// <summary>
/// Sizes that are sums of others, as concat makes them. A sum is settled as soon as one side of it is known, which may be
/// after all equations are read.
/// </summary>
sealed class SizeSums(SizeTable sizes, DiagnosticBag diagnostics)
{
    readonly List<Sum> _open = [];
    readonly List<SizeCheck> _checks = [];

    /// <summary>What sums ask of the sizes a cell is made with.</summary>
    public IEnumerable<SizeCheck> Checks => _checks;

    /// <summary>What is still to be settled.</summary>
    public IEnumerable<TextSpan> Open => _open.Select(s => s.Span);

    /// <summary>The size that these parts add up to; a part may stand in it several times.</summary>
    public SizeTerm Add(IReadOnlyList<SizeTerm> parts, TextSpan span) => Add(SizeTerm.Open(), parts, span);

    /// <summary>Says that these parts add up to a size.</summary>
    public SizeTerm Add(SizeTerm total, IReadOnlyList<SizeTerm> parts, TextSpan span)
    {
        _open.Add(new Sum(total, parts, span));
        Settle();
        return total;
    }

    /// <summary>Settles what can be settled; true when that was anything.</summary>
    public bool Settle()
    {
        bool any = false;
        for (bool more = true; more;)
        {
            more = _open.RemoveAll(Try) > 0;
            any |= more;
        }

        return any;
    }

    /// <summary>True for a part of a sum whose total is known: which share of it is this one's, a default must not decide.</summary>
    public bool Holds(SizeTerm part) => _open.Any(s => s.Total.Known is not null && s.Parts.Any(p => p.IsSame(part)));

    bool Try(Sum sum)
    {
        // 4 * H reads better than H + H + H + H, and of equal sizes the first text counts.
        if (sum.Parts.Count > 1 && sum.Parts[0].Known is { } one && sum.Parts.All(p => p.Known == one) && sizes.Combined('*', sizes.Number(sum.Parts.Count), one) is { } all)
        {
            return SizeTerm.Unify(sum.Total, SizeTerm.Of(all)) || Disagree(sum);
        }

        Dim? known = null;
        List<SizeTerm> open = [];
        foreach (SizeTerm part in sum.Parts)
        {
            if (part.Known is not { } size)
            {
                open.Add(part);
            }
            else if ((known = known is { } k ? sizes.Combined('+', k, size) : size) is null)
            {
                return Disagree(sum);
            }
        }

        if (open.Count == 0)
        {
            return SizeTerm.Unify(sum.Total, SizeTerm.Of(known!.Value)) || Disagree(sum);
        }

        if (sum.Total.Known is not { } total || open.Any(p => !p.IsSame(open[0])))
        {
            return false;
        }

        Dim? rest = known is { } others ? sizes.Combined('-', total, others) : total;
        if (rest is not { } remaining || sizes.Share(remaining, open.Count, out bool isCertain) is not { } share)
        {
            return Disagree(sum);
        }

        if (!isCertain)
        {
            _checks.Add(new SizeCheck(remaining, sizes.Combined('*', share, sizes.Number(open.Count))!.Value, $"{remaining} in {open.Count} equal parts"));
        }

        return SizeTerm.Unify(open[0], SizeTerm.Of(share)) || Disagree(sum);
    }

    bool Disagree(Sum sum)
    {
        bool alike = sum.Parts.Count > 1 && sum.Parts.All(p => p.IsSame(sum.Parts[0]));
        string parts = alike ? $"{sum.Parts.Count} equal parts" : "size " + string.Join(" + ", sum.Parts.Select(p => p.ToString()));
        diagnostics.Report(Rules.ShapesDisagree, sum.Span, "This", parts, "what it is part of", $"size {sum.Total}", "a concatenation or split");
        return true;
    }

    sealed record Sum(SizeTerm Total, IReadOnlyList<SizeTerm> Parts, TextSpan Span);
}
