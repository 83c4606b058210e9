namespace RnnModular.Learning;

/// <summary>
/// One coarse operation on a tape. Nodes belong to the tape that asked for them and are used again in every pass, so
/// recording makes no garbage.
/// </summary>
public abstract class TapeNode : IDisposable
{
    /// <summary>Reads the gradient of its outputs and hands on the gradient of its inputs and parameters.</summary>
    public abstract void Backward(Tape tape);

    /// <summary>Frees what the node keeps between passes.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>A layer that puts nodes of its own kind on tapes.</summary>
/// <typeparam name="TNode">The kind of node.</typeparam>
public interface INodeSource<out TNode> where TNode : TapeNode
{
    /// <summary>Makes one more node; called only while a tape is warming up.</summary>
    TNode CreateNode();
}
