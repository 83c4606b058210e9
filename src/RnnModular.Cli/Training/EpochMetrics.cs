namespace RnnModular.Cli.Training;

/// <summary>One epoch as measured.</summary>
/// <param name="Step">Minibatches so far.</param>
/// <param name="Epoch">Epochs so far.</param>
/// <param name="Loss">Mean training loss over the epoch's minibatches.</param>
/// <param name="GradientNorm">Mean gradient norm over them.</param>
/// <param name="Validation">The task's validation metrics.</param>
/// <param name="Seconds">Training time so far.</param>
sealed record EpochMetrics(long Step, int Epoch, double Loss, double GradientNorm, IReadOnlyDictionary<string, double> Validation, double Seconds);
