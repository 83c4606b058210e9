using System.Text.Json.Nodes;
using RnnModular.Cli.Charts;
using RnnModular.Cli.Commands;
using Spectre.Console;

namespace RnnModular.Cli.Output;

/// <summary>A task's result for people: its charts, then its metrics beside the baselines', then its table.</summary>
sealed class ResultView(Invocation invocation)
{
    const int ChartRows = 18;
    const int MostRows = 60;

    readonly TextWriter _output = invocation.Surroundings.Output;

    /// <summary>Metrics of each baseline by name.</summary>
    public static JsonObject Baselines(TaskResult result) =>
        new(result.Baselines.Select(b => KeyValuePair.Create(b.Key, (JsonNode?)JsonText.Numbers(b.Value))));

    /// <summary>Writes charts and metrics.</summary>
    /// <param name="result">The result.</param>
    /// <param name="name">What to call the model in the table.</param>
    public void Write(TaskResult result, string name)
    {
        foreach (Chart chart in result.Charts.Values)
        {
            _output.Write(TerminalChart.Draw(chart, invocation.Surroundings.Width, ChartRows, invocation.Colour));
            _output.WriteLine();
        }

        if (result.Metrics.Count > 0)
        {
            WriteMetrics(result, name);
        }
    }

    /// <summary>Writes a table, its middle left out when it is very long.</summary>
    public void Write(RnnModular.Table table)
    {
        Spectre.Console.Table drawn = New(table.Columns);
        int head = table.Rows.Count > MostRows ? MostRows / 2 : table.Rows.Count;
        foreach (IReadOnlyList<object> row in table.Rows.Take(head))
        {
            drawn.AddRow([.. row.Select(Cell)]);
        }

        if (head < table.Rows.Count)
        {
            drawn.AddRow([.. table.Columns.Select(_ => new Text("…"))]);
            foreach (IReadOnlyList<object> row in table.Rows.TakeLast(MostRows / 2))
            {
                drawn.AddRow([.. row.Select(Cell)]);
            }
        }

        Draw(drawn);
    }

    /// <summary>Writes rows of text under headings.</summary>
    public void Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Spectre.Console.Table drawn = New(columns);
        foreach (IReadOnlyList<string> row in rows)
        {
            drawn.AddRow([.. row.Select(r => new Text(r))]);
        }

        Draw(drawn);
    }

    void WriteMetrics(TaskResult result, string name)
    {
        Spectre.Console.Table drawn = New(["", .. result.Metrics.Keys]);
        drawn.AddRow([new Text(name, new Style(decoration: Decoration.Bold)), .. result.Metrics.Values.Select(v => Cell(v))]);
        foreach ((string baseline, IReadOnlyDictionary<string, double> metrics) in result.Baselines)
        {
            drawn.AddRow([new Text(baseline), .. result.Metrics.Keys.Select(k => metrics.TryGetValue(k, out double value) ? Cell(value) : new Text(""))]);
        }

        Draw(drawn);
    }

    static Spectre.Console.Table New(IEnumerable<string> columns)
    {
        Spectre.Console.Table table = new() { Border = TableBorder.Rounded };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        return table;
    }

    static Text Cell(object value) => new(value switch
    {
        double number => NumberText.Short(number),
        IFormattable other => other.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    })
    { Justification = value is string ? Justify.Left : Justify.Right };

    void Draw(Spectre.Console.Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_output),
            Ansi = invocation.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = invocation.Colour ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = invocation.Surroundings.Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
    }
}
