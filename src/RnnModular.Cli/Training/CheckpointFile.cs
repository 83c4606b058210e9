using RnnModular.Hosting.Loop;
using RnnModular.Interop.SafeTensors;

namespace RnnModular.Cli.Training;

/// <summary>The one checkpoint of a run folder.</summary>
/// <param name="folder">The run folder.</param>
/// <param name="resumes">True when the training takes up the checkpoint that is there.</param>
sealed class CheckpointFile(RunFolder folder, bool resumes) : ICheckpointStore
{
    /// <inheritdoc/>
    public void Save(ITraining training)
    {
        SafeTensorsWriter writer = new();
        training.Save(writer);
        writer.Save(folder.Checkpoint);
    }

    /// <inheritdoc/>
    public bool TryRestore(ITraining training)
    {
        if (resumes)
        {
            training.Restore(SafeTensorsFile.Open(folder.Checkpoint));
        }

        return resumes;
    }
}
