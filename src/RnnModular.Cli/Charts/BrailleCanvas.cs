namespace RnnModular.Cli.Charts;

/// <summary>A drawing surface of braille characters: each holds 2 × 4 dots and one colour.</summary>
sealed class BrailleCanvas(int columns, int rows)
{
    const char Empty = '\u2800';

    // Bits of the dots of a braille character, by row and column (Unicode 15, block 2800).
    static readonly byte[] _bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

    readonly byte[] _dots = new byte[columns * rows];
    readonly int[] _colours = new int[columns * rows];

    /// <summary>Dots across.</summary>
    public int Width => 2 * columns;

    /// <summary>Dots down.</summary>
    public int Height => 4 * rows;

    /// <summary>Sets a dot; outside the canvas nothing happens. The last colour in a character wins.</summary>
    public void Set(int x, int y, int colour)
    {
        if ((uint)x < (uint)Width && (uint)y < (uint)Height)
        {
            int cell = (y / 4 * columns) + (x / 2);
            _dots[cell] |= _bits[(2 * (y % 4)) + (x % 2)];
            _colours[cell] = colour;
        }
    }

    /// <summary>Draws a run of points with a pattern of dots set and left out.</summary>
    public void Line(IReadOnlyList<(double X, double Y)> run, LineStyle style)
    {
        int phase = 0;
        for (int index = 0; index < run.Count; index++)
        {
            (double x, double y) = run[Math.Max(index - 1, 0)];
            (double toX, double toY) = run[index];
            int steps = (int)Math.Clamp(Math.Ceiling(Math.Max(Math.Abs(toX - x), Math.Abs(toY - y))), 1, Width + Height);
            for (int step = index == 0 ? steps : 1; step <= steps; step++)
            {
                if (phase++ % (style.On + style.Off) < style.On)
                {
                    double part = (double)step / steps;
                    Set((int)Math.Round(x + (part * (toX - x))), (int)Math.Round(y + (part * (toY - y))), style.Ansi);
                }
            }
        }
    }

    /// <summary>One row of characters.</summary>
    public string Row(int row, bool colour)
    {
        System.Text.StringBuilder text = new();
        int current = 0;
        for (int column = 0; column < columns; column++)
        {
            int cell = (row * columns) + column;
            int wanted = _dots[cell] == 0 ? current : _colours[cell];
            if (colour && wanted != current)
            {
                text.Append(Ansi.Start(wanted));
                current = wanted;
            }

            text.Append(_dots[cell] == 0 ? ' ' : (char)(Empty + _dots[cell]));
        }

        return current != 0 ? text + Ansi.End : text.ToString().TrimEnd();
    }
}
