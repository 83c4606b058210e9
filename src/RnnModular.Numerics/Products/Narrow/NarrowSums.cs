namespace RnnModular.Numerics;

/// <summary>The loop over the depth: up to eight vectors of outputs at once, each a chain of its own in a register.</summary>
static unsafe class NarrowSums<TLanes, TSum, TOperand>
    where TLanes : struct, INarrowLanes<TSum, TOperand>
    where TSum : unmanaged
{
    /// <summary>sums[columns] (+)= weights · operand.</summary>
    /// <param name="weights">Where each vector's first pair of weights lies.</param>
    /// <param name="columns">Vectors.</param>
    /// <param name="step">Bytes from one pair to the next.</param>
    /// <param name="operand">Its values.</param>
    /// <param name="pairs">How many pairs of them.</param>
    /// <param name="sums">The sums.</param>
    /// <param name="add">True to go on from what is there.</param>
    public static void Add(byte** weights, int columns, nint step, byte* operand, nint pairs, TSum* sums, bool add)
    {
        while (columns > 0)
        {
            int taken = Some(weights, columns, step, operand, pairs, sums, add);
            weights += taken;
            columns -= taken;
            sums += taken;
        }
    }

    // Tiles have one to four gates in one, two, four or eight vectors.
    static int Some(byte** weights, int columns, nint step, byte* operand, nint pairs, TSum* sums, bool add) => columns switch
    {
        1 => Chains<Count1>(weights, step, operand, pairs, sums, add),
        2 => Chains<Count2>(weights, step, operand, pairs, sums, add),
        3 => Chains<Count3>(weights, step, operand, pairs, sums, add),
        4 or 5 => Chains<Count4>(weights, step, operand, pairs, sums, add),
        6 or 7 => Chains<Count6>(weights, step, operand, pairs, sums, add),
        _ => Chains<Count8>(weights, step, operand, pairs, sums, add),
    };

    // The count is a constant to the JIT: what lies behind a condition on it is compiled or is not there.
    static int Chains<TCount>(byte** weights, nint step, byte* operand, nint pairs, TSum* sums, bool add)
        where TCount : struct, ICount
    {
        int count = TCount.Value;
        byte* w0 = weights[0];
        byte* w1 = count > 1 ? weights[1] : null;
        byte* w2 = count > 2 ? weights[2] : null;
        byte* w3 = count > 3 ? weights[3] : null;
        byte* w4 = count > 4 ? weights[4] : null;
        byte* w5 = count > 4 ? weights[5] : null;
        byte* w6 = count > 6 ? weights[6] : null;
        byte* w7 = count > 6 ? weights[7] : null;
        TSum s0 = default, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        if (add)
        {
            s0 = sums[0];
            s1 = count > 1 ? sums[1] : default;
            s2 = count > 2 ? sums[2] : default;
            s3 = count > 3 ? sums[3] : default;
            s4 = count > 4 ? sums[4] : default;
            s5 = count > 4 ? sums[5] : default;
            s6 = count > 6 ? sums[6] : default;
            s7 = count > 6 ? sums[7] : default;
        }

        nint at = 0;
        for (byte* end = operand + (pairs * TLanes.PairBytes); operand < end; operand += TLanes.PairBytes, at += step)
        {
            TOperand both = TLanes.Pair(operand);
            s0 = TLanes.MultiplyAdd(w0 + at, both, s0);
            if (count > 1)
            {
                s1 = TLanes.MultiplyAdd(w1 + at, both, s1);
            }

            if (count > 2)
            {
                s2 = TLanes.MultiplyAdd(w2 + at, both, s2);
            }

            if (count > 3)
            {
                s3 = TLanes.MultiplyAdd(w3 + at, both, s3);
            }

            if (count > 4)
            {
                s4 = TLanes.MultiplyAdd(w4 + at, both, s4);
                s5 = TLanes.MultiplyAdd(w5 + at, both, s5);
            }

            if (count > 6)
            {
                s6 = TLanes.MultiplyAdd(w6 + at, both, s6);
                s7 = TLanes.MultiplyAdd(w7 + at, both, s7);
            }
        }

        sums[0] = s0;
        if (count > 1)
        {
            sums[1] = s1;
        }

        if (count > 2)
        {
            sums[2] = s2;
        }

        if (count > 3)
        {
            sums[3] = s3;
        }

        if (count > 4)
        {
            sums[4] = s4;
            sums[5] = s5;
        }

        if (count > 6)
        {
            sums[6] = s6;
            sums[7] = s7;
        }

        return count;
    }

    interface ICount
    {
        static abstract int Value { get; }
    }

    readonly struct Count1 : ICount
    {
        public static int Value => 1;
    }

    readonly struct Count2 : ICount
    {
        public static int Value => 2;
    }

    readonly struct Count3 : ICount
    {
        public static int Value => 3;
    }

    readonly struct Count4 : ICount
    {
        public static int Value => 4;
    }

    readonly struct Count6 : ICount
    {
        public static int Value => 6;
    }

    readonly struct Count8 : ICount
    {
        public static int Value => 8;
    }
}
