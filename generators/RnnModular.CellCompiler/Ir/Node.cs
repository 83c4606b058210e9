namespace RnnModular.CellCompiler.Ir;

/// <summary>One value of a graph.</summary>
/// <param name="Id">Its index; operands have smaller ones.</param>
/// <param name="Operation">How it comes about.</param>
/// <param name="Operands">Ids of its operands.</param>
/// <param name="Shape">Its shape at one step of one sequence.</param>
/// <param name="Name">Name of a leaf, or the spec's name for it; null when it has none.</param>
/// <param name="Value">The number of a constant.</param>
/// <param name="Detail">For a view of a weight, which one: the offset of its columns.</param>
public sealed record Node(int Id, Operation Operation, EquatableArray<int> Operands, Shape Shape, string? Name, double Value, string? Detail = null)
{
    /// <summary>True when it comes from outside the step.</summary>
    public bool IsLeaf => Operation.Kind == OperationKind.Leaf;

    /// <summary>True for a number.</summary>
    public bool IsConstant => Operation == Operations.Constant;

    /// <summary>True for a parameter.</summary>
    public bool IsParameter => Operation == Operations.Parameter;

    /// <summary>True for what no gradient flows to: numbers and masks.</summary>
    public bool IsGiven => IsConstant || Operation == Operations.Mask;

    /// <summary>True for what is the same at every step of every sequence.</summary>
    public bool IsFixed => IsConstant || IsParameter || Operation == Operations.Size || Operation == Operations.Table;

    /// <summary>The name under which a fixed or named value lies among the cell's vectors.</summary>
    public string ValueName => Operation == Operations.Size ? "size_" + new Dim(Name!).Identifier : Name!;

    /// <summary>True for a product or a sum of products.</summary>
    public bool IsProduct => Operation.Kind == OperationKind.Product;
}
