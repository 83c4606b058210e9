using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Syntax;
using RnnModular.CellCompiler.Syntax.Latex;

namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>Tokens and trees as short texts, so that a test reads <c>(* (W x) y)</c>: operators and calls first, a product as matrix and vector.</summary>
static class SyntaxText
{
    /// <summary>Kinds and texts of all tokens but the ends.</summary>
    public static string Tokens(string text) => string.Join(" ", new Lexer(ReadableText.Of(text), new DiagnosticBag()).Run()
        .Where(t => t.Kind != TokenKind.EndOfText)
        .Select(t => t.Kind == TokenKind.EndOfLine ? "⏎" : t.Kind == TokenKind.PrimedName ? t.Text + "'" : t.Text));

    /// <summary>The right side of <c>h' = …</c>.</summary>
    public static string Expression(string text) => Show(((EquationSyntax)Assert.Single(Statements("h' = " + text))).Value);

    /// <summary>The statements of a sound spec.</summary>
    public static IReadOnlyList<StatementSyntax> Statements(string text)
    {
        var diagnostics = new DiagnosticBag();
        SpecSyntax spec = Parser.Parse(text, diagnostics);
        Assert.Empty(diagnostics.InTextOrder());
        return spec.Statements;
    }

    /// <summary>A size as a fully parenthesised text.</summary>
    public static string Show(SizeSyntax size) => size switch
    {
        SizeNumberSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        SizeNameSyntax name => name.Name,
        SizeOperationSyntax operation => $"({operation.Operator} {Show(operation.Left)} {Show(operation.Right)})",
        _ => throw new ArgumentException(size.ToString()),
    };

    static string Show(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        NameSyntax { Name: var name } => name.Text + (name.Kind == TokenKind.PrimedName ? "'" : ""),
        NegationSyntax negation => $"(neg {Show(negation.Operand)})",
        ProductSyntax product => $"({Show(product.Matrix)} {Show(product.Vector)})",
        IndexedSyntax indexed => $"({indexed.Name.Text} [{Show(indexed.Index)}])",
        CallSyntax call => $"({call.Function.Text}: {string.Join(", ", call.Arguments.Select(Show))})",
        BinarySyntax binary => $"({Sign(binary.Operator)} {Show(binary.Left)} {Show(binary.Right)})",
        _ => throw new ArgumentException(expression.ToString()),
    };

    static string Sign(TokenKind kind) => kind switch { TokenKind.Plus => "+", TokenKind.Minus => "-", TokenKind.Star => "*", _ => "/" };
}
