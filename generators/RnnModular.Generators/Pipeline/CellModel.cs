using RnnModular.CellCompiler;
using RnnModular.Generators.Locations;

namespace RnnModular.Generators.Pipeline;

/// <summary>Tells a spec from every other of the project.</summary>
/// <param name="Namespace">Namespace of its class.</param>
/// <param name="ClassName">Name of its class.</param>
/// <param name="File">Path of its <c>.cell</c> file, empty for a spec in an attribute.</param>
sealed record CellKey(string Namespace, string ClassName, string File)
{
    /// <summary>The class's full name.</summary>
    public string FullName => Namespace.Length == 0 ? ClassName : $"{Namespace}.{ClassName}";
}

/// <summary>All that decides what a spec becomes, and nothing of where it stands.</summary>
/// <param name="Source">What the compiler gets.</param>
/// <param name="Key">Which spec it is.</param>
/// <param name="Problem">Why there is nothing to compile, or null.</param>
sealed record CellModel(CellSource Source, CellKey Key, string? Problem);

/// <summary>A spec and where it stands.</summary>
/// <param name="Model">The spec.</param>
/// <param name="Place">Where it stands.</param>
sealed record CellCandidate(CellModel Model, SpecPlace Place);

/// <summary>What became of a spec.</summary>
/// <param name="Key">Which spec it is.</param>
/// <param name="Result">Its files and diagnostics.</param>
sealed record CompiledCell(CellKey Key, CompilationResult Result);
