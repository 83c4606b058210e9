using System.Text;
using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler.Syntax.Latex;

/// <summary>A spec's text with LaTeX told in plain characters, each of which knows where in the original it came from.</summary>
sealed class ReadableText
{
    readonly StringBuilder _text = new();
    readonly List<TextSpan> _origins = [];
    int _originalLength;

    /// <summary>The text to be cut into tokens.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How many characters there are so far.</summary>
    public int Length => _text.Length;

    /// <summary>The last character so far; a space where there is none.</summary>
    public char Last => _text.Length > 0 ? _text[_text.Length - 1] : ' ';

    /// <summary>Reads a text; one without LaTeX stays as it is.</summary>
    public static ReadableText Of(string original)
    {
        var readable = new ReadableText { Text = original, _originalLength = original.Length };
        if (original.IndexOfAny(['\\', '$']) >= 0 || original.Contains("&="))
        {
            new LatexReader(original, readable).Run();
            readable.Text = readable._text.ToString();
        }

        return readable;
    }

    /// <summary>Adds characters that stand for a piece of the original.</summary>
    public void Add(string characters, TextSpan origin) => Insert(_text.Length, characters, origin);

    /// <summary>Puts characters before one that is already there.</summary>
    public void Insert(int at, string characters, TextSpan origin)
    {
        _text.Insert(at, characters);
        _origins.InsertRange(at, Enumerable.Repeat(origin, characters.Length));
    }

    /// <summary>Takes the last characters back.</summary>
    public void Remove(int count)
    {
        _text.Length -= count;
        _origins.RemoveRange(_origins.Count - count, count);
    }

    /// <summary>One of the characters so far.</summary>
    public char At(int index) => _text[index];

    /// <summary>Where characters of <see cref="Text"/> stand in the original.</summary>
    public TextSpan Original(int start, int length)
    {
        if (_origins.Count == 0)
        {
            return new TextSpan(start, length);
        }

        int first = start < _origins.Count ? _origins[start].Start : _originalLength;
        return new TextSpan(first, length == 0 ? 0 : Math.Max(_origins[start + length - 1].End - first, 0));
    }
}
