using System.Text.Json.Nodes;
using RnnModular.Hosting;
using RnnModular.Hosting.Registries;

namespace RnnModular.Cli.Tests;

/// <summary>The command with a small world around it: a folder, captured output, a stub task, no plugins on disk.</summary>
sealed class Rig : IDisposable
{
    readonly Dictionary<string, string> _environment = [];
    readonly CellRegistry _cells = new();
    readonly TaskRegistry _tasks = new();

    public Rig() => _tasks.Register(Task);

    public CountingTask Task { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("rnn-cli-").FullName;

    public List<PluginRecord> Records { get; } = [];

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    public bool OnTerminal { get; set; }

    public CancellationToken Cancelled { get; set; }

    public CellRegistry Cells => _cells;

    /// <summary>Loads plugins from the disk, as the command itself does.</summary>
    public bool WithRealPlugins { get; set; }

    public string this[string path] => Path.Combine(Folder, path);

    public void Set(string variable, string value) => _environment[variable] = value;

    public void Add(ITask task) => _tasks.Register(task);

    /// <summary>Runs the command; the words of a line are cut at blanks.</summary>
    public int Run(string line)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Surroundings surroundings = new()
        {
            Output = output,
            Error = error,
            OutputIsTerminal = OnTerminal,
            ErrorIsTerminal = OnTerminal,
            Width = 90,
            Environment = _environment.GetValueOrDefault,
            LoadPlugins = WithRealPlugins ? PluginSet.Load : Plugins,
            CurrentDirectory = Folder,
            Clock = new StillClock(),
            Cancelled = Cancelled,
        };
        int code = CommandLine.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), surroundings);
        Output = output.ToString();
        Error = error.ToString();
        return code;
    }

    // A registry of its own for each run, as each has in the world: what one registers is gone in the next.
    PluginSet Plugins(string folder)
    {
        CellRegistry cells = new();
        foreach (ICellFactory cell in _cells.All)
        {
            cells.Register(cell);
        }

        return new PluginSet(folder, Records, cells, _tasks);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A clock that stands at a known moment, so that no test depends on time.</summary>
    sealed class StillClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(1960, 12, 31, 23, 59, 58, TimeSpan.Zero);

        public override long GetTimestamp() => 0;
    }
}
