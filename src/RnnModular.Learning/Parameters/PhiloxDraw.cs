using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>Initial values drawn one after the other, row by row, from a stream.</summary>
sealed class PhiloxDraw(Philox stream) : InitialDraw
{
    /// <summary>Fills a row-major parameter.</summary>
    public void Fill(Span<float> values, int columns, Func<InitialDraw, double> value)
    {
        for (int index = 0; index < values.Length; index++)
        {
            (Row, Column) = (index / columns, index % columns);
            values[index] = (float)value(this);
        }
    }

    /// <inheritdoc/>
    public override double Uniform(double low, double high) => low + ((high - low) * stream.NextDouble());

    /// <inheritdoc/>
    public override double Normal(double mean, double deviation) => mean + (deviation * stream.NextNormal());
}
