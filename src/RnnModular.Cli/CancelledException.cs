namespace RnnModular.Cli;

/// <summary>The person stopped the work; the message says what has been kept and how to go on.</summary>
sealed class CancelledException(string message) : OperationCanceledException(message);
