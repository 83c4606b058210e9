using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.Generators.Locations;
using RnnModular.Generators.Pipeline;

namespace RnnModular.Generators.Diagnostics;

/// <summary>The diagnostics of one spec.</summary>
/// <param name="Key">Which spec it is.</param>
/// <param name="Diagnostics">What there is to say.</param>
sealed record CellFindings(CellKey Key, EquatableArray<CellDiagnostic> Diagnostics);

/// <summary>The diagnostics of one spec, and where it stands.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Diagnostics">What there is to say.</param>
sealed record LocatedFindings(SpecPlace Place, EquatableArray<CellDiagnostic> Diagnostics)
{
    /// <summary>Brings a spec's place and its diagnostics together; a spec whose name is taken has only that to hear.</summary>
    public static LocatedFindings Gather(CellCandidate candidate, EquatableArray<CellFindings> findings, EquatableArray<Duplicate> duplicates)
    {
        CellKey key = candidate.Model.Key;
        Duplicate? duplicate = duplicates.FirstOrDefault(one => one.Key == key);
        EquatableArray<CellDiagnostic> diagnostics = duplicate is null
            ? findings.FirstOrDefault(one => one.Key == key)?.Diagnostics ?? default
            : new EquatableArray<CellDiagnostic>([GeneratorDiagnostics.NameTaken(duplicate)]);
        return new LocatedFindings(candidate.Place, diagnostics);
    }
}
