using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Ends the reading of one line; caught by the parser, never seen outside.</summary>
sealed class SyntaxException(Rule rule, TextSpan span, params string[] arguments) : Exception
{
    public Rule Rule { get; } = rule;

    public TextSpan Span { get; } = span;

    public string[] Arguments { get; } = arguments;
}
