namespace RnnModular;

/// <summary>A line chart as data; the host draws it as SVG and in the terminal.</summary>
/// <param name="Title">Above the chart.</param>
/// <param name="XLabel">Below the x axis.</param>
/// <param name="YLabel">Beside the y axis.</param>
public sealed record Chart(string Title, string XLabel, string YLabel)
{
    /// <summary>The lines, drawn in order.</summary>
    public IReadOnlyList<ChartLine> Lines { get; init; } = [];

    /// <summary>Shaded bands, drawn below the lines, widest first.</summary>
    public IReadOnlyList<ChartBand> Bands { get; init; } = [];

    /// <summary>True draws the y axis in logarithms.</summary>
    public bool LogarithmicY { get; init; }

    /// <summary>Labels at x positions (for instance years); empty lets the host choose numbers.</summary>
    public IReadOnlyList<(double X, string Label)> XTicks { get; init; } = [];
}

/// <summary>What a line stands for; it decides the colour.</summary>
public enum ChartRole
{
    /// <summary>Observed past.</summary>
    History,

    /// <summary>What really happened.</summary>
    Truth,

    /// <summary>What the model says.</summary>
    Model,

    /// <summary>What a naive method says.</summary>
    Baseline,

    /// <summary>Training curve.</summary>
    Training,

    /// <summary>Validation curve.</summary>
    Validation,
}

/// <summary>A line through points; NaN in y breaks it.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Role">Decides the colour.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Values, as many as positions.</param>
public sealed record ChartLine(string Name, ChartRole Role, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>A shaded region between two curves.</summary>
/// <param name="Name">In the legend, for instance <c>80 %</c>.</param>
/// <param name="X">Positions.</param>
/// <param name="Lower">Lower edge.</param>
/// <param name="Upper">Upper edge.</param>
public sealed record ChartBand(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper);
