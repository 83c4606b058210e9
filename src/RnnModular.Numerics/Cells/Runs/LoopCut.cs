namespace RnnModular.Numerics;

/// <summary>
/// How the time loop is shared: by sequences where there are enough of them (no worker ever waits for another), by lanes
/// where one step is large (workers meet after each stage), or not at all. The choice changes no bit of the result.
/// </summary>
readonly struct LoopCut
{
    // A meeting costs about as much as this many multiply-adds.
    const long Meeting = 50_000;

    // Fewer rows than this leave the row tiles half empty.
    const int FewestRows = 4;

    readonly SequenceLayout _layout;
    readonly int _workers;
    readonly bool _byLanes;

    LoopCut(SequenceLayout layout, int workers, bool byLanes) => (_layout, _workers, _byLanes) = (layout, workers, byLanes);

    public static LoopCut Choose(SequenceLayout layout, long workPerRow, int workers) =>
        layout.Batch >= FewestRows * workers ? new LoopCut(layout, workers, false)
        : layout.Batch * workPerRow > workers * Meeting ? new LoopCut(layout, workers, true)
        : new LoopCut(layout, 1, false);

    /// <summary>True when one worker takes the whole loop.</summary>
    public bool IsWhole => _workers == 1;

    /// <summary>Sequences [First, End) of a worker: shares of about equal steps, since longer ones come first.</summary>
    public (int First, int End) Rows(int worker)
    {
        if (_byLanes)
        {
            return (0, _layout.Batch);
        }

        return worker < _workers ? (Boundary(worker), Boundary(worker + 1)) : (_layout.Batch, _layout.Batch);
    }

    /// <summary>The lanes of a worker.</summary>
    public Share Lanes(int worker, IWorkerTeam team) => _byLanes ? new Share(worker, _workers, team) : Share.Whole;

    int Boundary(int worker)
    {
        long wanted = (long)_layout.Rows * worker / _workers;
        long steps = 0;
        int row = 0;
        while (row < _layout.Batch && steps + (_layout.Lengths[row] / 2) < wanted)
        {
            steps += _layout.Lengths[row++];
        }

        return worker == _workers ? _layout.Batch : row;
    }
}
