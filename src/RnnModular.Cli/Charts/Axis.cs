namespace RnnModular.Cli.Charts;

/// <summary>A place on an axis, and what is written there.</summary>
readonly record struct Tick(double Value, string Label);

/// <summary>A linear or logarithmic axis: its range, its round ticks, and where a value lies on it.</summary>
sealed class Axis
{
    // Beyond this, differences of two values would overflow.
    const double Largest = 1e300;

    readonly bool _logarithmic;

    Axis(double low, double high, bool logarithmic, IReadOnlyList<Tick> ticks)
    {
        Low = low;
        High = high;
        _logarithmic = logarithmic;
        Ticks = ticks;
    }

    /// <summary>The smallest value on it.</summary>
    public double Low { get; }

    /// <summary>The largest value on it; always more than <see cref="Low"/>.</summary>
    public double High { get; }

    /// <summary>The ticks, ascending.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Makes an axis over values.</summary>
    /// <param name="values">What it must show; what is not finite (or not positive, for logarithms) is passed over.</param>
    /// <param name="wanted">About how many ticks.</param>
    /// <param name="logarithmic">True for logarithms, where any value is positive.</param>
    /// <param name="roundEnds">True ends the axis on ticks.</param>
    public static Axis Over(IEnumerable<double> values, int wanted, bool logarithmic, bool roundEnds)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        double positive = double.PositiveInfinity;
        foreach (double value in values.Where(double.IsFinite))
        {
            double kept = Math.Clamp(value, -Largest, Largest);
            low = Math.Min(low, kept);
            high = Math.Max(high, kept);
            positive = kept > 0 ? Math.Min(positive, kept) : positive;
        }

        if (logarithmic && double.IsFinite(positive))
        {
            return Logarithmic(positive, Math.Max(high, positive), wanted);
        }

        if (low > high)
        {
            (low, high) = (0, 1);
        }

        // A constant, or one that floating point cannot tell from a constant, gets room on both sides.
        if (high - low <= 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            double room = Math.Max(0.05 * Math.Abs(low), double.Epsilon * 1e10);
            room = low == 0 ? 1 : room;
            (low, high) = (low - room, high + room);
        }

        return Linear(low, high, wanted, roundEnds);
    }

    /// <summary>The same axis with other ticks; those outside it are left out.</summary>
    public Axis With(IEnumerable<Tick> ticks) =>
        new(Low, High, _logarithmic, [.. ticks.Where(t => t.Value >= Low && t.Value <= High).OrderBy(t => t.Value)]);

    /// <summary>Where a value lies: 0 at the low end, 1 at the high end; NaN for what has no place.</summary>
    public double Fraction(double value)
    {
        if (_logarithmic)
        {
            return value > 0 ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low)) : double.NaN;
        }

        return (Math.Clamp(value, -Largest, Largest) - Low) / (High - Low);
    }

    /// <summary>The step of 1, 2 or 5 times a power of ten that cuts a span into at most the wanted number of parts.</summary>
    public static double RoundStep(double span, int wanted)
    {
        double rough = span / Math.Max(wanted, 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (factor * power >= rough * (1 - 1e-9))
            {
                return factor * power;
            }
        }

        return 10 * power;
    }

    static Axis Linear(double low, double high, int wanted, bool roundEnds)
    {
        double step = RoundStep(high - low, wanted);
        if (!double.IsNormal(step))
        {
            return new Axis(low, high, false, []);
        }

        double first = roundEnds ? Math.Floor((low / step) + 1e-9) : Math.Ceiling((low / step) - 1e-9);
        double last = roundEnds ? Math.Ceiling((high / step) - 1e-9) : Math.Floor((high / step) + 1e-9);
        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        List<Tick> ticks = [];
        for (int index = 0; first + index <= last && index <= 4 * wanted; index++)
        {
            double value = (first + index) * step;
            ticks.Add(new Tick(value, NumberText.AtStep(value, step, largest)));
        }

        return roundEnds && ticks.Count > 1
            ? new Axis(ticks[0].Value, ticks[^1].Value, false, ticks)
            : new Axis(low, high, false, ticks);
    }

    static Axis Logarithmic(double low, double high, int wanted)
    {
        // Within a factor of five, ticks at 1, 2 and 5 would be too few.
        if (high <= 5 * low && high > 1.01 * low && Linear(low, high, wanted, roundEnds: true) is { Low: > 0 } even)
        {
            return new Axis(even.Low, even.High, true, even.Ticks);
        }

        int bottom = (int)Math.Floor(Math.Log10(low));
        int top = (int)Math.Ceiling(Math.Log10(high));
        double[] factors = top - bottom <= 3 ? [1, 2, 5] : [1];
        int stride = Math.Max(1, (top - bottom + wanted - 1) / Math.Max(wanted, 1));
        List<double> values = [];
        for (int power = bottom; power <= top; power += stride)
        {
            values.AddRange(factors.Select(f => f * Math.Pow(10, power)));
        }

        // The ends go out to the nearest tick.
        double start = values.LastOrDefault(v => v <= low * (1 + 1e-9), low);
        double end = values.FirstOrDefault(v => v >= high * (1 - 1e-9), high);
        (start, end) = (start > 0 ? start : low, end > start ? end : 10 * Math.Max(start, low));
        return new Axis(start, end, true, [.. values.Where(v => v >= start && v <= end).Select(v => new Tick(v, NumberText.Short(v)))]);
    }
}
