using System.Globalization;

namespace RnnModular;

/// <summary>Values of a task's options: given ones over defaults.</summary>
public sealed class TaskOptions
{
    readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

    /// <summary>Checks and takes the values.</summary>
    /// <exception cref="RnnException">An unknown option, or a value of the wrong type.</exception>
    public TaskOptions(IReadOnlyList<TaskOption> declared, IReadOnlyDictionary<string, string> given)
    {
        foreach (TaskOption option in declared)
        {
            _values[option.Name] = option.Default;
        }

        foreach ((string name, string value) in given)
        {
            TaskOption option = declared.FirstOrDefault(o => o.Name == name)
                ?? throw new RnnException(FailureKind.Config, $"The option '{name}' is not known here; known are: {string.Join(", ", declared.Select(o => o.Name))}.");
            Check(option, value);
            _values[name] = value;
        }
    }

    /// <summary>All values, defaults included; absent options are left out.</summary>
    public IReadOnlyDictionary<string, string> Values =>
        _values.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!, StringComparer.Ordinal);

    /// <summary>The text of an option, or null when it is absent.</summary>
    public string? Find(string name) => _values[name];

    /// <summary>The text of an option.</summary>
    /// <exception cref="RnnException">It is absent.</exception>
    public string Text(string name) => _values[name]
        ?? throw new RnnException(FailureKind.Config, $"The option '{name}' has no value; give it with --{name}.");

    /// <summary>The whole number of an option.</summary>
    /// <exception cref="RnnException">It is absent.</exception>
    public int Integer(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);

    /// <summary>The real number of an option.</summary>
    /// <exception cref="RnnException">It is absent.</exception>
    public double Number(string name) => double.Parse(Text(name), CultureInfo.InvariantCulture);

    /// <summary>The truth of an option.</summary>
    /// <exception cref="RnnException">It is absent.</exception>
    public bool Switch(string name) => bool.Parse(Text(name));

    static void Check(TaskOption option, string value)
    {
        bool fits = option.Type switch
        {
            OptionType.Integer => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            OptionType.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number),
            OptionType.Switch => bool.TryParse(value, out _),
            _ => true,
        };
        if (!fits)
        {
            string wanted = option.Type switch
            {
                OptionType.Integer => "a whole number",
                OptionType.Number => "a finite number with a point",
                _ => "true or false",
            };
            throw new RnnException(FailureKind.Usage, $"The option '{option.Name}' cannot be '{value}'; it needs {wanted}.");
        }
    }
}
