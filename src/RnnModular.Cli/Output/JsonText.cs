using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RnnModular.Cli.Output;

/// <summary>JSON as the command prints it.</summary>
static class JsonText
{
    /// <summary>For standard output and JSON lines.</summary>
    public static JsonSerializerOptions OneLine { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For files people open.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };

    /// <summary>A number; null for NaN and infinities, which JSON does not have.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Numbers by name.</summary>
    public static JsonObject Numbers(IEnumerable<KeyValuePair<string, double>> values) =>
        new(values.Select(p => KeyValuePair.Create(p.Key, Number(p.Value))));

    /// <summary>Texts as an array.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]);

    /// <summary>A table as {"columns","rows"}.</summary>
    public static JsonObject Of(Table table) => new()
    {
        ["columns"] = Texts(table.Columns),
        ["rows"] = new JsonArray([.. table.Rows.Select(r => (JsonNode?)new JsonArray([.. r.Select(Cell)]))]),
    };

    /// <summary>A name with a small first letter.</summary>
    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    static JsonNode? Cell(object value) => value switch
    {
        double number => Number(number),
        long whole => JsonValue.Create(whole),
        _ => JsonValue.Create(value.ToString()),
    };
}
