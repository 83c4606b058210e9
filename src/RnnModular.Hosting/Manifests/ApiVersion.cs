using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RnnModular.Hosting.Manifests;

/// <summary>A version of the host's contracts: <c>1.0</c>, or <c>1</c> for every 1.x.</summary>
sealed record ApiVersion(int Major, int? Minor)
{
    public static ApiVersion Host { get; } = TryParse(HostApi.Version, out ApiVersion? host)
        ? host
        : throw new InvalidOperationException("The host's own API version cannot be read.");

    public static bool TryParse(string text, [NotNullWhen(true)] out ApiVersion? version)
    {
        version = null;
        string[] parts = text.Split('.');
        int minor = 0;
        if (parts.Length > 2 || !TryNumber(parts[0], out int major) || (parts.Length == 2 && !TryNumber(parts[1], out minor)))
        {
            return false;
        }

        version = new ApiVersion(major, parts.Length == 2 ? minor : null);
        return true;
    }

    /// <summary>The highest version a range lets in: its maximum, or else every version with the minimum's major number.</summary>
    public static ApiVersion Highest(ApiRange range) =>
        TryParse(range.Max.Length > 0 ? range.Max : range.Min.Split('.')[0], out ApiVersion? highest)
            ? highest
            : throw new FormatException($"'{range.Max}' is not an API version.");

    /// <summary>True when even the least version this stands for comes after <paramref name="other"/>.</summary>
    public bool IsAfter(ApiVersion other) => (Major, Minor ?? 0).CompareTo((other.Major, other.Minor ?? int.MaxValue)) > 0;

    static bool TryNumber(string text, out int value)
    {
        value = 0;
        return text.Length is > 0 and <= 6 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
