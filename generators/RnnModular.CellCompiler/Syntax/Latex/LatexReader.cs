using System.Globalization;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax.Latex;

/// <summary>
/// Tells LaTeX in the language's own characters: <c>\sigma\left(\mathbf{W}\tilde{h}\right)</c> is <c>σ(W h̃)</c>. Groups
/// wait on a stack for their brace, so no depth of them endangers the stack of calls. What it does not know it leaves.
/// </summary>
sealed partial class LatexReader(string text, ReadableText readable)
{
    readonly Stack<Group> _groups = new();
    int _position;

    // The last character ended a command or its argument: a letter behind it begins another name.
    bool _isBoundary;

    // A mark that waits for the one letter it stands over, as in \hat c.
    string? _mark;

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
}
