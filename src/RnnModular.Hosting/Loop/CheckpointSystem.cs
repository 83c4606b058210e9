namespace RnnModular.Hosting.Loop;

/// <summary>Writes a checkpoint when one is due.</summary>
sealed class CheckpointSystem(EngineState state, ICheckpointStore store) : ISystem
{
    /// <summary>True when this tick wrote one.</summary>
    public bool HasSaved { get; private set; }

    public void Update(in Tick tick)
    {
        HasSaved = tick.IsCheckpointDue;
        if (HasSaved)
        {
            Save();
        }
    }

    public void Save()
    {
        store.Save(state.Training);
        state.Checkpointed();
    }
}
