namespace RnnModular.Snapshots;

/// <summary>Where one snapshot lies.</summary>
/// <param name="SourceFile">The test's file.</param>
/// <param name="Test">The test's name.</param>
/// <param name="Parameters">What tells the cases of a theory apart, or null.</param>
/// <param name="Hint">Which of several texts, or null.</param>
/// <param name="Extension">Extension without a dot.</param>
sealed record SnapshotFile(string SourceFile, string Test, string? Parameters, string? Hint, string Extension)
{
    /// <summary>The folder of the snapshots beside the test's file.</summary>
    public string Folder => Path.Combine(Path.GetDirectoryName(SourceFile)!, "_snapshots");

    /// <summary>The committed text.</summary>
    public string Verified => NameWith("verified");

    /// <summary>The text of a failed run.</summary>
    public string Received => NameWith("received");

    string NameWith(string state)
    {
        string parameters = Parameters is null ? "" : $"_{Parameters}";
        string hint = Hint is null ? "" : $"#{Hint}";
        return Path.Combine(Folder, $"{Path.GetFileNameWithoutExtension(SourceFile)}.{Test}{parameters}{hint}.{state}.{Extension}");
    }
}
