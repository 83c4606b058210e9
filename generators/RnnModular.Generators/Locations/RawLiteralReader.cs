namespace RnnModular.Generators.Locations;

/// <summary>Reads raw string literals: no escapes, and the closing line's indentation taken off every line.</summary>
static class RawLiteralReader
{
    /// <summary>The characters of a raw literal, at places within <paramref name="token"/>.</summary>
    public static IEnumerable<SpecCharacter> Read(string token)
    {
        int quotes = token.TakeWhile(character => character == '"').Count();
        int end = token.Length - quotes;
        int firstLineEnd = LineEnd(token, quotes, end);
        return firstLineEnd == end
            ? Characters(token, quotes, end)
            : Lines(token, AfterLineEnd(token, firstLineEnd), end);
    }

    static IEnumerable<SpecCharacter> Lines(string token, int start, int end)
    {
        // The line of the closing quotes holds nothing but the indentation.
        int closing = token.LastIndexOf('\n', end - 1) + 1;
        int indentation = end - closing;
        for (int line = start; line < closing;)
        {
            int lineEnd = LineEnd(token, line, end);
            int next = AfterLineEnd(token, lineEnd);
            int textEnd = next == closing ? lineEnd : next;

            // A blank line may be shorter than the indentation.
            int text = Math.Min(line + indentation, lineEnd);
            foreach (SpecCharacter character in Characters(token, text, textEnd))
            {
                yield return character;
            }

            line = next;
        }
    }

    static IEnumerable<SpecCharacter> Characters(string token, int start, int end) =>
        Enumerable.Range(start, Math.Max(0, end - start)).Select(at => new SpecCharacter(token[at], at, at + 1));

    static int LineEnd(string token, int at, int end)
    {
        while (at < end && token[at] is not ('\r' or '\n'))
        {
            at++;
        }

        return at;
    }

    static int AfterLineEnd(string token, int at) =>
        token[at] == '\r' && token[at + 1] == '\n' ? at + 2 : at + 1;
}
