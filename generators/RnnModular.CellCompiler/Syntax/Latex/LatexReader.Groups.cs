using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax.Latex;

/// <summary>Groups: what stands in braces, and what is written at their end.</summary>
sealed partial class LatexReader
{
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
