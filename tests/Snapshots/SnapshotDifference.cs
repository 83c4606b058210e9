using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace RnnModular.Snapshots;

/// <summary>Shows what changed between two texts, with a few lines around.</summary>
static class SnapshotDifference
{
    const int Around = 3;
    const int MostLines = 120;

    /// <summary>Changed lines with - and +, unchanged ones near them with a space, gaps as an ellipsis.</summary>
    public static string Show(string expected, string received)
    {
        List<DiffPiece> lines = InlineDiffBuilder.Diff(expected, received, ignoreWhiteSpace: false).Lines;
        bool[] shown = Shown(lines);
        StringBuilder text = new();
        int count = 0;
        for (int at = 0; at < lines.Count; at++)
        {
            if (!shown[at])
            {
                continue;
            }

            if (++count > MostLines)
            {
                text.Append("  …\n");
                break;
            }

            text.Append(at > 0 && !shown[at - 1] ? "  …\n" : "").Append(Mark(lines[at].Type)).Append(lines[at].Text).Append('\n');
        }

        return text.ToString();
    }

    static bool[] Shown(List<DiffPiece> lines)
    {
        var shown = new bool[lines.Count];
        for (int at = 0; at < lines.Count; at++)
        {
            if (lines[at].Type != ChangeType.Unchanged)
            {
                int first = Math.Max(0, at - Around);
                Array.Fill(shown, true, first, Math.Min(lines.Count, at + Around + 1) - first);
            }
        }

        return shown;
    }

    static string Mark(ChangeType type) => type switch
    {
        ChangeType.Deleted => "- ",
        ChangeType.Inserted => "+ ",
        _ => "  ",
    };
}
