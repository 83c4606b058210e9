namespace RnnModular.Learning;

/// <summary>Watches the validation loss, keeps the weights of its best moment, and says when waiting is over (Prechelt 1998).</summary>
/// <param name="store">The weights.</param>
/// <param name="patience">Evaluations without a new best that are still borne; null never stops, and only keeps the best.</param>
/// <param name="minDelta">A new best is lower than the old one by more than this.</param>
public sealed class EarlyStopping(ParameterStore store, int? patience, double minDelta = 0)
{
    float[] _weights = [];

    /// <summary>The lowest loss, or infinity before the first.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>True once a loss was taken notice of.</summary>
    public bool HasBest => BestLoss < double.PositiveInfinity;

    /// <summary>The training step of the lowest loss.</summary>
    public long BestStep { get; private set; }

    /// <summary>Evaluations since then.</summary>
    public long Waited { get; private set; }

    /// <summary>True when waiting is over.</summary>
    public bool ShouldStop => patience is int borne && Waited > borne;

    /// <summary>Takes notice of a loss measured with the weights as they are now.</summary>
    /// <returns>True for a new best.</returns>
    public bool Observe(double loss, long step)
    {
        if (!(loss < BestLoss - minDelta))
        {
            Waited++;
            return false;
        }

        BestLoss = loss;
        BestStep = step;
        Waited = 0;
        MakeRoom();
        store.Values.CopyTo(_weights);
        return true;
    }

    /// <summary>Puts the best weights back; without any evaluation the weights stay.</summary>
    public void UseBest()
    {
        if (HasBest)
        {
            _weights.CopyTo(store.Values);
            store.MarkChanged();
        }
    }

    /// <summary>Writes the best weights and the counters.</summary>
    public void Save(ITensorSink sink)
    {
        sink.Real("loss", BestLoss);
        sink.Integer("step", BestStep);
        sink.Integer("waited", Waited);
        MakeRoom();
        store.Save(sink.Under("weights/"), _weights);
    }

    /// <summary>Reads the best weights and the counters.</summary>
    /// <exception cref="RnnException">They do not fit.</exception>
    public void Restore(ITensorSource source)
    {
        BestLoss = source.Real("loss");
        BestStep = source.Integer("step");
        Waited = source.Integer("waited");
        MakeRoom();
        store.Load(source.Under("weights/"), _weights);
    }

    void MakeRoom()
    {
        if (_weights.Length != store.Count)
        {
            _weights = new float[store.Count];
        }
    }
}
