using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RnnModular.Hosting.Manifests;

/// <summary>A version after Semantic Versioning 2.0.0; build metadata is read and ignored, as its section 10 says.</summary>
/// <param name="Major">Breaking changes.</param>
/// <param name="Minor">Additions.</param>
/// <param name="Patch">Repairs.</param>
/// <param name="Prerelease">Dot-separated identifiers after the hyphen, or empty.</param>
public sealed record SemanticVersion(int Major, int Minor, int Patch, string Prerelease) : IComparable<SemanticVersion>
{
    /// <summary>Reads <c>1.2.3</c>, <c>1.2.3-beta.1</c> or <c>1.2.3-beta.1+build</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SemanticVersion? version) => TryParse(text, partial: false, out version);

    /// <summary>Reads a version that may leave out its last numbers, which are then zero.</summary>
    internal static bool TryParse(string text, bool partial, [NotNullWhen(true)] out SemanticVersion? version)
    {
        version = null;
        string[] build = text.Split('+', 2);
        string[] parts = build[0].Split('-', 2);
        string prerelease = parts.Length == 2 ? parts[1] : "";
        if ((build.Length == 2 && !AreIdentifiers(build[1], zeros: true)) || (parts.Length == 2 && !AreIdentifiers(prerelease, zeros: false)))
        {
            return false;
        }

        string[] numbers = parts[0].Split('.');
        if (numbers.Length > 3 || (!partial && numbers.Length < 3))
        {
            return false;
        }

        int[] values = new int[3];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!TryNumber(numbers[i], out values[i]))
            {
                return false;
            }
        }

        version = new SemanticVersion(values[0], values[1], values[2], prerelease);
        return true;
    }

    /// <summary>Reads a version that a validator has let pass.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static SemanticVersion Parse(string text) =>
        TryParse(text, out SemanticVersion? version) ? version : throw new FormatException($"'{text}' is not a semantic version.");

    /// <summary>Precedence after section 11 of the standard.</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePrerelease(Prerelease, other.Prerelease);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}.{Patch}{(Prerelease.Length > 0 ? "-" : "")}{Prerelease}";

    static int ComparePrerelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            // A release comes after its pre-releases.
            return (left.Length == 0).CompareTo(right.Length == 0);
        }

        string[] a = left.Split('.');
        string[] b = right.Split('.');
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            int order = CompareIdentifier(a[i], b[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    static int CompareIdentifier(string a, string b)
    {
        bool aIsNumber = a.All(char.IsAsciiDigit);
        bool bIsNumber = b.All(char.IsAsciiDigit);
        return (aIsNumber, bIsNumber) switch
        {
            // Without leading zeros the longer number is the larger one, however long.
            (true, true) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b),
            (false, false) => string.CompareOrdinal(a, b),
            _ => bIsNumber.CompareTo(aIsNumber),
        };
    }

    static bool TryNumber(string text, out int value)
    {
        value = 0;
        return (text.Length == 1 || !text.StartsWith('0'))
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    static bool AreIdentifiers(string text, bool zeros) => text.Split('.').All(part =>
        part.Length > 0
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && (zeros || part.Length == 1 || part[0] != '0' || !part.All(char.IsAsciiDigit)));
}
