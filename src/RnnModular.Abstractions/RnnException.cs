namespace RnnModular;

/// <summary>What kind of thing went wrong; the value is the process's exit code.</summary>
public enum FailureKind
{
    /// <summary>A fault of ours.</summary>
    Internal = 1,

    /// <summary>The command line does not say what to do.</summary>
    Usage = 2,

    /// <summary>A configuration value cannot be used.</summary>
    Config = 3,

    /// <summary>A plugin or a cell is missing or broken.</summary>
    Plugin = 4,

    /// <summary>Input data cannot be used.</summary>
    Data = 5,

    /// <summary>A checkpoint or model file cannot be used.</summary>
    Checkpoint = 6,

    /// <summary>Training produced a NaN or an infinity.</summary>
    Diverged = 7,
}

/// <summary>A failure with one sentence for people: what failed, why, and what to do. It is shown without a stack trace.</summary>
/// <param name="kind">Decides the exit code.</param>
/// <param name="message">The sentence.</param>
/// <param name="inner">The cause, for logs.</param>
public sealed class RnnException(FailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Decides the exit code.</summary>
    public FailureKind Kind { get; } = kind;
}
