namespace RnnModular.Hosting.Loop;

/// <summary>Where the engine is, as each system sees it.</summary>
/// <param name="Step">Minibatches trained, the one of this tick included once it is trained.</param>
/// <param name="Epoch">The epoch of the last minibatch, from 1; 0 before the first.</param>
/// <param name="Elapsed">Wall time since the engine's first tick.</param>
/// <param name="IsEvalDue">True when the minibatch of this tick ended an epoch.</param>
/// <param name="IsCheckpointDue">True when this tick ends the training, or the cadence asks for a checkpoint.</param>
public readonly record struct Tick(long Step, int Epoch, TimeSpan Elapsed, bool IsEvalDue, bool IsCheckpointDue);
