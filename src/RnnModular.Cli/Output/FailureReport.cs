using System.Text.Json.Nodes;

namespace RnnModular.Cli.Output;

/// <summary>Tells a failure: one sentence on standard error, and with JSON one object on standard output.</summary>
static class FailureReport
{
    const string TraceVariable = "RNN_TRACE";

    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Exception error, bool json, Surroundings surroundings)
    {
        FailureKind kind = (error as RnnException)?.Kind ?? FailureKind.Internal;
        string sentence = error is RnnException
            ? error.Message
            : $"rnn failed because of a fault of its own ({error.GetType().Name}: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}); set {TraceVariable}=1 to see where, and report it.";
        surroundings.Error.WriteLine($"error: {sentence}");
        if (surroundings.Environment(TraceVariable) is "1" or "true")
        {
            surroundings.Error.WriteLine(error);
        }

        if (json)
        {
            JsonObject about = new()
            {
                ["kind"] = JsonText.Camel(kind.ToString()),
                ["message"] = sentence,
                ["exitCode"] = (int)kind,
            };
            surroundings.Output.WriteLine(new JsonObject { ["error"] = about }.ToJsonString(JsonText.OneLine));
        }

        return (int)kind;
    }
}
