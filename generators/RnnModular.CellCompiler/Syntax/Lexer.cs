using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Cuts a spec into tokens. Line ends count only outside parentheses and brackets.</summary>
sealed class Lexer(string text, DiagnosticBag diagnostics)
{
    readonly List<Token> _tokens = [];
    int _position;
    int _depth;

    /// <summary>All tokens, the last one <see cref="TokenKind.EndOfText"/>.</summary>
    public List<Token> Run()
    {
        while (_position < text.Length)
        {
            Next();
        }

        Add(TokenKind.EndOfLine, 0);
        Add(TokenKind.EndOfText, 0);
        return _tokens;
    }

    void Next()
    {
        char c = text[_position];
        if (c == '\n')
        {
            if (_depth == 0)
            {
                Add(TokenKind.EndOfLine, 1);
            }
            else
            {
                _position++;
            }
        }
        else if (c is ' ' or '\t' or '\r')
        {
            _position++;
        }
        else if (c == '#' || (c == '/' && _position + 1 < text.Length && text[_position + 1] == '/'))
        {
            while (_position < text.Length && text[_position] != '\n')
            {
                _position++;
            }
        }
        else if (IsLetter(c) || c == '_')
        {
            Name();
        }
        else if (c == '√')
        {
            _tokens.Add(new Token(TokenKind.Name, "sqrt", new TextSpan(_position++, 1)));
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

    // The raised T after a matrix is no part of its name.
    static bool IsLetter(char c) => char.IsLetter(c) && c != 'ᵀ';

    // A mark over a letter belongs to it: c̃.
    static bool IsPartOfName(char c) => IsLetter(c) || char.IsDigit(c) || c is '_' or '₋' || IsSubscript(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    static bool IsSubscript(char c) => c is >= '₀' and <= '₉';

    void Name()
    {
        int length = 1;
        while (_position + length < text.Length && IsPartOfName(text[_position + length]))
        {
            length++;
        }

        // h₁ is h1 on every keyboard, and in C#.
        string name = string.Concat(text.Substring(_position, length).Select(static c => IsSubscript(c) ? (char)(c - '₀' + '0') : c));
        length += Subscript(_position + length, ref name);
        bool primed = _position + length < text.Length && text[_position + length] is '\'' or '′' or '’';
        length += primed ? 1 : 0;
        _tokens.Add(new Token(primed ? TokenKind.PrimedName : TokenKind.Name, name, new TextSpan(_position, length)));
        _position += length;
    }

    /// <summary><c>W_{xi}</c> is W_xi, and <c>W_{x,i}</c> W_x_i; what tells the time, <c>h_{t}</c> and <c>h_{t-1}</c>, stays as it is. Returns the length.</summary>
    int Subscript(int open, ref string name)
    {
        int close = open;
        if (name[name.Length - 1] == '_' && open < text.Length && text[open] == '{')
        {
            close = open + 1;
            while (close < text.Length && (IsPartOfName(text[close]) || text[close] is ',' or ' '))
            {
                close++;
            }
        }

        string inner = close > open ? text.Substring(open + 1, close - open - 1).Replace(" ", "") : "";
        if (inner is "" or "t" || close == text.Length || text[close] != '}')
        {
            return 0;
        }

        name += inner.Replace(',', '_');
        return close + 1 - open;
    }

    void Number()
    {
        int end = _position;
        SkipDigits(ref end);
        if (end < text.Length && text[end] == '.' && !IsRange(end - _position))
        {
            end++;
            SkipDigits(ref end);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            int exponent = end + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-')
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

    bool IsDigit(int position) => position < text.Length && text[position] is >= '0' and <= '9';

    void Symbol(char c)
    {
        TokenKind? kind = c switch
        {
            '+' => TokenKind.Plus,
            '*' when _position + 1 < text.Length && text[_position + 1] == '*' => TokenKind.Caret,
            '-' or '−' => TokenKind.Minus,
            '*' or '⊙' or '∘' or '·' or '∗' or '⋅' => TokenKind.Star,
            '×' => TokenKind.Times,
            '/' => TokenKind.Slash,
            '@' => TokenKind.At,
            '^' => TokenKind.Caret,
            'ᵀ' or '⊤' => TokenKind.Transposed,
            '=' => TokenKind.Equals,
            ':' => TokenKind.Colon,
            ',' => TokenKind.Comma,
            ';' => TokenKind.Semicolon,
            '(' => TokenKind.OpenParenthesis,
            ')' => TokenKind.CloseParenthesis,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            '{' => TokenKind.OpenBrace,
            '}' => TokenKind.CloseBrace,
            '.' when IsRange() => TokenKind.Range,
            _ => null,
        };
        if (kind is null)
        {
            string shown = IsVisible(c) ? $"'{c}'" : $"U+{(int)c:X4}";
            diagnostics.Report(Rules.UnexpectedCharacter, new TextSpan(_position, 1), shown);
            _position++;
            return;
        }

        _depth += kind is TokenKind.OpenParenthesis or TokenKind.OpenBracket ? 1 : 0;
        _depth -= kind is TokenKind.CloseParenthesis or TokenKind.CloseBracket && _depth > 0 ? 1 : 0;
        Add(kind.Value, kind is TokenKind.Range || (kind is TokenKind.Caret && c == '*') ? 2 : 1);
    }

    // What a terminal would obey, hide or not know is named by its number; so is half of a character.
    static bool IsVisible(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    bool IsRange(int ahead = 0) => _position + ahead + 1 < text.Length && text[_position + ahead] == '.' && text[_position + ahead + 1] == '.';

    void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, text.Substring(_position, length), new TextSpan(_position, length)));
        _position += length;
    }
}
