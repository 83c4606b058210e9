using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RnnModular.Cli.Cells.Compilation;
using RnnModular.Cli.Output;

namespace RnnModular.Cli.Commands;

/// <summary>One run of the command: what was typed, and what it means.</summary>
sealed class Invocation(ParseResult parse, CommonOptions options, Surroundings surroundings)
{
    /// <summary>What was typed.</summary>
    public ParseResult Parse { get; } = parse;

    /// <summary>The world outside.</summary>
    public Surroundings Surroundings { get; } = surroundings;

    /// <summary>True when standard output is for a program.</summary>
    public bool Json => Parse.GetValue(options.Json);

    /// <summary>True when the person has typed a seed.</summary>
    public bool GivesSeed => Parse.GetValue(options.Seed) is not null;

    /// <summary>The plugins, loaded when first asked for.</summary>
    public PluginSet Plugins => field ??= DroppedCells.Join(Surroundings.LoadPlugins(PluginsFolder), Compiler);

    /// <summary>Compiles equations in this process.</summary>
    public RuntimeCompiler Compiler => field ??= new RuntimeCompiler(Surroundings.Clock, Say);

    /// <summary>Where plugins are looked for, as a full path.</summary>
    public string PluginsFolder => PathOf(Parse.GetValue(options.Plugins) ?? Variable("plugins") ?? Path.Combine(AppContext.BaseDirectory, "plugins"));

    /// <summary>True when escape codes are welcome on standard output.</summary>
    public bool Colour => MayColour && Surroundings.OutputIsTerminal;

    /// <summary>True when escape codes are welcome on standard error.</summary>
    public bool ErrorColour => MayColour && Surroundings.ErrorIsTerminal;

    bool MayColour => !Parse.GetValue(options.NoColour) && string.IsNullOrEmpty(Surroundings.Environment("NO_COLOR")) && Surroundings.Environment("TERM") != "dumb";

    /// <summary>The seed: typed, else of the environment, else of the file, else 1.</summary>
    public ulong Seed(ulong? ofFile = null) => Number("seed", Parse.GetValue(options.Seed), ulong.MaxValue) ?? ofFile ?? 1;

    /// <summary>The threads: typed, else of the environment, else of the file, else all cores.</summary>
    public int Threads(int? ofFile = null)
    {
        ulong? threads = Number("threads", Parse.GetValue(options.Threads), 1024);
        return threads == 0
            ? throw new RnnException(FailureKind.Usage, "The option 'threads' cannot be '0'; it needs at least one thread.")
            : (int?)threads ?? ofFile ?? Environment.ProcessorCount;
    }

    /// <summary>Refuses a seed or a number of threads that is none, even where the verb has no use for it.</summary>
    /// <exception cref="RnnException">It is none.</exception>
    public void CheckNumbers()
    {
        Seed();
        Threads();
    }

    /// <summary>The environment's value of an option, <c>RNN_HIDDEN_SIZE</c> for <c>hidden-size</c>; null when unset or empty.</summary>
    public string? Variable(string option) =>
        Surroundings.Environment("RNN_" + option.Replace('-', '_').ToUpperInvariant()) is { Length: > 0 } value ? value : null;

    /// <summary>A full path from what a person typed.</summary>
    public string PathOf(string typed) => Path.GetFullPath(typed, Surroundings.CurrentDirectory);

    /// <summary>Prints the result for a program.</summary>
    public void Print(JsonObject result) => Surroundings.Output.WriteLine(result.ToJsonString(JsonText.OneLine));

    /// <summary>Says something to the person beside the result.</summary>
    public void Say(string message) => Surroundings.Error.WriteLine(message);

    ulong? Number(string name, string? typed, ulong most)
    {
        if ((typed ?? Variable(name)) is not { } text)
        {
            return null;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) && number <= most
            ? number
            : throw new RnnException(typed is null ? FailureKind.Config : FailureKind.Usage, $"The option '{name}' cannot be '{text}'; it needs a whole number from 0 to {most.ToString(CultureInfo.InvariantCulture)}.");
    }
}
