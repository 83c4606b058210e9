using System.Diagnostics.CodeAnalysis;

namespace RnnModular.Hosting.Manifests;

/// <summary>
/// What versions of a dependency will do: comparisons separated by spaces, all of which must hold, as in <c>&gt;=1.0 &lt;2.0</c>.
/// A bare version means at least that one; the empty text takes any.
/// </summary>
sealed class VersionRange
{
    static readonly string[] s_operators = [">=", "<=", ">", "<", "="];

    readonly List<(string Operator, SemanticVersion Version)> _bounds = [];

    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRange? range)
    {
        range = null;
        VersionRange parsed = new();
        foreach (string bound in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string comparison = s_operators.FirstOrDefault(o => bound.StartsWith(o, StringComparison.Ordinal)) ?? "";
            if (!SemanticVersion.TryParse(bound[comparison.Length..], partial: true, out SemanticVersion? version))
            {
                return false;
            }

            parsed._bounds.Add((comparison, version));
        }

        range = parsed;
        return true;
    }

    public bool Contains(SemanticVersion version) => _bounds.All(bound =>
    {
        int order = version.CompareTo(bound.Version);
        return bound.Operator switch
        {
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            "=" => order == 0,
            _ => order >= 0,
        };
    });
}
