using System.Text;

namespace RnnModular.CellCompiler.Syntax;

/// <summary>
/// Marks over letters: a letter and its mark, ĉ, are one character where Unicode has one, ĉ, so that however a name is
/// typed it is the same. Written out because the framework composes nothing where it runs without culture data.
/// </summary>
static class Marks
{
    // For each mark, letters and then the same letters under it.
    static readonly Dictionary<char, (string Plain, string Marked)> Table = new()
    {
        ['\u0302'] = ("aceghijosuwyzACEGHIJOSUWYZ", "âĉêĝĥîĵôŝûŵŷẑÂĈÊĜĤÎĴÔŜÛŴŶẐ"),
        ['\u0303'] = ("aeinouvyAEINOUVY", "ãẽĩñõũṽỹÃẼĨÑÕŨṼỸ"),
        ['\u0304'] = ("aegiouyAEGIOUY", "āēḡīōūȳĀĒḠĪŌŪȲ"),
        ['\u0307'] = ("abcdefghmnoprstwxyzABCDEFGHMNOPRSTWXYZ", "ȧḃċḋėḟġḣṁṅȯṗṙṡṫẇẋẏżȦḂĊḊĖḞĠḢṀṄȮṖṘṠṪẆẊẎŻ"),
        ['\u0308'] = ("aehiotuwxyAEHIOUWXY", "äëḧïöẗüẅẍÿÄËḦÏÖÜẄẌŸ"),
    };

    /// <summary>The name in as few characters as Unicode has for it.</summary>
    public static string Composed(string name)
    {
        if (!name.Any(Table.ContainsKey))
        {
            return name;
        }

        var composed = new StringBuilder();
        foreach (char c in name)
        {
            int last = composed.Length - 1;
            int at = last >= 0 && Table.TryGetValue(c, out (string Plain, string Marked) pair) ? pair.Plain.IndexOf(composed[last]) : -1;
            if (at < 0)
            {
                composed.Append(c);
            }
            else
            {
                composed[last] = Table[c].Marked[at];
            }
        }

        return composed.ToString();
    }
}
