using System.Globalization;
using System.Text.Json.Nodes;
using RnnModular.CellCompiler;
using RnnModular.Cli.Output;
using RnnModular.Interop;

namespace RnnModular.Cli.Training;

/// <summary>The folder a training leaves behind; every file in it is written whole or not at all.</summary>
/// <param name="Path">The folder, as a full path.</param>
sealed record RunFolder(string Path)
{
    /// <summary>The option values, the seed and the threads.</summary>
    public string Config => In("config.json");

    /// <summary>One line an epoch.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>What an exact resume needs.</summary>
    public string Checkpoint => In("checkpoints", "last.safetensors");

    /// <summary>The finished model.</summary>
    public string Model => In("model.safetensors");

    /// <summary>The machine the training ran on.</summary>
    public string Machine => In("environment.json");

    /// <summary>What the task measured.</summary>
    public string Result => In("result.json");

    /// <summary>The equations of a cell that no plugin brought.</summary>
    /// <param name="id">The cell's id.</param>
    public string Cell(string id) => In(id + CellNaming.Extension);

    /// <summary>The file of a chart.</summary>
    public string Plot(string name) => In("plots", string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')) + ".svg");

    /// <summary>Chooses a new folder and makes it.</summary>
    /// <param name="wanted">What the person asked for; null for runs/task/time.</param>
    /// <param name="root">The folder that <c>runs</c> goes into.</param>
    /// <param name="task">The task's id.</param>
    /// <param name="clock">Says the time.</param>
    /// <exception cref="RnnException">The folder holds something already, or cannot be made.</exception>
    public static RunFolder Create(string? wanted, string root, string task, TimeProvider clock)
    {
        string path = wanted ?? Free(System.IO.Path.Combine(root, "runs", task, clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)));
        try
        {
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new RnnException(FailureKind.Config, $"The run folder '{path}' cannot be used because it is not empty; choose another with --out, or continue its run with --resume.");
            }

            Directory.CreateDirectory(path);
            return new RunFolder(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(FailureKind.Config, $"The run folder '{path}' cannot be made because of the file system ({error.Message.TrimEnd('.')}); choose another with --out.", error);
        }
    }

    /// <summary>Takes an existing folder.</summary>
    /// <exception cref="RnnException">It is not a run folder.</exception>
    public static RunFolder Open(string path)
    {
        RunFolder folder = new(path);
        return File.Exists(folder.Config)
            ? folder
            : throw new RnnException(FailureKind.Config, $"'{path}' is no run folder because it has no config.json; give the folder a training printed.");
    }

    /// <summary>Writes a JSON file.</summary>
    /// <exception cref="RnnException">It cannot be written.</exception>
    public static void Write(string file, JsonObject content) =>
        AtomicFile.WriteText(file, FailureKind.Config, content.ToJsonString(JsonText.Indented) + "\n");

    static string Free(string path)
    {
        string free = path;
        for (int number = 2; Directory.Exists(free) || File.Exists(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{path}-{number}");
        }

        return free;
    }

    string In(params IEnumerable<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
