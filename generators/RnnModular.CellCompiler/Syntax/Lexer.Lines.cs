namespace RnnModular.CellCompiler.Syntax;

/// <summary>Where lines end, and what papers put there.</summary>
sealed partial class Lexer
{
    static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\u00a0' or '\u2009' or '\u202f' or '\ufeff';

    bool IsComment(int position) => _text[position] is '#' or '%' || (_text[position] == '/' && position + 1 < _text.Length && _text[position + 1] == '/');

    int EndOfLine(int position)
    {
        int end = _text.IndexOf('\n', position);
        return end < 0 ? _text.Length : end;
    }

    void LineEnd()
    {
        if (_depth > 0 || Continues())
        {
            _position++;
            return;
        }

        DropPunctuation();
        Add(TokenKind.EndOfLine, 1);
    }

    /// <summary>True where an operator at the end of a line or at the beginning of the next says that the equation goes on.</summary>
    bool Continues()
    {
        int next = _position + 1;
        while (next < _text.Length && (_text[next] == '\n' || IsBlank(_text[next]) || IsComment(next)))
        {
            next = IsComment(next) ? EndOfLine(next) : next + 1;
        }

        if (next == _text.Length || _tokens.Count == 0 || _tokens[_tokens.Count - 1].Kind == TokenKind.EndOfLine)
        {
            return false;
        }

        // Behind an operator comes an operand; a line with an equation of its own is the next one, and this one cut short.
        return IsJoint(_text[next]) || (IsOperator(_tokens[_tokens.Count - 1].Kind) && _text.IndexOf('=', next, EndOfLine(next) - next) < 0);
    }

    static bool IsJoint(char c) => c is '+' or '-' or '−' or '–' or '*' or '/' or '⊙' or '∘' or '·' or '⋅' or '∗' or '×' or '=';

    static bool IsOperator(TokenKind kind) => kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Dot or TokenKind.Times or TokenKind.Slash or TokenKind.Equals;

    /// <summary>Drops what a sentence puts behind an equation, and its number: <c>h_t = o_t ⊙ tanh(c_t),  (6)</c>.</summary>
    void DropPunctuation()
    {
        int count = _tokens.Count;
        if (count > 4 && _tokens[count - 1].Kind == TokenKind.CloseParenthesis && IsWhole(_tokens[count - 2]) && _tokens[count - 3].Kind == TokenKind.OpenParenthesis
            && (_tokens[count - 4].Kind == TokenKind.Comma || _tokens[count - 3].Span.Start > _tokens[count - 4].Span.End))
        {
            _tokens.RemoveRange(count - 3, 3);
        }

        if (_tokens.Count > 2 && _tokens[_tokens.Count - 1] is { Kind: TokenKind.Name, Text: "and" or "where" or "with" } && _tokens[_tokens.Count - 2].Kind == TokenKind.Comma)
        {
            _tokens.RemoveAt(_tokens.Count - 1);
        }

        while (_tokens.Count > 0 && _tokens[_tokens.Count - 1].Kind is TokenKind.Comma or TokenKind.FullStop)
        {
            _tokens.RemoveAt(_tokens.Count - 1);
        }
    }

    static bool IsWhole(Token token) => token.Kind == TokenKind.Number && token.Text.All(char.IsDigit);
}
