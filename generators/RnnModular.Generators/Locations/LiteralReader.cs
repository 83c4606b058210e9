using System.Globalization;

namespace RnnModular.Generators.Locations;

/// <summary>Reads C# string literals character by character, keeping where each character was written.</summary>
static class LiteralReader
{
    /// <summary>The characters of a regular, verbatim or raw literal.</summary>
    /// <param name="token">The literal as written, quotes included.</param>
    /// <param name="start">Its first character in the file.</param>
    public static IEnumerable<SpecCharacter> Read(string token, int start)
    {
        IEnumerable<SpecCharacter> characters =
            token.StartsWith("@", StringComparison.Ordinal) ? Verbatim(token)
            : token.StartsWith("\"\"\"", StringComparison.Ordinal) ? RawLiteralReader.Read(token)
            : Regular(token);
        return characters.Select(character => new SpecCharacter(character.Value, character.Start + start, character.End + start));
    }

    static IEnumerable<SpecCharacter> Verbatim(string token)
    {
        for (int at = 2; at < token.Length - 1;)
        {
            int width = token[at] == '"' ? 2 : 1;
            yield return new SpecCharacter(token[at], at, at + width);
            at += width;
        }
    }

    static IEnumerable<SpecCharacter> Regular(string token)
    {
        for (int at = 1; at < token.Length - 1;)
        {
            (string value, int width) = token[at] == '\\' ? Escape(token, at) : (token[at].ToString(), 1);
            foreach (char character in value)
            {
                yield return new SpecCharacter(character, at, at + width);
            }

            at += width;
        }
    }

    /// <summary>The escape sequence at <paramref name="at"/> and its length.</summary>
    static (string Value, int Width) Escape(string token, int at)
    {
        char kind = token[at + 1];
        return kind switch
        {
            'u' => Hexadecimal(token, at, 4),
            'U' => Hexadecimal(token, at, 8),
            'x' => Hexadecimal(token, at, token.Skip(at + 2).Take(4).TakeWhile(IsHexadecimal).Count()),
            '0' => ("\0", 2),
            'a' => ("\a", 2),
            'b' => ("\b", 2),
            'e' => ("\u001b", 2),
            'f' => ("\f", 2),
            'n' => ("\n", 2),
            'r' => ("\r", 2),
            't' => ("\t", 2),
            'v' => ("\v", 2),
            _ => (kind.ToString(), 2),
        };
    }

    static (string Value, int Width) Hexadecimal(string token, int at, int digits)
    {
        int code = int.Parse(token.Substring(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (code <= char.MaxValue ? ((char)code).ToString() : char.ConvertFromUtf32(code), digits + 2);
    }

    static bool IsHexadecimal(char character) =>
        character is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
