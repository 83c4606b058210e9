namespace RnnModular.Cli.Cells;

/// <summary>Everything that comes out of a problem, in one order for all engines.</summary>
/// <param name="Forward">Outputs and final states, by what they are.</param>
/// <param name="Gradients">Gradients by what they belong to.</param>
sealed record ProblemResult(IReadOnlyDictionary<string, double[]> Forward, IReadOnlyDictionary<string, double[]> Gradients)
{
    /// <summary>Largest difference to a reference, each relative to the largest value of its tensor (at least 1); NaN if any value is.</summary>
    public static double Distance(IReadOnlyDictionary<string, double[]> values, IReadOnlyDictionary<string, double[]> reference)
    {
        double largest = 0;
        foreach ((string name, double[] expected) in reference)
        {
            double scale = expected.Length == 0 ? 1 : Math.Max(1, expected.Max(Math.Abs));
            double[] actual = values[name];
            for (int index = 0; index < expected.Length; index++)
            {
                double difference = Math.Abs(actual[index] - expected[index]) / scale;
                largest = double.IsNaN(difference) ? double.NaN : Math.Max(largest, difference);
            }
        }

        return largest;
    }
}
