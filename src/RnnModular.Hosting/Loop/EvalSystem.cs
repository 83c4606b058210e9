namespace RnnModular.Hosting.Loop;

/// <summary>Measures the training when an epoch has ended.</summary>
sealed class EvalSystem(EngineState state) : ISystem
{
    /// <summary>What was measured in this tick, or null.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; private set; }

    public void Update(in Tick tick) => Metrics = tick.IsEvalDue ? state.Training.Evaluate() : null;
}
