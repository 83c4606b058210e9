using System.Globalization;

namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Gathers what there is to say about one spec.</summary>
sealed class DiagnosticBag
{
    // A spec that is noise from end to end should not bury its reader.
    const int Most = 25;

    readonly List<CellDiagnostic> _items = [];

    public bool HasErrors => _items.Any(d => d.Severity == CellSeverity.Error);

    public void Report(Rule rule, TextSpan span, params string[] arguments)
    {
        var diagnostic = new CellDiagnostic(rule.Id, rule.Severity, string.Format(CultureInfo.InvariantCulture, rule.Message, arguments), span);
        if (!_items.Contains(diagnostic))
        {
            _items.Add(diagnostic);
        }
    }

    /// <summary>Adds what another bag has gathered.</summary>
    public void Take(DiagnosticBag other) => _items.AddRange(other._items.Except(_items));

    public EquatableArray<CellDiagnostic> InTextOrder() =>
        _items.OrderBy(d => d.Span.Start).ThenBy(d => d.Id, StringComparer.Ordinal).Take(Most).ToEquatableArray();
}
