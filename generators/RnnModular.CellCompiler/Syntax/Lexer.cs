using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Syntax.Latex;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Cuts a spec into tokens. Line ends count only outside parentheses and brackets, and where no operator joins two lines.</summary>
sealed partial class Lexer(ReadableText readable, DiagnosticBag diagnostics)
{
    readonly string _text = readable.Text;
    readonly List<Token> _tokens = [];
    int _position;
    int _depth;

    /// <summary>All tokens, the last one <see cref="TokenKind.EndOfText"/>.</summary>
    public List<Token> Run()
    {
        while (_position < _text.Length)
        {
            Next();
        }

        DropPunctuation();
        Add(TokenKind.EndOfLine, 0);
        Add(TokenKind.EndOfText, 0);
        return _tokens;
    }

    void Next()
    {
        char c = _text[_position];
        if (c == '\n')
        {
            LineEnd();
        }
        else if (IsBlank(c) || (c == '~' && _position + 1 < _text.Length && IsLetter(_text[_position + 1])))
        {
            // LaTeX's space between two names, W~x, is one too.
            _position++;
        }
        else if (IsComment(_position))
        {
            _position = EndOfLine(_position);
        }
        else if (IsLetter(c) || c == '_')
        {
            Name();
        }
        else if (c == '√')
        {
            _tokens.Add(new Token(TokenKind.Name, "sqrt", Span(_position++, 1)));
        }
        else if (c is '²' or '³')
        {
            TextSpan span = Span(_position++, 1);
            _tokens.Add(new Token(TokenKind.Caret, "^", span));
            _tokens.Add(new Token(TokenKind.Number, c == '²' ? "2" : "3", span));
        }
        else if (IsDigit(_position) || (c == '.' && IsDigit(_position + 1)))
        {
            Number();
        }
        else
        {
            Symbol(c);
        }
    }

    void Number()
    {
        int end = _position;
        SkipDigits(ref end);
        if (end < _text.Length && _text[end] == '.' && !IsRange(end - _position))
        {
            end++;
            SkipDigits(ref end);
        }

        if (end < _text.Length && _text[end] is 'e' or 'E')
        {
            int exponent = end + 1;
            if (exponent < _text.Length && _text[exponent] is '+' or '-')
            {
                exponent++;
            }

            int digits = exponent;
            SkipDigits(ref digits);
            end = digits > exponent ? digits : end;
        }

        Add(TokenKind.Number, end - _position);
    }

    void SkipDigits(ref int position)
    {
        while (IsDigit(position))
        {
            position++;
        }
    }

    bool IsDigit(int position) => position < _text.Length && _text[position] is >= '0' and <= '9';

    void Symbol(char c)
    {
        TokenKind? kind = c switch
        {
            '+' => TokenKind.Plus,
            '*' when Followed('*') => TokenKind.Caret,
            '-' or '−' or '–' or '—' or '‐' or '‑' => TokenKind.Minus,
            '*' or '⊙' or '∘' or '∗' or '⨀' => TokenKind.Star,
            '·' or '⋅' or '•' or '∙' => TokenKind.Dot,
            '×' => TokenKind.Times,
            '/' or '⊘' => TokenKind.Slash,
            '.' when Followed('*') => TokenKind.Star,
            '.' when Followed('/') => TokenKind.Slash,
            '@' => TokenKind.At,
            '^' => TokenKind.Caret,
            'ᵀ' or '⊤' => TokenKind.Transposed,
            '≥' or '⩾' => TokenKind.AtLeast,
            '≤' or '⩽' => TokenKind.AtMost,
            '>' => Followed('=') ? TokenKind.AtLeast : TokenKind.Greater,
            '<' => Followed('=') ? TokenKind.AtMost : TokenKind.Less,
            '|' => Followed('|') ? TokenKind.DoubleBar : TokenKind.Bar,
            '‖' or '∥' => TokenKind.DoubleBar,
            '=' or '≔' or '←' or '≜' => TokenKind.Equals,
            ':' => Followed('=') ? TokenKind.Equals : TokenKind.Colon,
            ',' => TokenKind.Comma,
            ';' => TokenKind.Semicolon,
            '(' => TokenKind.OpenParenthesis,
            ')' => TokenKind.CloseParenthesis,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            '{' => TokenKind.OpenBrace,
            '}' => TokenKind.CloseBrace,
            '.' when IsRange() => TokenKind.Range,
            '.' when EndsSentence() => TokenKind.FullStop,
            _ => null,
        };
        if (kind is null)
        {
            Unknown(c);
            return;
        }

        _depth += kind is TokenKind.OpenParenthesis or TokenKind.OpenBracket ? 1 : 0;
        _depth -= kind is TokenKind.CloseParenthesis or TokenKind.CloseBracket && _depth > 0 ? 1 : 0;
        bool isPair = kind is TokenKind.Range || (kind, c) is (TokenKind.Caret, '*') or (TokenKind.Star or TokenKind.Slash, '.') or (TokenKind.AtLeast, '>') or (TokenKind.AtMost, '<') or (TokenKind.DoubleBar, '|') or (TokenKind.Equals, ':');
        Add(kind.Value, isPair ? 2 : 1);
    }

    bool Followed(char next) => _position + 1 < _text.Length && _text[_position + 1] == next;

    /// <summary>Says what a character that has no meaning may have been meant as.</summary>
    void Unknown(char c)
    {
        int length = 1;
        if (c == '\\')
        {
            while (_position + length < _text.Length && char.IsLetter(_text[_position + length]))
            {
                length++;
            }
        }

        string shown = c == '\\' && length > 1 ? $"command '{_text.Substring(_position, length)}'"
            : IsVisible(c) ? $"character '{c}'"
            : $"character U+{(int)c:X4}";
        string advice = c switch
        {
            '⊗' => "write outer(v, k) for the matrix of two vectors, or * for an elementwise product",
            '⊕' => "write + for a sum, or [a; b] for one vector below another",
            '&' => "write * for an elementwise product",
            '…' => "write all of it out, or repeat it in a block, as in repeat 6 { … }",
            '†' => "write ᵀ for a transposed matrix; values are real numbers",
            'Σ' or '∑' => "write sum(a * b) for a sum over lanes, or W x for one over weights",
            '!' or '?' or '"' or '`' => "begin a remark with #",
            _ => "remove it",
        };
        diagnostics.Report(Rules.UnexpectedCharacter, Span(_position, length), shown, advice);
        _position += length;
    }

    // Behind the last equation of a sentence, or before its number.
    bool EndsSentence()
    {
        int next = _position + 1;
        while (next < _text.Length && IsBlank(_text[next]))
        {
            next++;
        }

        return next == _text.Length || _text[next] is '\n' or '(' || IsComment(next);
    }

    // What a terminal would obey, hide or not know is named by its number; so is half of a character.
    static bool IsVisible(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    bool IsRange(int ahead = 0) => _position + ahead + 1 < _text.Length && _text[_position + ahead] == '.' && _text[_position + ahead + 1] == '.';

    void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _text.Substring(_position, length), Span(_position, length)));
        _position += length;
    }

    TextSpan Span(int start, int length) => readable.Original(start, length);
}
