using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Binding.Constants;

/// <summary>Ends the evaluation of one constant; caught by <see cref="ConstantEvaluator"/>, never seen outside.</summary>
sealed class ConstantException(TextSpan span, string reason) : Exception
{
    public TextSpan Span { get; } = span;

    public string Reason { get; } = reason;
}
