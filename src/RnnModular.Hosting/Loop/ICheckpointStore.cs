namespace RnnModular.Hosting.Loop;

/// <summary>Where checkpoints lie.</summary>
public interface ICheckpointStore
{
    /// <summary>Writes a checkpoint of the training as it stands.</summary>
    /// <exception cref="RnnException">It cannot be written.</exception>
    void Save(ITraining training);

    /// <summary>Takes the training to where its last checkpoint left off.</summary>
    /// <returns>False when there is none, or none is wanted.</returns>
    /// <exception cref="RnnException">There is one, but it does not fit.</exception>
    bool TryRestore(ITraining training);
}
