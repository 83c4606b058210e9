using System.Xml.Linq;
using RnnModular.Cli.Charts;

namespace RnnModular.Cli.Tests.Charts;

public sealed class ChartTests
{
    static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(10, 5, 2)]
    [InlineData(9, 5, 2)]
    [InlineData(0.7, 7, 0.1)]
    [InlineData(130, 4, 50)]
    [InlineData(1, 1, 1)]
    [InlineData(1e-9, 2, 5e-10)]
    public void A_step_is_one_two_or_five_times_a_power_of_ten(double span, int wanted, double step) =>
        Assert.Equal(step, Axis.RoundStep(span, wanted), 1e-6 * step);

    [Fact]
    public void An_axis_ends_on_round_ticks_that_hold_all_values()
    {
        Axis axis = Axis.Over([104, 622], 6, logarithmic: false, roundEnds: true);

        Assert.Equal(["100", "200", "300", "400", "500", "600", "700"], axis.Ticks.Select(t => t.Label));
        Assert.Equal(0.5, axis.Fraction(400), 12);
    }

    [Fact]
    public void A_logarithmic_axis_has_ticks_at_one_two_five_or_at_powers()
    {
        Assert.Equal(["0.02", "0.05", "0.1", "0.2", "0.5", "1"], Axis.Over([0.03, 0.9], 6, true, true).Ticks.Select(t => t.Label));
        Assert.Equal(["1", "100", "1e4", "1e6", "1e8"], Axis.Over([1, 1e8], 5, true, true).Ticks.Select(t => t.Label.Replace("10000", "1e4")));
        Assert.Equal(["0.20", "0.25", "0.30", "0.35", "0.40", "0.45"], Axis.Over([0.24, 0.41], 6, true, true).Ticks.Select(t => t.Label));
        Assert.Equal(double.NaN, Axis.Over([1, 10], 5, true, true).Fraction(-1));
    }

    [Fact]
    public void An_svg_is_well_formed_and_escapes_what_people_write()
    {
        Chart chart = new("<b> & \"x\" \u0001 😀", "x>", "y&") { Lines = [new ChartLine("a<b", ChartRole.Truth, [1, 2, 3], [1, double.NaN, 2])] };

        XDocument svg = XDocument.Parse(SvgChart.Draw(chart));

        Assert.Equal("<b> & \"x\"  😀", svg.Root!.Element(_svg + "title")!.Value);
        Assert.Contains(svg.Descendants(_svg + "text"), t => t.Value == "a<b");
        Assert.Equal("0 0 960 480", (string?)svg.Root.Attribute("viewBox"));
    }

    [Fact]
    public void A_gap_breaks_a_line_and_a_lone_point_is_a_dot()
    {
        Chart chart = new("t", "x", "y") { Lines = [new ChartLine("a", ChartRole.Model, [1, 2, 3, 4, 5, 6], [1, 2, double.NaN, 3, double.NaN, 4])] };

        XDocument svg = XDocument.Parse(SvgChart.Draw(chart));

        Assert.Equal(2, svg.Descendants(_svg + "circle").Count());
    }

    [Fact]
    public void A_long_line_is_thinned_but_keeps_its_extremes()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        double[] y = [.. x.Select(i => i == 54_321 ? 9.0 : Math.Sin(i))];
        string svg = SvgChart.Draw(new Chart("t", "", "") { Lines = [new ChartLine("a", ChartRole.Training, x, y)] });

        Assert.True(svg.Length < 100_000, $"{svg.Length} characters");
        List<(double X, double Y)> run = [.. x.Select((v, i) => (v / 100, y[i]))];
        Assert.Contains(ChartPoints.Thin(run, 1000), p => p.Y == 9);
    }

    [Fact]
    public void Lines_of_one_role_differ_by_colour_and_by_dash()
    {
        ChartLine line = new("b", ChartRole.Baseline, [1], [1]);
        IReadOnlyList<LineStyle> styles = LineStyle.For([line, line, line]);

        Assert.Equal(3, styles.Select(s => s.Colour).Distinct().Count());
        Assert.Equal(3, styles.Select(s => s.Dash).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(80)]
    [InlineData(500)]
    public void A_terminal_chart_keeps_to_its_width(int width)
    {
        Chart chart = new("Title", "years", "people") { Lines = [new ChartLine("a line", ChartRole.Model, [0, 1, 2], [-5, 3, 800])], XTicks = [(0, "1950"), (1, "1951"), (2, "1952")] };

        string[] lines = TerminalChart.Draw(chart, width, 12, colour: false).Split('\n');

        Assert.All(lines, l => Assert.True(l.Length <= Math.Clamp(width, 30, 140), l));
        Assert.Contains(lines, l => l.Contains("a line"));
        Assert.Contains(lines, l => l.Contains("1952") || width <= 30);
        Assert.Contains(lines, l => l.Any(c => c is > '\u2800' and <= '\u28ff'));
    }

    [Fact]
    public void Any_chart_can_be_drawn()
    {
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1, -1, double.MaxValue, double.MinValue, double.Epsilon, 1e-300, 1e300, 5, 5, 5];
        Random random = new(1);
        for (int round = 0; round < 400; round++)
        {
            double[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? odd[random.Next(odd.Length)] : round % 7 == 0 ? 5 : (random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-12, 12)))];
            int points = random.Next(0, 9);
            Chart chart = new("t", "x", "y")
            {
                LogarithmicY = random.Next(2) == 0,
                Lines = [.. Enumerable.Range(0, random.Next(4)).Select(i => new ChartLine($"l{i}", (ChartRole)random.Next(6), Some(points), Some(random.Next(0, 9))))],
                Bands = [.. Enumerable.Range(0, random.Next(3)).Select(i => new ChartBand($"b{i}", Some(points), Some(points), Some(random.Next(0, 9))))],
                XTicks = [.. Some(random.Next(3)).Select(v => (v, "tick"))],
            };

            string svg = SvgChart.Draw(chart);
            XDocument.Parse(svg);
            Assert.DoesNotContain("NaN", svg);
            Assert.DoesNotContain("Infinity", svg);
            Assert.DoesNotContain("∞", svg);
            string text = TerminalChart.Draw(chart, 60, 10, colour: false);
            Assert.DoesNotContain("NaN", text);
            Assert.All(text.Split('\n'), l => Assert.True(l.Length <= 60, l));
        }
    }

    [Theory]
    [InlineData(new double[0], "")]
    [InlineData(new double[] { 5 }, "▁")]
    [InlineData(new double[] { 5, 5 }, "▁▁")]
    [InlineData(new double[] { 0, 7 }, "▁█")]
    [InlineData(new double[] { 0, double.NaN, 7 }, "▁ █")]
    [InlineData(new double[] { 0, 0, 3, 3, 7, 7, 7, 7 }, "▁▄██")]
    public void A_sparkline_spans_its_values(double[] values, string expected) => Assert.Equal(expected, Sparkline.Draw(values, 4));
}
