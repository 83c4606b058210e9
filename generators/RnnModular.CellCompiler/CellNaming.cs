using System.Text;

namespace RnnModular.CellCompiler;

/// <summary>Names that follow from names: <c>MinGruCell</c>, <c>min-gru</c>, <c>min-gru.cell</c>. The same at build time and at run time.</summary>
public static class CellNaming
{
    /// <summary>How the names of spec files end.</summary>
    public const string Extension = ".cell";

    const string Suffix = "Cell";

    /// <summary>The registry id of a class: its name in kebab case without the <c>Cell</c> suffix.</summary>
    public static string Id(string className)
    {
        string name = className.Length > Suffix.Length && className.EndsWith(Suffix, StringComparison.Ordinal)
            ? className.Substring(0, className.Length - Suffix.Length)
            : className;
        return Kebab(name).Trim('-');
    }

    static string Kebab(string name)
    {
        StringBuilder id = new();
        for (int at = 0; at < name.Length; at++)
        {
            if (at > 0 && char.IsUpper(name[at]) && StartsWord(name, at))
            {
                id.Append('-');
            }

            id.Append(name[at] == '_' ? '-' : char.ToLowerInvariant(name[at]));
        }

        return id.ToString();
    }

    /// <summary>The registry id of a <c>.cell</c> file's name without extension: its words in kebab case, as they were typed, without the word <c>cell</c> at the end.</summary>
    /// <returns>The id, or null when the name can be no class's.</returns>
    public static string? FileId(string fileName)
    {
        if (ClassName(fileName) is null)
        {
            return null;
        }

        string words = string.Concat(fileName.Select(c => char.IsLetterOrDigit(c) ? c : ' '));
        string id = string.Join("-", words.Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(Kebab));
        const string Last = "-cell";
        return id.EndsWith(Last, StringComparison.Ordinal) ? id.Substring(0, id.Length - Last.Length) : id;
    }

    /// <summary>The class name of a <c>.cell</c> file's name without extension: its words in Pascal case with the <c>Cell</c> suffix.</summary>
    /// <returns>The name, or null when it would not be one.</returns>
    public static string? ClassName(string fileName)
    {
        StringBuilder name = new();
        bool starts = true;
        foreach (char character in fileName)
        {
            bool isPart = char.IsLetterOrDigit(character);
            if (isPart)
            {
                name.Append(starts ? char.ToUpperInvariant(character) : character);
            }

            starts = !isPart;
        }

        if (name.Length == 0 || char.IsDigit(name[0]))
        {
            return null;
        }

        string className = name.ToString();
        return className.EndsWith(Suffix, StringComparison.Ordinal) && className != Suffix ? className : className + Suffix;
    }

    /// <summary>The summary of a <c>.cell</c> file: its first comment that says anything; empty when there is none.</summary>
    public static string Summary(string equations) => equations
        .Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith("#", StringComparison.Ordinal))
        .Select(line => line.TrimStart('#').Trim())
        .FirstOrDefault(line => line.Length > 0) ?? "";

    /// <summary>An upper-case letter starts a word after a small letter or digit, and at the end of a run of capitals: <c>LSTMPeephole</c>.</summary>
    static bool StartsWord(string name, int at) =>
        char.IsLower(name[at - 1]) || char.IsDigit(name[at - 1])
        || (char.IsUpper(name[at - 1]) && at + 1 < name.Length && char.IsLower(name[at + 1]));
}
