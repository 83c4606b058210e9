using RnnModular.Numerics;

namespace RnnModular.Cli.Benchmarks;

/// <summary>What narrow weights cost: how far the outputs of one stream stray from those of float32 weights.</summary>
/// <param name="Largest">The largest difference of any output at any step, over the RMS of all outputs.</param>
/// <param name="Rms">The RMS of all differences, over the RMS of all outputs.</param>
readonly record struct AccuracyLoss(double Largest, double Rms)
{
    /// <summary>Steps of the stream.</summary>
    public const int Steps = 256;

    /// <summary>Runs a stream of random inputs from -1 to 1 in both formats, each with a state of its own.</summary>
    public static AccuracyLoss Measure(RecurrentCell cell, WeightFormat format, ulong seed)
    {
        using CellWorkspace wide = cell.CreateWorkspace();
        using CellWorkspace narrow = cell.CreateWorkspace(format);
        using AlignedBuffer wideState = new(cell.StateWidth), narrowState = new(cell.StateWidth);
        cell.Start(wideState.Span);
        cell.Start(narrowState.Span);
        Philox random = new(seed, "accuracy");
        var x = new float[cell.InputWidth];
        float[] expected = new float[cell.OutputSize], actual = new float[cell.OutputSize];
        double largest = 0, differences = 0, outputs = 0;
        for (int step = 0; step < Steps; step++)
        {
            random.FillUniform(x, -1, 1);
            wide.Step(x, wideState.Span, expected);
            narrow.Step(x, narrowState.Span, actual);
            for (int lane = 0; lane < expected.Length; lane++)
            {
                double difference = (double)actual[lane] - expected[lane];
                largest = Math.Max(largest, Math.Abs(difference));
                differences += difference * difference;
                outputs += (double)expected[lane] * expected[lane];
            }
        }

        return new AccuracyLoss(largest / Math.Sqrt(outputs / Steps / expected.Length), Math.Sqrt(differences / outputs));
    }
}
