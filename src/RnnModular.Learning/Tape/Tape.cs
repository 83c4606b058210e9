namespace RnnModular.Learning;

/// <summary>
/// Records the coarse operations of one pass in order and runs them backward. A gradient that nobody sent is never
/// computed, and the first one sent is written, not added, so no gradient is cleared for nothing. After warm-up a pass
/// allocates nothing.
/// </summary>
/// <param name="team">The workers every layer uses.</param>
public sealed class Tape(IWorkerTeam team) : IDisposable
{
    readonly Arena _arena = new();
    readonly List<TapeNode> _nodes = [];
    readonly List<TensorRecord> _tensors = [];
    readonly Dictionary<object, NodePool> _pools = new(ReferenceEqualityComparer.Instance);
    readonly List<NodePool> _allPools = [];

    /// <summary>The workers every layer uses.</summary>
    public IWorkerTeam Team { get; } = team;

    /// <summary>True when this pass will be run backward and layers such as dropout act.</summary>
    public bool Training { get; private set; }

    /// <summary>The training step of this pass; it decides the random numbers of layers such as dropout.</summary>
    public long Step { get; private set; }

    /// <summary>Counts the passes, so that a layer can tell a new one.</summary>
    public long Pass { get; private set; }

    /// <summary>Sum of the losses recorded in this pass.</summary>
    public double Loss { get; private set; }

    /// <summary>Starts a pass: all tensors of the pass before are gone.</summary>
    /// <param name="training">True to be able to run backward.</param>
    /// <param name="step">The training step, at least 0.</param>
    public void Begin(bool training, long step = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        _arena.Reset();
        _nodes.Clear();
        _tensors.Clear();
        foreach (NodePool pool in _allPools)
        {
            pool.TakeBack();
        }

        Training = training;
        Step = step;
        Pass++;
        Loss = 0;
    }

    /// <summary>Memory for this pass: [rows, columns], aligned rows, values undefined.</summary>
    public MatrixView Matrix(int rows, int columns) => _arena.Matrix(rows, columns);

    /// <summary>Puts a matrix on the tape that needs no gradient.</summary>
    public Tensor Constant(MatrixView value) => Add(value, null, wantsGradient: false);

    /// <summary>Puts a matrix on the tape whose gradient can be read after <see cref="Backward"/>.</summary>
    /// <param name="value">[rows, columns], aligned rows.</param>
    /// <param name="name">For messages.</param>
    public Tensor Variable(MatrixView value, string name = "input") => Add(value, name, wantsGradient: true);

    /// <summary>Puts a new matrix on the tape for a layer to fill.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="name">The layer's name, for messages.</param>
    public Tensor Create(int rows, int columns, string name) => Variable(Matrix(rows, columns), name);

    /// <summary>
    /// A node of this kind of layer, used again from earlier passes where there is one. The tape keeps the nodes of every
    /// layer it has met, so layers and losses are made once and not anew in each pass.
    /// </summary>
    public TNode Take<TNode>(INodeSource<TNode> source) where TNode : TapeNode
    {
        if (!_pools.TryGetValue(source, out NodePool? pool))
        {
            pool = new NodePool();
            _pools.Add(source, pool);
            _allPools.Add(pool);
        }

        return pool.Take(source);
    }

    /// <summary>Notes that this node ran; ignored when not training.</summary>
    public void Record(TapeNode node)
    {
        if (Training)
        {
            _nodes.Add(node);
        }
    }

    /// <summary>Adds to <see cref="Loss"/>.</summary>
    public void AddLoss(double loss) => Loss += loss;

    /// <summary>Runs all recorded nodes backward; parameter gradients are added to.</summary>
    /// <exception cref="InvalidOperationException">The pass is not a training pass.</exception>
    public void Backward()
    {
        if (!Training)
        {
            throw new InvalidOperationException("Only a training pass can be run backward.");
        }

        for (int node = _nodes.Count - 1; node >= 0; node--)
        {
            _nodes[node].Backward(this);
        }
    }

    /// <summary>True when somebody may ask for this tensor's gradient.</summary>
    public bool WantsGradient(Tensor tensor) => !tensor.IsNone && _tensors[tensor.Id - 1].WantsGradient;

    /// <summary>The gradient that has arrived for a tensor, or <see cref="MatrixView.None"/> when none has.</summary>
    public MatrixView GradientOf(Tensor tensor) => tensor.IsNone ? MatrixView.None : _tensors[tensor.Id - 1].Gradient;

    /// <summary>Where a node writes the gradient of one of its inputs.</summary>
    /// <param name="tensor">The input.</param>
    /// <param name="accumulate">True when values are there to be added to; false when the memory is to be overwritten.</param>
    public MatrixView GradientTarget(Tensor tensor, out bool accumulate)
    {
        TensorRecord record = _tensors[tensor.Id - 1];
        accumulate = !record.Gradient.IsNone;
        if (!accumulate)
        {
            record = record with { Gradient = Matrix(tensor.Rows, tensor.Columns) };
            _tensors[tensor.Id - 1] = record;
        }

        return record.Gradient;
    }

    /// <summary>The gradient of an input to add to, zero at first.</summary>
    public MatrixView GradientSum(Tensor tensor)
    {
        MatrixView gradient = GradientTarget(tensor, out bool accumulate);
        if (!accumulate)
        {
            gradient.Clear();
        }

        return gradient;
    }

    /// <summary>The name of the first tensor of this pass, in the order of computing, that holds a NaN or an infinity; else null.</summary>
    public string? FirstNonFinite()
    {
        foreach (TensorRecord tensor in _tensors)
        {
            for (int row = 0; row < tensor.Value.Rows; row++)
            {
                if (!NonFinite.None(tensor.Value[row]))
                {
                    return tensor.Name ?? "input";
                }
            }
        }

        return null;
    }

    /// <summary>Frees all memory and nodes.</summary>
    public void Dispose()
    {
        foreach (NodePool pool in _allPools)
        {
            pool.Dispose();
        }

        _arena.Dispose();
    }

    Tensor Add(MatrixView value, string? name, bool wantsGradient)
    {
        _tensors.Add(new TensorRecord(value, MatrixView.None, name, wantsGradient && Training));
        return new Tensor(_tensors.Count, value);
    }

    readonly record struct TensorRecord(MatrixView Value, MatrixView Gradient, string? Name, bool WantsGradient);
}
