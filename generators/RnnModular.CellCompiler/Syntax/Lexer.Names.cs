using System.Globalization;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>Names: letters, digits, subscripts, and marks over or behind a letter.</summary>
sealed partial class Lexer
{
    // The raised T after a matrix is no part of its name. The gradient sign begins one, as a letter would.
    static bool IsLetter(char c) => (char.IsLetter(c) && c != 'ᵀ') || c is '∇' or '∂';

    // A mark over a letter belongs to it: c̃.
    static bool IsPartOfName(char c) => IsLetter(c) || char.IsDigit(c) || c is '_' or '₋' || IsSubscript(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    static bool IsSubscript(char c) => c is >= '₀' and <= '₉';

    void Name()
    {
        int length = 1;
        while (_position + length < _text.Length && (IsPartOfName(_text[_position + length]) || MarkAt(_position + length) is not null))
        {
            length++;
        }

        string name = Spelled(_position, length);
        length += Subscript(_position + length, ref name);
        bool primed = _position + length < _text.Length && _text[_position + length] is '\'' or '′' or '’';
        length += primed ? 1 : 0;
        _tokens.Add(new Token(primed ? TokenKind.PrimedName : TokenKind.Name, name, Span(_position, length)));
        _position += length;
    }

    /// <summary>A name as it is on every keyboard and in C#: <c>h₁</c> is h1, and <c>h~</c> is h̃.</summary>
    string Spelled(int start, int length) => Marks.Composed(string.Concat(_text.Substring(start, length).Select((c, index) => c switch
    {
        '~' or '^' => MarkAt(start + index)!,
        '∇' => "nabla",
        '∂' => "partial",
        _ when IsSubscript(c) => ((char)(c - '₀' + '0')).ToString(),
        _ => c.ToString(),
    })));

    /// <summary>The mark that ~ or ^ puts over the letter before it: <c>h~_t</c>, <c>c^ = …</c>, but neither <c>a^2</c> nor <c>W~x</c>.</summary>
    string? MarkAt(int position)
    {
        char mark = _text[position];
        if (mark is not ('~' or '^') || _text[position - 1] == '_')
        {
            return null;
        }

        int next = position + 1;
        if (mark == '~')
        {
            return next < _text.Length && IsLetter(_text[next]) ? null : "\u0303";
        }

        bool isSpaced = next < _text.Length && _text[next] == ' ';
        while (next < _text.Length && _text[next] == ' ')
        {
            next++;
        }

        return next == _text.Length || _text[next] is '_' or '=' or ')' or ']' or '}' or ',' or ';' or '\'' or '\n' or '\r' or '#' || (isSpaced && _text[next] is '+' or '*' or '/' or '⊙' or '∘' or '·') ? "\u0302" : null;
    }

    /// <summary><c>W_{xi}</c> is W_xi, and <c>W_{x,i}</c> W_x_i; what tells the time, <c>h_{t}</c> and <c>h_{t-1}</c>, stays as it is. Returns the length.</summary>
    int Subscript(int open, ref string name)
    {
        int close = open;
        if (name[name.Length - 1] == '_' && open < _text.Length && _text[open] == '{')
        {
            close = open + 1;
            while (close < _text.Length && (IsPartOfName(_text[close]) || _text[close] is ',' or ' ' or '~'))
            {
                close++;
            }
        }

        string inner = close > open ? _text.Substring(open + 1, close - open - 1).Replace(" ", "") : "";
        if (inner is "" or "t" || close == _text.Length || _text[close] != '}')
        {
            return 0;
        }

        name += Marks.Composed(inner.Replace(',', '_').Replace('~', '\u0303'));
        return close + 1 - open;
    }
}
