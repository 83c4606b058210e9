namespace RnnModular.CellCompiler;

/// <summary>A spec as it comes in: the equations, and the class they are to become.</summary>
/// <param name="ClassName">Name of the class to complete or make.</param>
/// <param name="Namespace">Its namespace; empty for none.</param>
/// <param name="Id">Registry id.</param>
/// <param name="Summary">One line for people.</param>
/// <param name="Equations">The text in the cell language.</param>
/// <param name="Input">Fixed input size, or 0.</param>
/// <param name="Hidden">Fixed hidden size, or 0.</param>
public sealed record CellSource(
    string ClassName,
    string Namespace,
    string Id,
    string Summary,
    string Equations,
    int Input = 0,
    int Hidden = 0);
