using SpecSpan = RnnModular.CellCompiler.Diagnostics.TextSpan;

namespace RnnModular.Generators.Locations;

/// <summary>One character of a spec and the characters of the file it was written with.</summary>
/// <param name="Value">The character.</param>
/// <param name="Start">The first character of its writing in the file.</param>
/// <param name="End">The character after the last.</param>
readonly record struct SpecCharacter(char Value, int Start, int End)
{
    /// <summary>The text with every line end as \n, so that a checkout's line ends do not reach the emitted code.</summary>
    public static string WithPlainLines(string text) => text.Replace("\r\n", "\n");

    /// <summary>The characters of <see cref="WithPlainLines(string)"/>.</summary>
    public static IEnumerable<SpecCharacter> WithPlainLines(IEnumerable<SpecCharacter> characters)
    {
        SpecCharacter? carriageReturn = null;
        foreach (SpecCharacter character in characters)
        {
            if (carriageReturn is SpecCharacter held && character.Value != '\n')
            {
                yield return held;
            }

            carriageReturn = character.Value == '\r' ? character : null;
            if (carriageReturn is null)
            {
                yield return character;
            }
        }

        if (carriageReturn is SpecCharacter last)
        {
            yield return last;
        }
    }

    /// <summary>Where <paramref name="span"/> of the spec stands in the file, or null when it is not within the text.</summary>
    public static SpecSpan? Locate(IReadOnlyList<SpecCharacter> text, SpecSpan span)
    {
        if (text.Count == 0 || span.Start < 0 || span.Length < 0 || span.End > text.Count)
        {
            return null;
        }

        int start = span.Start < text.Count ? text[span.Start].Start : text[text.Count - 1].End;
        int end = span.Length == 0 ? start : text[span.End - 1].End;
        return new SpecSpan(start, end - start);
    }
}
