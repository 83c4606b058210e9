namespace RnnModular.Hosting.Loop;

/// <summary>On the first tick: takes up the last checkpoint if there is one, and says that the training begins.</summary>
sealed class LoadSystem(EngineState state, ICheckpointStore store, ITrainingReporter reporter) : ISystem
{
    bool _isLoaded;

    public void Update(in Tick tick)
    {
        if (!_isLoaded)
        {
            _isLoaded = true;
            bool resumed = store.TryRestore(state.Training);
            reporter.Started(state.Training.PlannedSteps, resumed);
        }
    }
}
