using RnnModular.Numerics;

namespace RnnModular.Cli.Benchmarks;

/// <summary>Sequence lengths as real data has them, and the dense batch to hold them against.</summary>
static class RaggedLengths
{
    /// <summary>The shortest sequence.</summary>
    public const int Least = 10;

    /// <summary>The longest sequence.</summary>
    public const int Most = 200;

    /// <summary>
    /// Lengths drawn evenly from <see cref="Least"/> … <see cref="Most"/>, in falling order. Their sum is a multiple of the
    /// batch, so that a dense batch of exactly as many steps exists.
    /// </summary>
    public static int[] Draw(int batch, ulong seed)
    {
        Philox random = new(seed, "ragged-lengths");
        var lengths = new int[batch];
        for (int row = 0; row < batch; row++)
        {
            lengths[row] = Least + random.NextInt(Most - Least + 1);
        }

        // Sequences shorter than the longest allowed take up what is missing.
        int missing = (batch - lengths.Sum() % batch) % batch;
        for (int row = 0; missing > 0; row = (row + 1) % batch)
        {
            if (lengths[row] < Most)
            {
                lengths[row]++;
                missing--;
            }
        }

        Array.Sort(lengths, (a, b) => b.CompareTo(a));
        return lengths;
    }
}
