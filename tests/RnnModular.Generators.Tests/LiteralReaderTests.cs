using Microsoft.CodeAnalysis.CSharp;
using RnnModular.Generators.Locations;

namespace RnnModular.Generators.Tests;

public sealed class LiteralReaderTests
{
    const string Quotes = "\"\"\"";

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"plain\"")]
    [InlineData("\"\\0\\a\\b\\e\\f\\n\\r\\t\\v\\'\\\"\\\\\"")]
    [InlineData("\"\\x9\\x41g\\x00e9f\\u1234\\U0001F600\"")]
    [InlineData("@\"\"")]
    [InlineData("@\"a\"\"b\\n\r\n\"\"\"")]
    [InlineData(Quotes + "a \" \"\" \\n b" + Quotes)]
    [InlineData(Quotes + "\n    a\n     b \"\"\n\n    c\n    " + Quotes)]
    [InlineData(Quotes + "   \n    a\n  \n    \n    c\n    " + Quotes)]
    [InlineData(Quotes + "\r\n\ta\r\n\r\n\tb\r\n\t" + Quotes)]
    [InlineData(Quotes + "\n\n" + Quotes)]
    [InlineData(Quotes + "\na\n" + Quotes)]
    [InlineData(Quotes + "\"\"\n  a " + Quotes + "\n  " + Quotes + "\"\"")]
    public void Literal_reads_as_the_compiler_reads_it(string token)
    {
        string expected = SyntaxFactory.ParseToken(token).ValueText;

        SpecCharacter[] characters = [.. LiteralReader.Read(token, 100)];

        Assert.Equal(expected, new string([.. characters.Select(character => character.Value)]));
        Assert.All(characters, character => Assert.InRange(character.Start, 101, character.End - 1));
        Assert.All(characters.Zip(characters.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start || pair.First.Start == pair.Second.Start));
    }
}
