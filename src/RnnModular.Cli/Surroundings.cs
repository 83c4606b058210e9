using System.Text;

namespace RnnModular.Cli;

/// <summary>All the command knows of the world outside; tests bring their own.</summary>
sealed record Surroundings
{
    const int WidthOfPipes = 100;

    /// <summary>Standard output: results only.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: progress, chatter, failures.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True when a person looks at standard output.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>True when a person looks at standard error.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Characters across.</summary>
    public int Width { get; init; } = WidthOfPipes;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>Loads the plugins of a folder.</summary>
    public Func<string, PluginSet> LoadPlugins { get; init; } = PluginSet.Load;

    /// <summary>The folder that relative run folders are put in.</summary>
    public string CurrentDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Names run folders and measures time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Set when the person wants to stop.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>The surroundings of this process.</summary>
    public static Surroundings OfProcess(CancellationToken cancelled)
    {
        // Charts need braille, which the code pages of Windows do not have.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        TextWriter output = Console.Out;

        // Standard output is for results: what a plugin prints on its own goes where chatter goes.
        Console.SetOut(Console.Error);
        return new Surroundings
        {
            Output = output,
            Error = Console.Error,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = WidthOfTerminal(),
            Environment = System.Environment.GetEnvironmentVariable,
            Cancelled = cancelled,
        };
    }

    static int WidthOfTerminal()
    {
        try
        {
            return !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : WidthOfPipes;
        }
        catch (IOException)
        {
            return WidthOfPipes;
        }
    }
}
