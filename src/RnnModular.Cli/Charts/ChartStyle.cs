namespace RnnModular.Cli.Charts;

/// <summary>How a line of a chart looks; told apart by colour and, for eyes or printers without colour, by dash.</summary>
/// <param name="Colour">For SVG.</param>
/// <param name="Ansi">The colour's number among a terminal's 256.</param>
/// <param name="Dash">SVG dash pattern; empty for a solid line.</param>
/// <param name="On">Dots drawn in a row in the terminal.</param>
/// <param name="Off">Dots left out after them.</param>
/// <param name="Width">Stroke width in SVG units.</param>
sealed record LineStyle(string Colour, int Ansi, string Dash, int On, int Off, double Width)
{
    static readonly LineStyle[] _history = [new("#64707f", 245, "", 1, 0, 1.8)];
    static readonly LineStyle[] _truth = [new("#14171c", 231, "", 1, 0, 2.2)];
    static readonly LineStyle[] _training = [new("#0072b2", 39, "", 1, 0, 1.8)];
    static readonly LineStyle[] _validation = [new("#d55e00", 208, "7 4", 4, 3, 2.2)];

    // Colours after Okabe and Ito (2008), who chose them for every kind of colour vision.
    static readonly LineStyle[] _model =
    [
        new("#0072b2", 39, "", 1, 0, 2.6),
        new("#009e73", 36, "10 3", 6, 2, 2.2),
        new("#56b4e9", 117, "10 3 2 3", 5, 3, 2.2),
    ];

    static readonly LineStyle[] _baseline =
    [
        new("#d55e00", 208, "7 4", 3, 3, 1.8),
        new("#aa4499", 170, "2 3.5", 1, 3, 2),
        new("#b58900", 178, "9 3 2 3", 1, 6, 1.8),
    ];

    /// <summary>The colour of bands.</summary>
    public const string BandColour = "#0072b2";

    /// <summary>The terminal's colour of bands.</summary>
    public const int BandAnsi = 67;

    /// <summary>The styles of a chart's lines, in their order; lines of one role are told apart among themselves.</summary>
    public static IReadOnlyList<LineStyle> For(IReadOnlyList<ChartLine> lines)
    {
        Dictionary<ChartRole, int> seen = [];
        List<LineStyle> styles = [];
        foreach (ChartLine line in lines)
        {
            int before = seen.GetValueOrDefault(line.Role);
            seen[line.Role] = before + 1;
            LineStyle[] choices = line.Role switch
            {
                ChartRole.History => _history,
                ChartRole.Truth => _truth,
                ChartRole.Baseline => _baseline,
                ChartRole.Training => _training,
                ChartRole.Validation => _validation,
                _ => _model,
            };
            styles.Add(choices[before % choices.Length]);
        }

        return styles;
    }
}
