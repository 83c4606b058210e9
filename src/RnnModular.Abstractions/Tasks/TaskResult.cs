namespace RnnModular;

/// <summary>What a task hands back: numbers, charts and a table. How they look is the host's business.</summary>
public sealed record TaskResult
{
    /// <summary>Metrics on held-out data by name, in the order to show.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The same metrics of each baseline, computed in the same run.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Baselines { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, double>>();

    /// <summary>Charts by file name without extension.</summary>
    public IReadOnlyDictionary<string, Chart> Charts { get; init; } = new Dictionary<string, Chart>();

    /// <summary>The answer itself as rows of named values (a forecast: step, mean, lower80…), if the task has one.</summary>
    public Table? Table { get; init; }
}

/// <summary>A table of text and numbers.</summary>
/// <param name="Columns">Column names.</param>
/// <param name="Rows">Rows; each value a string, a double or a long.</param>
public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object>> Rows);
