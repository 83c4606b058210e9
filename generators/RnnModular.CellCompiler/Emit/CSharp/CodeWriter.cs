using System.Text;

namespace RnnModular.CellCompiler.Emit.CSharp;

/// <summary>Writes indented lines that end in \n on every platform.</summary>
sealed class CodeWriter
{
    readonly StringBuilder _text = new();
    int _indent;

    /// <summary>Writes a line, or several, each at the current indentation.</summary>
    public void Line(string text = "")
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', 4 * _indent).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a head line and opens a block; disposing it closes the block.</summary>
    public Block Open(string head, string end = "}")
    {
        Line(head);
        Line("{");
        _indent++;
        return new Block(this, end);
    }

    void DropBlankLine()
    {
        if (_text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n')
        {
            _text.Length--;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>An open block.</summary>
    public readonly struct Block(CodeWriter writer, string end) : IDisposable
    {
        /// <summary>Closes the block.</summary>
        public void Dispose()
        {
            writer.DropBlankLine();
            writer._indent--;
            writer.Line(end);
        }
    }
}
