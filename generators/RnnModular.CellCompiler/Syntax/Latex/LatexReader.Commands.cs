using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax.Latex;

/// <summary>Commands: a backslash and a word.</summary>
sealed partial class LatexReader
{
    void Command()
    {
        int start = _position++;
        int length = 0;
        while (char.IsLetter(Peek(length)))
        {
            length++;
        }

        length += length > 0 && Peek(length) == '*' ? 1 : 0;
        string word = text.Substring(_position, Math.Min(Math.Max(length, 1), text.Length - _position));
        string name = word.Length > 1 ? word.TrimEnd('*') : word;
        length = word.Length > 1 && !LatexWords.Dropped.Contains(word) && !LatexWords.Fonts.Contains(name) ? name.Length : word.Length;
        _position += length;
        if (name is "\\" or "\n" or "newline" or "cr")
        {
            LineBreak(start);
        }
        else if (LatexWords.Dropped.Contains(name))
        {
            SkipArgument();
        }
        else if (LatexWords.Silent.Contains(name))
        {
            _isBoundary = true;
        }
        else if (LatexWords.Marks.TryGetValue(name, out string? mark))
        {
            Marked(mark);
        }
        else if (name.StartsWith("text", StringComparison.Ordinal) && IsRemark())
        {
            readable.Add("#", new TextSpan(start, 1));
            SkipArgument();
        }
        else if (LatexWords.Fonts.Contains(name))
        {
            Argument(new Group(readable.Length, "") { IsWord = name.StartsWith("text", StringComparison.Ordinal) || name is "operatorname" or "mathrm" or "mbox" }, start);
        }
        else if (name is "frac" or "dfrac" or "tfrac" or "cfrac")
        {
            Write("(", start, _position - start, isCommand: true);
            Argument(new Group(readable.Length, ")/") { IsNumerator = true }, start, "(");
        }
        else if (name == "sqrt")
        {
            Write("sqrt", start, _position - start, isCommand: true);
            Argument(new Group(readable.Length, ")"), start, "(");
        }
        else if (LatexWords.Signs.TryGetValue(name, out string? sign))
        {
            Sign(sign, start);
        }
        else
        {
            // Left for the lexer, which says what it is.
            Write("\\" + name, start, _position - start, isCommand: true);
        }
    }

    /// <summary>True for words behind an equation, <c>\text{update gate}</c>: they hold a space, and no parenthesis follows.</summary>
    bool IsRemark()
    {
        int close = Peek(0) == '{' && _groups.Count == 0 ? text.IndexOf('}', _position) : -1;
        return close > 0 && text.IndexOf(' ', _position, close - _position) > 0 && !(close + 1 < text.Length && text[close + 1] is '(' or '_' or '\\');
    }

    void Sign(string sign, int start)
    {
        // \Delta t is one thing, and so is h^\prime.
        bool isPrefix = sign is "Δ" or "∇" or "∂";
        if (sign == "'" && readable.Last == '{' && Peek(0) == '}' && readable.Length > 1 && readable.At(readable.Length - 2) == '^')
        {
            readable.Remove(2);
            _groups.Pop();
            _position++;
        }
        else if (sign == "'" && readable.Last == '^')
        {
            readable.Remove(1);
        }

        Write(sign, start, _position - start, isCommand: true);
        if (isPrefix)
        {
            _isBoundary = false;
            int letter = _position;
            while (letter < text.Length && text[letter] == ' ')
            {
                letter++;
            }

            _position = letter < text.Length && char.IsLetter(text[letter]) ? letter : _position;
        }
    }

    void LineBreak(int start)
    {
        if (Peek(0) == '[')
        {
            int close = text.IndexOf(']', _position);
            _position = close < 0 ? _position : close + 1;
        }

        Write("\n", start, 1, isCommand: false);
    }

    void Marked(string mark)
    {
        SkipSpaces();
        Separate();
        if (Peek(0) == '{')
        {
            Open(new Group(readable.Length, "") { Mark = mark }, "");
        }
        else
        {
            _mark = mark;
        }
    }
}
