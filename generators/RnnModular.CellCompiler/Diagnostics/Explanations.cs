namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>A page for every diagnostic of a cell, the generator's included.</summary>
public static partial class Explanations
{
    /// <summary>All pages, by id.</summary>
    public static IReadOnlyList<Explanation> All { get; } =
        [.. new[] { OfText(), OfNames(), OfStates(), OfDeclarations(), OfSources(), OfShapes(), OfNumbers(), OfRepeats(), OfConstants(), OfGeneration() }.SelectMany(p => p).OrderBy(p => p.Id, StringComparer.Ordinal)];

    /// <summary>The page of an id, or null.</summary>
    public static Explanation? Find(string id) => All.FirstOrDefault(p => p.Id == id);
}
