using System.CommandLine;

namespace RnnModular.Cli.Commands;

/// <summary>One thing the command can do.</summary>
/// <param name="name">As typed.</param>
/// <param name="description">One line for the help.</param>
/// <param name="example">A command line to copy, below the help.</param>
abstract class Verb(string name, string description, string example) : Command(name, description)
{
    /// <summary>A command line to copy.</summary>
    public string Example { get; } = example;

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="RnnException">It cannot be done.</exception>
    public abstract int Execute(Invocation invocation);
}
