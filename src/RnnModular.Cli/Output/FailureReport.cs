using System.Text.Json.Nodes;

namespace RnnModular.Cli.Output;

/// <summary>Tells a failure: one sentence on standard error, and with JSON one object on standard output.</summary>
static class FailureReport
{
    const int Cancelled = 130;
    const string TraceVariable = "RNN_TRACE";

    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Exception error, bool json, Surroundings surroundings)
    {
        (string kind, int code, string sentence) = error switch
        {
            RnnException known => (JsonText.Camel(known.Kind.ToString()), (int)known.Kind, known.Message),
            CancelledException stopped => ("cancelled", Cancelled, stopped.Message),
            OperationCanceledException => ("cancelled", Cancelled, "Stopped."),
            OutOfMemoryException => (JsonText.Camel(nameof(FailureKind.Config)), (int)FailureKind.Config, "The command cannot go on because this machine has not enough memory for it; choose smaller sizes."),
            _ => ("internal", (int)FailureKind.Internal, OfOurs(error)),
        };
        surroundings.Error.WriteLine(code == Cancelled ? sentence : $"error: {sentence}");
        if (code != Cancelled && surroundings.Environment(TraceVariable) is "1" or "true")
        {
            surroundings.Error.WriteLine(error);
        }

        if (json)
        {
            JsonObject about = new() { ["kind"] = kind, ["message"] = sentence, ["exitCode"] = code };
            surroundings.Output.WriteLine(new JsonObject { ["error"] = about }.ToJsonString(JsonText.OneLine));
        }

        return code;
    }

    static string OfOurs(Exception error) =>
        $"rnn failed because of a fault of its own ({error.GetType().Name}: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}); set {TraceVariable}=1 to see where, and report it.";
}
