namespace RnnModular.Numerics;

/// <summary>In which order a run goes through sequences and steps. Rows know nothing of each other, so it changes no bit.</summary>
public abstract unsafe partial class CompiledWorkspace
{
    // Floats of all sequences' matrices that stay in the second-level cache beside the parameters.
    const long CachedFloats = 1 << 16;

    // Lanes of all sequences, up to which a kernel's strides from step to step cost less than a call for each step.
    const int FewLanes = 512;

    /// <summary>True when the loop is made of matrices among the values and has no product that would want several sequences at once.</summary>
    protected virtual bool TakesSequencesAlone => false;

    /// <summary>
    /// How many steps a kernel walks before it turns to the next lanes: with few lanes all, and states never leave their
    /// registers; with many one, since what lies side by side must not be read far apart.
    /// </summary>
    protected static int StepsAtOnce(long lanes) => lanes <= FewLanes ? int.MaxValue : 1;

    /// <summary>
    /// How many sequences go through the steps together: all, so that products have rows, or one after the other where none has
    /// products and the matrices of all would not stay in the cache from step to step. The choice changes no bit.
    /// </summary>
    int SequencesAtOnce(int sequences) => TakesSequencesAlone && sequences * FloatsOfASequence() > CachedFloats ? 1 : Math.Max(1, sequences);

    long FloatsOfASequence()
    {
        long floats = 0;
        foreach (RowStore scratch in _scratch)
        {
            floats += scratch.Stride;
        }

        foreach (RowStore total in _totals)
        {
            floats += total.Stride;
        }

        foreach (StateHistory history in _histories)
        {
            floats += history.Stride;
        }

        return floats;
    }

    /// <summary>Steps from this one on that take the same sequences.</summary>
    int StepsAlike(int step)
    {
        if (Layout.IsDense)
        {
            return Layout.Steps - step;
        }

        int end = step + 1;
        while (end < Layout.Steps && Layout.Alive(end) == Layout.Alive(step))
        {
            end++;
        }

        return end - step;
    }

    /// <summary>
    /// Steps from this one back that take the same sequences and find the states before them as far apart: where sequences have
    /// ended, the rows before a step are more than its own.
    /// </summary>
    int StepsAlikeBack(int step)
    {
        if (Layout.IsDense)
        {
            return step + 1;
        }

        int first = step;
        while (first > 0 && Layout.Alive(first - 1) == Layout.Alive(step) && (first == 1 || Layout.Alive(first - 2) == Layout.Alive(step)))
        {
            first--;
        }

        return step - first + 1;
    }
}
