namespace RnnModular.Learning;

/// <summary>
/// Changes weights by their gradients, value by value, with flat state buffers beside them. Work is shared out by ranges
/// of values, so the result does not depend on the number of threads.
/// </summary>
public abstract class Optimizer : IWork
{
    /// <summary>Below this many values per worker waking another one costs more than it brings.</summary>
    const int LeastShare = 1 << 15;

    readonly ParameterStore _store;
    readonly string[] _stateNames;
    readonly float[][] _states;

    /// <summary>An optimizer of these weights.</summary>
    /// <param name="store">The weights.</param>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="stateNames">Names of the state buffers, for checkpoints.</param>
    protected Optimizer(ParameterStore store, double learningRate, params string[] stateNames)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        _store = store;
        _stateNames = stateNames;
        _states = new float[stateNames.Length][];
        Array.Fill(_states, []);
        LearningRate = learningRate;
    }

    /// <summary>The rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>Changes all weights by their gradients.</summary>
    public void Step(IWorkerTeam team)
    {
        MakeRoom();
        StepCount++;
        Prepare();
        team.Run(this, Math.Clamp(_store.Count / LeastShare, 1, team.Size));
        _store.MarkChanged();
    }

    /// <summary>Writes the state; weights are not in it.</summary>
    public void Save(ITensorSink sink)
    {
        MakeRoom();
        sink.Integer("step", StepCount);
        for (int state = 0; state < _states.Length; state++)
        {
            _store.Save(sink.Under($"{_stateNames[state]}/"), _states[state]);
        }
    }

    /// <summary>Reads the state.</summary>
    /// <exception cref="RnnException">It does not fit.</exception>
    public void Restore(ITensorSource source)
    {
        MakeRoom();
        StepCount = source.Integer("step");
        for (int state = 0; state < _states.Length; state++)
        {
            _store.Load(source.Under($"{_stateNames[state]}/"), _states[state]);
        }
    }

    /// <summary>One worker's share of a step.</summary>
    void IWork.Execute(int worker, int workers)
    {
        int blocks = _store.Count / Alignment.Floats;
        int first = (int)((long)blocks * worker / workers) * Alignment.Floats;
        int end = (int)((long)blocks * (worker + 1) / workers) * Alignment.Floats;
        Update(_store.Values[first..end], _store.Gradients[first..end], first);
    }

    /// <summary>Computes the factors of this step.</summary>
    protected abstract void Prepare();

    /// <summary>Changes a range of weights; its length is a multiple of <see cref="Alignment.Floats"/>.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="first">Position of the range, for <see cref="State"/>.</param>
    protected abstract void Update(Span<float> weights, ReadOnlySpan<float> gradients, int first);

    /// <summary>A range of a state buffer, zero at first.</summary>
    protected Span<float> State(int state, int first, int length) => _states[state].AsSpan(first, length);

    void MakeRoom()
    {
        for (int state = 0; state < _states.Length; state++)
        {
            if (_states[state].Length != _store.Count)
            {
                Array.Resize(ref _states[state], _store.Count);
            }
        }
    }
}
