namespace RnnModular.Cli.Configuration;

/// <summary>Options that hold files, made independent of the folder the command was typed in.</summary>
static class OptionFiles
{
    /// <summary>Puts the full path in the place of every text that was given and names an existing file.</summary>
    /// <param name="declared">The options.</param>
    /// <param name="values">Their values.</param>
    /// <param name="fullPath">Makes a full path.</param>
    public static TaskOptions MakeAbsolute(IReadOnlyList<TaskOption> declared, IReadOnlyDictionary<string, string> values, Func<string, string> fullPath)
    {
        Dictionary<string, string> absolute = new(values);
        foreach (TaskOption option in declared.Where(o => o.Type == OptionType.Text))
        {
            if (values.TryGetValue(option.Name, out string? value) && value != option.Default && LooksLikeFile(value) && File.Exists(fullPath(value)))
            {
                absolute[option.Name] = fullPath(value);
            }
        }

        return new TaskOptions(declared, absolute);
    }

    // A bare word is the name of something (a column, a method) even if a file happens to have that name.
    static bool LooksLikeFile(string value) => value.AsSpan().ContainsAny('.', '/', '\\') && !value.Contains('\0');
}
