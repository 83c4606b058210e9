namespace RnnModular.Learning;

/// <summary>A weighted mean of values as they come (West 1979).</summary>
public struct RunningMean
{
    /// <summary>Sum of the weights so far.</summary>
    public double Weight { get; private set; }

    /// <summary>The mean so far; 0 before the first value.</summary>
    public double Value { get; private set; }

    /// <summary>Takes in one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="weight">Above 0, for instance the number of items it is the mean of.</param>
    public void Add(double value, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        Weight += weight;
        Value += (value - Value) * (weight / Weight);
    }
}
