namespace RnnModular.Hosting;

/// <summary>How many slips of the finger apart two words are (Damerau 1964, each letter touched once), for "did you mean".</summary>
public static class EditDistance
{
    /// <summary>The name nearest to <paramref name="word"/> if it is near enough to be meant: a third of its letters wrong at most.</summary>
    public static string? Nearest(string word, IEnumerable<string> names) => Near(word, names).FirstOrDefault();

    /// <summary>The names near enough to <paramref name="word"/> to be meant, nearest first.</summary>
    public static IEnumerable<string> Near(string word, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Between(word, name)))
        .Where(candidate => candidate.Distance <= Math.Max(1, Math.Min(word.Length, candidate.Name.Length) / 3))
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Select(candidate => candidate.Name);

    /// <summary>Letters to change, add, take away or swap; capitals do not count.</summary>
    public static int Between(string a, string b)
    {
        // A word of thousands of letters is nobody's slip, and the table would be large.
        if (Math.Abs(a.Length - b.Length) > 64)
        {
            return int.MaxValue;
        }

        int[] before = new int[b.Length + 1];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, changed);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last) = (last, row);
        }

        return last[b.Length];
    }

    static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
