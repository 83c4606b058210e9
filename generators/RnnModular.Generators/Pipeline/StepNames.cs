namespace RnnModular.Generators.Pipeline;

/// <summary>Names of the pipeline's steps, numbered in their order; tests follow the caching by them.</summary>
sealed class StepNames(string kind)
{
    /// <summary>The steps of cells in classes.</summary>
    public static StepNames Classes { get; } = new("Classes");

    /// <summary>The steps of cells in <c>.cell</c> files.</summary>
    public static StepNames Files { get; } = new("Files");

    /// <summary>Specs that lost their name to another.</summary>
    public const string Duplicates = "RnnModular.4_Duplicates";

    /// <summary>Specs with their places.</summary>
    public string Specs { get; } = $"RnnModular.{kind}.1_Specs";

    /// <summary>Specs without their places.</summary>
    public string Models { get; } = $"RnnModular.{kind}.2_Models";

    /// <summary>Emitted code and diagnostics.</summary>
    public string Compiled { get; } = $"RnnModular.{kind}.3_Compiled";

    /// <summary>The diagnostics alone.</summary>
    public string Findings { get; } = $"RnnModular.{kind}.5_Findings";

    /// <summary>The diagnostics with the places of their specs.</summary>
    public string Located { get; } = $"RnnModular.{kind}.6_Located";
}
