using System.CommandLine;

namespace RnnModular.Cli.Commands;

/// <summary>The options every verb has.</summary>
sealed class CommonOptions
{
    /// <summary>One object on standard output.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON object on standard output, and nothing else there.",
        Recursive = true,
    };

    /// <summary>Where randomness starts.</summary>
    public Option<string?> Seed { get; } = new("--seed")
    {
        Description = "Everything random is derived from it; same seed, same bits. [default: 1]",
        HelpName = "whole number",
        Recursive = true,
    };

    /// <summary>Members of the worker team.</summary>
    public Option<string?> Threads { get; } = new("--threads")
    {
        Description = "Threads to use; the results do not depend on it. [default: all cores]",
        HelpName = "whole number",
        Recursive = true,
    };

    /// <summary>No escape codes.</summary>
    public Option<bool> NoColour { get; } = new("--no-color")
    {
        Description = "No colours; the variable NO_COLOR does the same.",
        Recursive = true,
    };

    /// <summary>Where plugins are.</summary>
    public Option<string?> Plugins { get; } = new("--plugins")
    {
        Description = "Folder of plugins; also RNN_PLUGINS. [default: 'plugins' beside the program]",
        HelpName = "folder",
        Recursive = true,
    };

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [Json, Seed, Threads, NoColour, Plugins];
}
