namespace RnnModular.Hosting;

/// <summary>The form of every id: lower-case ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, with a letter or digit at both ends.</summary>
static class Slug
{
    public const string Rule = "lower-case letters, digits, '.', '_' and '-', at most 64 of them, with a letter or digit at both ends";

    const int Longest = 64;

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= Longest
        && IsWord(text[0])
        && IsWord(text[^1])
        && text.All(c => IsWord(c) || c is '.' or '_' or '-');

    static bool IsWord(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
