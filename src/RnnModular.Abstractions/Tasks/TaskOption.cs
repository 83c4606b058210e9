namespace RnnModular;

/// <summary>The type of an option's value.</summary>
public enum OptionType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A real number, written with a point.</summary>
    Number,

    /// <summary>true or false.</summary>
    Switch,
}

/// <summary>One option of a task; it becomes <c>--name</c> on the command line.</summary>
/// <param name="Name">In kebab case, without dashes.</param>
/// <param name="Type">Type of the value.</param>
/// <param name="Default">The default as text; null when the option is absent unless given.</param>
/// <param name="Summary">One line for people.</param>
public sealed record TaskOption(string Name, OptionType Type, string? Default, string Summary);
