using System.Text.Json;

namespace RnnModular.Hosting.Manifests;

/// <summary>The fields of one JSON object, read by name; what does not fit is noted as a problem and read as empty.</summary>
sealed class ManifestFields
{
    readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    readonly string _prefix;
    readonly bool _isObject;

    ManifestFields(string prefix, bool isObject, List<string> problems)
    {
        _prefix = prefix;
        _isObject = isObject;
        Problems = problems;
    }

    /// <summary>Every problem met, shared with the objects inside.</summary>
    public List<string> Problems { get; }

    public static ManifestFields Of(JsonElement element, string where, List<string> problems, string prefix = "")
    {
        ManifestFields fields = new(prefix, element.ValueKind == JsonValueKind.Object, problems);
        if (!fields._isObject)
        {
            problems.Add($"its {where} is not a JSON object");
            return fields;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!fields._fields.TryAdd(property.Name, property.Value))
            {
                problems.Add($"its {fields.Quote(property.Name)} is given twice");
            }
        }

        return fields;
    }

    public string Text(string name, bool required = false)
    {
        if (Find(name, required) is not { } value)
        {
            return "";
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Problems.Add($"its {Quote(name)} is not a string");
            return "";
        }

        return value.GetString()!;
    }

    public bool Switch(string name)
    {
        if (Find(name, required: false) is not { } value)
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Problems.Add($"its {Quote(name)} is neither true nor false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        List<string> texts = [];
        foreach (JsonElement item in Items(name))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add(item.GetString()!);
            }
            else
            {
                Problems.Add($"its {Quote(name)} holds something else than strings");
            }
        }

        return texts;
    }

    public ManifestFields? Object(string name, bool required) =>
        Find(name, required) is { } value ? Of(value, Quote(name), Problems, $"{_prefix}{name}.") : null;

    public IReadOnlyList<ManifestFields> Objects(string name) =>
        [.. Items(name).Select((item, i) => Of(item, $"{Quote(name)} number {i + 1}", Problems, $"{_prefix}{name}[{i}]."))];

    /// <summary>Fields nobody asked for are left to later versions of the format, but one that is nearly a known name is a slip.</summary>
    public void ReportMisspelt(params ReadOnlySpan<string> ignored)
    {
        foreach (string name in _fields.Keys)
        {
            if (!_asked.Contains(name) && !ignored.Contains(name) && EditDistance.Nearest(name, _asked) is { } meant)
            {
                Problems.Add($"its {Quote(name)} is not a known field (did you mean \"{meant}\"?)");
            }
        }
    }

    JsonElement? Find(string name, bool required)
    {
        _asked.Add(name);
        if (_fields.TryGetValue(name, out JsonElement value))
        {
            return value;
        }

        if (required && _isObject)
        {
            Problems.Add($"its {Quote(name)} is missing");
        }

        return null;
    }

    IEnumerable<JsonElement> Items(string name)
    {
        if (Find(name, required: false) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Problems.Add($"its {Quote(name)} is not a list");
            return [];
        }

        return value.EnumerateArray();
    }

    string Quote(string name) => $"\"{Printable.Text(_prefix + name)}\"";
}
