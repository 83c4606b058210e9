using RnnModular.Cli.Output;

namespace RnnModular.Cli.Benchmarks;

/// <summary>The formats of weights as a person names them.</summary>
static class WeightFormats
{
    /// <summary>Reads names with commas between: <c>float32</c>, <c>bfloat16</c>, <c>int8</c>.</summary>
    /// <exception cref="RnnException">A name is unknown, or there is none.</exception>
    public static IReadOnlyList<WeightFormat> ParseList(string text)
    {
        string[] names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        WeightFormat[] all = Enum.GetValues<WeightFormat>();
        return names.Length > 0 && names.All(name => all.Any(f => f.Name == name))
            ? [.. names.Select(name => all.First(f => f.Name == name)).Distinct()]
            : throw new RnnException(FailureKind.Usage, $"The option 'weights' cannot be '{text}' because it names formats of weights; give some of {string.Join(", ", all.Select(f => f.Name))}, commas between.");
    }

    extension(WeightFormat format)
    {
        /// <summary>The format in a row: <c>float32</c>, <c>bfloat16</c>, <c>int8</c>.</summary>
        public string Name => format == WeightFormat.BFloat16 ? "bfloat16" : JsonText.Camel(format.ToString());
    }
}
