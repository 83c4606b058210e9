using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax.Latex;

/// <summary>
/// Tells LaTeX in the language's own characters: <c>\sigma\left(\mathbf{W}\tilde{h}\right)</c> is <c>σ(W h̃)</c>. Groups
/// wait on a stack for their brace, so no depth of them endangers the stack of calls. What it does not know it leaves.
/// </summary>
sealed class LatexReader(string text, ReadableText readable)
{
    readonly Stack<Group> _groups = new();
    int _position;

    // The last character ended a command or its argument: a letter behind it begins another name.
    bool _isBoundary;

    // A mark that waits for the one letter it stands over, as in \hat c.
    string? _mark;

    /// <summary>An open brace, and what is written at its end.</summary>
    /// <param name="Start">Where in the readable text its content begins.</param>
    /// <param name="Closing">What ends it.</param>
    readonly record struct Group(int Start, string Closing)
    {
        /// <summary>A mark for the first name in it.</summary>
        public string? Mark { get; init; }

        /// <summary>True for the upper part of a fraction, which another group follows.</summary>
        public bool IsNumerator { get; init; }

        /// <summary>True where the reader wants no spaces, as in \text{layer norm}.</summary>
        public bool IsWord { get; init; }
    }

    public void Run()
    {
        while (_position < text.Length)
        {
            Next();
        }
    }

    void Next()
    {
        char c = text[_position];
        switch (c)
        {
            case '#':
            case '%':
            case '/' when Peek(1) == '/':
                Comment();
                break;
            case '\\':
                Command();
                break;
            case '$' when IsAtEdge():
            case '&' when Peek(1) is '=' or '&' || readable.Last is '=' or '&' || Peek(-1) is '&':
                _position++;
                break;
            case '{':
                Open(new Group(readable.Length, "}"), "{");
                break;
            case '}' when _groups.Count > 0:
                Close();
                break;
            case ' ' when _groups.Count > 0 && _groups.Peek().IsWord:
                _position++;
                break;
            case '\n' when _groups.Count > 0 && _groups.Peek().IsWord:
                _groups.Pop();
                break;
            default:
                Copy();
                break;
        }
    }

    char Peek(int ahead) => _position + ahead is var at && at >= 0 && at < text.Length ? text[at] : '\0';

    // $h_t = …$, on a line of its own.
    bool IsAtEdge()
    {
        int start = text.LastIndexOf('\n', _position) + 1;
        while (text[start] is ' ' or '\t')
        {
            start++;
        }

        return text[start] == '$';
    }

    void Comment()
    {
        while (_position < text.Length && text[_position] != '\n')
        {
            readable.Add(text[_position] == '%' ? "#" : text.Substring(_position, 1), new TextSpan(_position, 1));
            _position++;
        }
    }

    void Copy()
    {
        Write(text.Substring(_position, 1), _position, 1, isCommand: false);
        _position++;
    }

    /// <summary>Writes what stands for some characters, apart from a name before it that it is no part of.</summary>
    void Write(string characters, int start, int length, bool isCommand)
    {
        var origin = new TextSpan(start, length);
        if (characters.Length > 0 && IsPart(characters[0]) && IsPart(readable.Last) && readable.Last != '_' && characters[0] != '_' && (_isBoundary || isCommand))
        {
            readable.Add(" ", origin);
        }

        readable.Add(characters, origin);
        _isBoundary = isCommand;
        if (_mark is not null && characters.Length > 0 && char.IsLetter(characters[0]))
        {
            readable.Add(_mark, origin);
            (_mark, _isBoundary) = (null, true);
        }
    }

    static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

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

    void SkipArgument()
    {
        while (Peek(0) == '{')
        {
            int depth = 0;
            do
            {
                depth += Peek(0) == '{' ? 1 : Peek(0) == '}' ? -1 : 0;
                _position++;
            }
            while (depth > 0 && _position < text.Length && text[_position] != '\n');
        }

        _isBoundary = true;
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

    void Argument(Group group, int start, string opening = "")
    {
        SkipSpaces();
        if (Peek(0) == '{')
        {
            if (opening.Length == 0)
            {
                Separate();
            }

            Open(group, opening);
        }
        else if (opening.Length > 0 && Peek(0) is not ('\\' or '\0' or '\n'))
        {
            // \frac12, \sqrt2: one character is an argument.
            readable.Add(opening, new TextSpan(start, _position - start));
            Copy();
            End(group);
        }
        else
        {
            _isBoundary = true;
        }
    }

    // W\mathbf{x} is two names.
    void Separate()
    {
        if (IsPart(readable.Last) && readable.Last != '_')
        {
            readable.Add(" ", new TextSpan(_position, 0));
        }
    }

    void SkipSpaces()
    {
        while (Peek(0) == ' ')
        {
            _position++;
        }
    }

    void Open(Group group, string opening)
    {
        readable.Add(opening, new TextSpan(_position, 1));
        _groups.Push(group with { Start = readable.Length });
        (_position, _isBoundary) = (_position + 1, false);
    }

    void Close()
    {
        Group group = _groups.Pop();
        if (group.Mark is not null)
        {
            int end = group.Start;
            while (end < readable.Length && readable.At(end) == ' ')
            {
                end++;
            }

            while (end < readable.Length && IsPart(readable.At(end)) && readable.At(end) != '_')
            {
                end++;
            }

            readable.Insert(end, group.Mark, new TextSpan(_position, 1));
        }

        _position++;
        End(group);
    }

    void End(Group group)
    {
        readable.Add(group.Closing, new TextSpan(_position - 1, 1));
        _isBoundary = group.Closing != "}";
        if (group.IsNumerator)
        {
            Argument(new Group(readable.Length, "))"), _position - 1, "(");
        }
    }
}
