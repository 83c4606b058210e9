namespace RnnModular.Learning;

/// <summary>The moving parts of a training beside the model.</summary>
/// <param name="Store">The weights.</param>
/// <param name="Optimizer">Changes them.</param>
/// <param name="Schedule">The learning rate.</param>
/// <param name="Batcher">The minibatches.</param>
/// <param name="Team">The workers.</param>
public sealed record TrainerParts(ParameterStore Store, Optimizer Optimizer, Schedule Schedule, Batcher Batcher, IWorkerTeam Team);
