namespace RnnModular.Learning;

/// <summary>The nodes of one layer on one tape, handed out in order and taken back all at once.</summary>
sealed class NodePool : IDisposable
{
    readonly List<TapeNode> _nodes = [];
    int _used;

    public TNode Take<TNode>(INodeSource<TNode> source) where TNode : TapeNode
    {
        if (_used == _nodes.Count)
        {
            _nodes.Add(source.CreateNode());
        }

        return (TNode)_nodes[_used++];
    }

    public void TakeBack() => _used = 0;

    public void Dispose()
    {
        foreach (TapeNode node in _nodes)
        {
            node.Dispose();
        }
    }
}
