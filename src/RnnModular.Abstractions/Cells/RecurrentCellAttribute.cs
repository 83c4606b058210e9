namespace RnnModular;

/// <summary>
/// Marks a <c>sealed partial class</c> as a recurrent cell and carries its equations. The generator completes the class
/// at build time with the fused forward and backward code.
/// </summary>
/// <param name="equations">The cell in the cell language: one equation a line, <c>x</c> the input, <c>h'</c> the next value of state <c>h</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecurrentCellAttribute(string equations) : Attribute
{
    /// <summary>The cell's equations.</summary>
    public string Equations { get; } = equations;

    /// <summary>The registry id; when absent, the class name in kebab case without its <c>Cell</c> suffix.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The input size I, fixed at compile time; 0 (the default) leaves it open. With <see cref="Hidden"/> fixed too,
    /// <see cref="CellWorkspace.Step"/> runs code emitted for these sizes.
    /// </summary>
    public int Input { get; init; }

    /// <summary>The hidden size H, fixed at compile time; 0 (the default) leaves it open.</summary>
    public int Hidden { get; init; }
}
