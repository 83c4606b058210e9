using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>What a token is.</summary>
enum TokenKind
{
    Name,
    PrimedName,
    Number,
    Plus,
    Minus,
    Star,
    Dot,
    Times,
    Slash,
    At,
    Caret,
    Transposed,
    Equals,
    Less,
    Greater,
    AtMost,
    AtLeast,
    Bar,
    DoubleBar,
    Colon,
    Comma,
    Semicolon,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Range,
    FullStop,
    EndOfLine,
    EndOfText,
}

/// <summary>The smallest piece of a spec.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name without its prime, or the characters.</param>
/// <param name="Span">Where it stands.</param>
readonly record struct Token(TokenKind Kind, string Text, TextSpan Span);
