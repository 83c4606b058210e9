namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>The page of one diagnostic.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What it says, in a line.</param>
/// <param name="Meaning">What it means and why it matters; lines of at most 100 characters.</param>
/// <param name="Wrong">A spec that gives it; for those of the generator C#; empty when none can.</param>
/// <param name="Remedy">How to mend it.</param>
/// <param name="Mended">The example without the mistake; empty when there is no example.</param>
public sealed record Explanation(string Id, string Title, string Meaning, string Wrong, string Remedy, string Mended)
{
    /// <summary>The example in full where <see cref="Wrong"/> leaves out its middle.</summary>
    public string WrongInFull { get; init; } = Wrong;
}
