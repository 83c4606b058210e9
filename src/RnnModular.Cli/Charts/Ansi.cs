namespace RnnModular.Cli.Charts;

/// <summary>Escape codes of colours.</summary>
static class Ansi
{
    /// <summary>Ends a colour.</summary>
    public const string End = "\e[0m";

    /// <summary>Starts one of the 256 colours.</summary>
    public static string Start(int colour) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\e[38;5;{colour}m");
}
