using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RnnModular.Cli.Output;

namespace RnnModular.Cli.Configuration;

/// <summary>All that decides a training: <c>config.json</c> of a run folder, and what <c>--config</c> reads.</summary>
/// <param name="Task">Registry id of the task; null in a file that fits any.</param>
/// <param name="Seed">The seed, if the file says.</param>
/// <param name="Threads">The threads, if the file says.</param>
/// <param name="Options">Values of the task's options, as text.</param>
sealed record RunConfig(string? Task, ulong? Seed, int? Threads, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="RnnException">It is not there, is not JSON or holds something else.</exception>
    public static RunConfig Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Read(path, document.RootElement);
        }
        catch (JsonException error)
        {
            throw new RnnException(FailureKind.Config, $"'{path}' cannot be used because it is not valid JSON (line {(error.LineNumber ?? 0) + 1}); correct it there.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RnnException(FailureKind.Config, $"'{path}' cannot be read because of the file system ({error.Message.TrimEnd('.')}); check the path.", error);
        }
    }

    /// <summary>The file's JSON; options that hold numbers and switches are written as such.</summary>
    public JsonObject ToJson(IReadOnlyList<TaskOption> declared)
    {
        JsonObject options = [];
        foreach (TaskOption option in declared)
        {
            if (Options.TryGetValue(option.Name, out string? value))
            {
                options[option.Name] = Typed(option.Type, value);
            }
        }

        return new JsonObject { ["task"] = Task, ["seed"] = Seed, ["threads"] = Threads, ["options"] = options };
    }

    static JsonNode? Typed(OptionType type, string value) => type switch
    {
        OptionType.Integer => JsonValue.Create(long.Parse(value, CultureInfo.InvariantCulture)),
        OptionType.Number => JsonText.Number(double.Parse(value, CultureInfo.InvariantCulture)),
        OptionType.Switch => JsonValue.Create(bool.Parse(value)),
        _ => JsonValue.Create(value),
    };

    static RunConfig Read(string path, JsonElement root)
    {
        Check(root.ValueKind == JsonValueKind.Object, path, "it is not a JSON object");
        string? task = null;
        ulong? seed = null;
        int? threads = null;
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            JsonElement value = property.Value;
            switch (property.Name)
            {
                case "task":
                    Check(value.ValueKind == JsonValueKind.String, path, "its 'task' is not a text");
                    task = value.GetString();
                    break;
                case "seed":
                    Check(TrySeed(value, out ulong number), path, "its 'seed' is not a whole number from 0");
                    seed = number;
                    break;
                case "threads":
                    int count = 0;
                    Check(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out count) && count is > 0 and <= 1024, path, "its 'threads' is not a whole number from 1 to 1024");
                    threads = count;
                    break;
                case "options":
                    Check(value.ValueKind == JsonValueKind.Object, path, "its 'options' is not a JSON object");
                    foreach (JsonProperty option in value.EnumerateObject())
                    {
                        options[option.Name] = TextOf(path, option);
                    }

                    break;
                default:
                    Check(false, path, $"its '{property.Name}' is none of task, seed, threads and options");
                    break;
            }
        }

        return new RunConfig(task, seed, threads, options);
    }

    static bool TrySeed(JsonElement value, out ulong seed)
    {
        seed = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out seed);
    }

    static string TextOf(string path, JsonProperty option)
    {
        Check(option.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False, path, $"its option '{option.Name}' is neither a text, a number nor true or false");
        return option.Value.ValueKind == JsonValueKind.String ? option.Value.GetString()! : option.Value.GetRawText();
    }

    static void Check(bool holds, string path, string otherwise)
    {
        if (!holds)
        {
            throw new RnnException(FailureKind.Config, $"'{path}' cannot be used because {otherwise}; correct it there.");
        }
    }
}
