namespace RnnModular.Benchmarks.Peers;

/// <summary>Native libraries on disk.</summary>
static class SystemLibrary
{
    const int Depth = 6;

    /// <summary>The first file of this name below a folder, or null.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="root">Where to look.</param>
    /// <param name="inside">Name of the folder it must lie in, if that matters.</param>
    public static string? Find(string name, string root = "/usr/lib", string? inside = null)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = true };
        return Directory.Exists(root)
            ? Directory.EnumerateFiles(root, name, options).FirstOrDefault(f => inside is null || Path.GetFileName(Path.GetDirectoryName(f)) == inside)
            : null;
    }
}
