using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>A parsed spec.</summary>
sealed record SpecSyntax(EquatableArray<StatementSyntax> Statements);

/// <summary>One line of a spec.</summary>
abstract record StatementSyntax(TextSpan Span);

/// <summary><c>r = sigmoid(…)</c> or <c>h' = …</c>.</summary>
sealed record EquationSyntax(Token Target, ExpressionSyntax Value, TextSpan Span) : StatementSyntax(Span)
{
    /// <summary>True when it gives a state its next value.</summary>
    public bool IsNext => Target.Kind == TokenKind.PrimedName;

    /// <summary>In <c>s[k] = …</c> the k.</summary>
    public ExpressionSyntax? Index { get; init; }

    /// <summary>For the equation of one iteration, which; empty otherwise.</summary>
    public string Iteration { get; init; } = "";

    /// <summary>For a value that a state has between iterations, the state.</summary>
    public string? Carries { get; init; }

    /// <summary>The target's name as it was typed.</summary>
    public string Written { get; init; } = Target.Text;
}

/// <summary><c>repeat 6 { … }</c> or <c>repeat k = 1..3 { … }</c>.</summary>
/// <param name="Index">The name that counts, if there is one.</param>
/// <param name="First">What it counts from.</param>
/// <param name="Last">What it counts to.</param>
/// <param name="Body">Equations and further repeats.</param>
/// <param name="Span">Its head.</param>
sealed record RepeatSyntax(Token? Index, ExpressionSyntax First, ExpressionSyntax Last, EquatableArray<StatementSyntax> Body, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>state c : P</c>, or <c>state C : D x N</c>.</summary>
sealed record StateSyntax(Token Name, SizeSyntax Rows, SizeSyntax? Columns, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>input dt : 1</c>.</summary>
sealed record InputSyntax(Token Name, SizeSyntax Size, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>mask m : H = 0.9 per sequence</c>.</summary>
sealed record MaskSyntax(Token Name, SizeSyntax Size, InitialSyntax Probability, bool PerSequence, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>param Wp : P x H = orthogonal</c>.</summary>
sealed record ParameterSyntax(Token Name, SizeSyntax Rows, SizeSyntax? Columns, InitialSyntax? Initial, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>init bf = 1</c>.</summary>
sealed record InitSyntax(Token Name, InitialSyntax Initial, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>const eps = 1e-6</c>, <c>const A[i, j] : 6 x 6 = …</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Indices">The names of row and column in its value, counted from 0; none where it is given as a whole.</param>
/// <param name="Rows">Its rows, if they are declared.</param>
/// <param name="Columns">Its columns, if they are declared.</param>
/// <param name="Value">Its value.</param>
/// <param name="Span">Where it stands.</param>
sealed record ConstantSyntax(Token Name, EquatableArray<Token> Indices, SizeSyntax? Rows, SizeSyntax? Columns, ExpressionSyntax Value, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>size P = H / 2</c>.</summary>
sealed record SizeDefinitionSyntax(Token Name, SizeSyntax Value, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>tensor weight_ih = [Wi; Wf; Wg; Wo]</c>: parameters stacked by rows under one public name.</summary>
sealed record TensorSyntax(Token Name, EquatableArray<Token> Parts, TextSpan Span) : StatementSyntax(Span);

/// <summary>How a parameter starts: a number, or a name such as <c>orthogonal</c>.</summary>
sealed record InitialSyntax(string? Name, double Value, TextSpan Span)
{
    /// <summary>What a named way is multiplied by.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>What makes each value, where neither number nor name says it.</summary>
    public ExpressionSyntax? Formula { get; init; }

    /// <summary>The names of row and column in it, counted from 0.</summary>
    public EquatableArray<Token> Indices { get; init; }
}

/// <summary>A size: a whole number, a name, or a product, quotient, sum or difference of sizes.</summary>
abstract record SizeSyntax(TextSpan Span);

/// <summary>A whole number.</summary>
sealed record SizeNumberSyntax(int Value, TextSpan Span) : SizeSyntax(Span);

/// <summary>A named size.</summary>
sealed record SizeNameSyntax(string Name, TextSpan Span) : SizeSyntax(Span);

/// <summary>Two sizes and an operator.</summary>
sealed record SizeOperationSyntax(char Operator, SizeSyntax Left, SizeSyntax Right, TextSpan Span) : SizeSyntax(Span)
{
    /// <summary>The character of an operator.</summary>
    public static char Sign(TokenKind operation) => operation switch { TokenKind.Plus => '+', TokenKind.Minus => '-', TokenKind.Star or TokenKind.Dot => '*', _ => '/' };
}

/// <summary>An expression.</summary>
abstract record ExpressionSyntax(TextSpan Span);

/// <summary>A number.</summary>
sealed record NumberSyntax(double Value, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>A name, primed or not.</summary>
sealed record NameSyntax(Token Name) : ExpressionSyntax(Name.Span);

/// <summary><c>R[k]</c>: of several things of one name, one.</summary>
sealed record IndexedSyntax(Token Name, ExpressionSyntax Index, TextSpan Span) : ExpressionSyntax(Span);

/// <summary><c>sigmoid(…)</c>.</summary>
sealed record CallSyntax(Token Function, EquatableArray<ExpressionSyntax> Arguments, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>Juxtaposition: <c>Un (r * h)</c>, a matrix and the vector it multiplies.</summary>
sealed record ProductSyntax(ExpressionSyntax Matrix, ExpressionSyntax Vector, TextSpan Span) : ExpressionSyntax(Span)
{
    /// <summary>True for <c>W · h</c>, which between vectors is elementwise.</summary>
    public bool IsDotted { get; init; }
}

/// <summary><c>a + b</c>, elementwise.</summary>
sealed record BinarySyntax(TokenKind Operator, ExpressionSyntax Left, ExpressionSyntax Right, TextSpan Span) : ExpressionSyntax(Span);

/// <summary><c>-a</c>.</summary>
sealed record NegationSyntax(ExpressionSyntax Operand, TextSpan Span) : ExpressionSyntax(Span);
