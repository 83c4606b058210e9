using Microsoft.CodeAnalysis;
using SpecSpan = RnnModular.CellCompiler.Diagnostics.TextSpan;

namespace RnnModular.Generators.Locations;

/// <summary>Where a spec stands, in plain values: nothing of a compilation is kept.</summary>
abstract record SpecPlace
{
    /// <summary>The cell's name: where to say something about the cell as a whole.</summary>
    public abstract Location Name(Compilation compilation);

    /// <summary>Characters of the equations, as the compiler was given them.</summary>
    public abstract Location Of(SpecSpan span, Compilation compilation);
}
