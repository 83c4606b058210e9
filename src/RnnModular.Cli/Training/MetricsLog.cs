using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RnnModular.Cli.Output;

namespace RnnModular.Cli.Training;

/// <summary><c>metrics.jsonl</c>: one line an epoch, appended and flushed as they come.</summary>
sealed class MetricsLog : IDisposable
{
    readonly string _path;
    readonly List<EpochMetrics> _epochs = [];
    StreamWriter? _writer;

    /// <summary>A log at that path; nothing is written yet.</summary>
    public MetricsLog(string path) => _path = path;

    /// <summary>All epochs so far.</summary>
    public IReadOnlyList<EpochMetrics> Epochs => _epochs;

    /// <summary>Takes up an earlier log as far as a step; what came after it is about to be trained again, and is dropped.</summary>
    /// <exception cref="RnnException">The file cannot be read or written.</exception>
    public void TakeUp(long step)
    {
        _epochs.Clear();
        try
        {
            foreach (string line in File.Exists(_path) ? File.ReadLines(_path) : [])
            {
                if (TryRead(line) is { } epoch && epoch.Step <= step)
                {
                    _epochs.Add(epoch);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure("read", error);
        }

        Interop.AtomicFile.WriteText(_path, FailureKind.Config, string.Concat(_epochs.Select(e => Line(e) + "\n")));
    }

    /// <summary>Adds an epoch.</summary>
    /// <exception cref="RnnException">The file cannot be written.</exception>
    public void Add(EpochMetrics epoch)
    {
        _epochs.Add(epoch);
        try
        {
            _writer ??= new StreamWriter(_path, append: true, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
            _writer.WriteLine(Line(epoch));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure("written", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    static string Line(EpochMetrics epoch) => new JsonObject
    {
        ["step"] = epoch.Step,
        ["epoch"] = epoch.Epoch,
        ["loss"] = JsonText.Number(epoch.Loss),
        ["gradientNorm"] = JsonText.Number(epoch.GradientNorm),
        ["validation"] = JsonText.Numbers(epoch.Validation),
        ["seconds"] = JsonText.Number(Math.Round(epoch.Seconds, 3)),
    }.ToJsonString(JsonText.OneLine);

    // A line cut off by a crash is no reason to refuse the run: its epoch is trained again.
    static EpochMetrics? TryRead(string line)
    {
        try
        {
            JsonNode row = JsonNode.Parse(line)!;
            return new EpochMetrics(
                (long)row["step"]!,
                (int)row["epoch"]!,
                Number(row["loss"]),
                Number(row["gradientNorm"]),
                row["validation"]!.AsObject().ToDictionary(p => p.Key, p => Number(p.Value)),
                Number(row["seconds"]));
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    static double Number(JsonNode? node) => node is null ? double.NaN : (double)node;

    RnnException Failure(string verb, Exception error) =>
        new(FailureKind.Config, $"'{_path}' cannot be {verb} because of the file system ({error.Message.TrimEnd('.')}); make room or check its rights.", error);
}
