namespace RnnModular.CellCompiler.Binding;

/// <summary>Finds the name somebody may have meant.</summary>
static class Spelling
{
    /// <summary>The nearest name within two edits, or null.</summary>
    public static string? Nearest(string name, IEnumerable<string> known) => known
        .Select(k => (Name: k, Distance: Distance(name, k)))
        .Where(k => k.Distance <= Math.Min(2, (name.Length - 1) / 2))
        .OrderBy(k => k.Distance)
        .ThenBy(k => k.Name, StringComparer.Ordinal)
        .Select(k => k.Name)
        .FirstOrDefault();

    /// <summary>Levenshtein's distance.</summary>
    static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
