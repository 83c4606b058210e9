namespace RnnModular.Cli.Configuration;

/// <summary>Where the values of a task's options come from: command line over environment over file over default.</summary>
static class OptionSources
{
    /// <summary>Joins the sources.</summary>
    /// <exception cref="RnnException">An option is unknown or of the wrong type; the sentence names the source.</exception>
    public static TaskOptions Resolve(IReadOnlyList<TaskOption> declared, IReadOnlyDictionary<string, string> typed, Func<string, string?> variable, RunConfig? file, string? filePath)
    {
        Dictionary<string, string> joined = new(StringComparer.Ordinal);
        if (file is not null)
        {
            Check(declared, file.Options, $"'{filePath}'");
            Join(joined, file.Options);
        }

        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        foreach (TaskOption option in declared)
        {
            if (variable(option.Name) is { } value)
            {
                environment[option.Name] = value;
            }
        }

        Check(declared, environment, "The environment");
        Join(joined, environment);
        Join(joined, typed);
        return new TaskOptions(declared, joined);
    }

    static void Join(Dictionary<string, string> joined, IReadOnlyDictionary<string, string> values)
    {
        foreach ((string name, string value) in values)
        {
            joined[name] = value;
        }
    }

    // A wrong value in a file is a matter of configuration, not of the command line.
    static void Check(IReadOnlyList<TaskOption> declared, IReadOnlyDictionary<string, string> values, string source)
    {
        try
        {
            _ = new TaskOptions(declared, values);
        }
        catch (RnnException error)
        {
            throw new RnnException(FailureKind.Config, $"{source} cannot be used because of this: {error.Message}", error);
        }
    }
}
