namespace RnnModular.Hosting.Manifests;

/// <summary>Judges the values of a manifest; pure, so that a plugin's author can run it too.</summary>
public static class ManifestValidator
{
    const int LongestText = 2000;
    const int LongestFileName = 128;

    static readonly string[] s_kinds = ["architecture", "task", "format", "reporter"];
    static readonly string[] s_provisions = ["cell", "task", "format", "reporter"];

    /// <summary>Every problem, each a clause to follow "because": <c>its "version" is not a semantic version such as 1.0.0</c>.</summary>
    public static IReadOnlyList<string> Validate(PluginManifest manifest) =>
    [
        .. Texts(manifest),
        .. Identity(manifest),
        .. Entry(manifest.EntryAssembly),
        .. Api(manifest.Api),
        .. Provides(manifest.Provides),
        .. Dependencies(manifest),
        .. Homepage(manifest.Homepage),
    ];

    static IEnumerable<string> Texts(PluginManifest manifest)
    {
        (string Field, string Text)[] texts =
        [
            ("name", manifest.Name), ("description", manifest.Description), ("license", manifest.License),
            .. manifest.Authors.Select(author => ("authors", author)),
        ];
        foreach ((string field, string text) in texts)
        {
            if (!Printable.IsSafe(text))
            {
                yield return $"its \"{field}\" holds control characters";
            }

            if (text.Length > LongestText)
            {
                yield return $"its \"{field}\" is longer than {LongestText} characters";
            }
        }

        if (string.IsNullOrWhiteSpace(manifest.Name))
        {
            yield return "its \"name\" is empty";
        }
    }

    static IEnumerable<string> Identity(PluginManifest manifest)
    {
        if (!Slug.IsValid(manifest.Id))
        {
            yield return $"its \"id\" '{Printable.Text(manifest.Id)}' is not an id ({Slug.Rule})";
        }

        if (!SemanticVersion.TryParse(manifest.Version, out _))
        {
            yield return $"its \"version\" '{Printable.Text(manifest.Version)}' is not a semantic version such as 1.0.0";
        }

        if (!s_kinds.Contains(manifest.Kind))
        {
            yield return $"its \"kind\" '{Printable.Text(manifest.Kind)}' is none of {string.Join(", ", s_kinds)}";
        }
    }

    static IEnumerable<string> Entry(string file)
    {
        // Both separators and the drive colon are refused on every system, so that a manifest means the same everywhere.
        bool isFileName = file.Length is > 4 and <= LongestFileName
            && file.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ' ')
            && char.IsAsciiLetterOrDigit(file[0])
            && file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        if (!isFileName)
        {
            yield return $"its \"entryAssembly\" '{Printable.Text(file)}' is not the plain name of a .dll file in the plugin's own folder";
        }
    }

    static IEnumerable<string> Api(ApiRange api)
    {
        bool minIsValid = ApiVersion.TryParse(api.Min, out ApiVersion? min);
        if (!minIsValid)
        {
            yield return $"its \"api.min\" '{Printable.Text(api.Min)}' is not an API version such as {HostApi.Version}";
        }

        if (api.Max.Length > 0 && !ApiVersion.TryParse(api.Max, out _))
        {
            yield return $"its \"api.max\" '{Printable.Text(api.Max)}' is not an API version such as {HostApi.Version}";
        }
        else if (minIsValid && min!.IsAfter(ApiVersion.Highest(api)))
        {
            yield return $"its \"api.min\" {api.Min} is above its \"api.max\" {api.Max}";
        }
    }

    static IEnumerable<string> Provides(IReadOnlyList<string> provides)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string provision in provides)
        {
            string[] parts = provision.Split(':', 2);
            if (parts.Length < 2 || !s_provisions.Contains(parts[0]) || !Slug.IsValid(parts[1]))
            {
                yield return $"its \"provides\" entry '{Printable.Text(provision)}' is not of the form cell:gru ({string.Join(", ", s_provisions)})";
            }
            else if (!seen.Add(provision))
            {
                yield return $"its \"provides\" names '{provision}' twice";
            }
        }
    }

    static IEnumerable<string> Dependencies(PluginManifest manifest)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (PluginDependency dependency in manifest.Dependencies)
        {
            string shown = Printable.Text(dependency.Id);
            if (!Slug.IsValid(dependency.Id))
            {
                yield return $"its \"dependencies\" name '{shown}', which is not an id ({Slug.Rule})";
            }
            else if (!seen.Add(dependency.Id))
            {
                yield return $"its \"dependencies\" name '{shown}' twice";
            }

            if (!VersionRange.TryParse(dependency.Version, out _))
            {
                yield return $"its \"dependencies\" want '{shown}' in version '{Printable.Text(dependency.Version)}', which is not of the form >=1.0";
            }
        }

        foreach (string id in manifest.Incompatible.Where(id => !Slug.IsValid(id)))
        {
            yield return $"its \"incompatible\" names '{Printable.Text(id)}', which is not an id ({Slug.Rule})";
        }
    }

    static IEnumerable<string> Homepage(string homepage)
    {
        bool fits = homepage.Length == 0
            || (homepage.Length <= LongestText && Printable.IsSafe(homepage) && Uri.TryCreate(homepage, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https");
        if (!fits)
        {
            yield return $"its \"homepage\" '{Printable.Text(homepage)}' is not an http or https address";
        }
    }
}
