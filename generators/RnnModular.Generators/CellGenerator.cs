using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnModular.CellCompiler;
using RnnModular.Generators.Diagnostics;
using RnnModular.Generators.Pipeline;
using RnnModular.Generators.Specs;

namespace RnnModular.Generators;

/// <summary>
/// Finds the cell specs of a project (classes with <c>[RecurrentCell]</c> and <c>*.cell</c> files), has each compiled, adds
/// the code and reports what the compiler has to say at the exact characters of the spec.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CellGenerator : IIncrementalGenerator
{
    const string AttributeName = "RnnModular.RecurrentCellAttribute";

    readonly CellCompileStep _step;

    /// <summary>The generator with the real compiler.</summary>
    public CellGenerator() : this(CellCompilation.Compile) { }

    /// <summary>A generator with another compiler, for tests.</summary>
    internal CellGenerator(Func<CellSource, CompilationResult> compile) => _step = new CellCompileStep(compile);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<CellCandidate> classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeName, static (node, _) => node is TypeDeclarationSyntax, ClassSpec.Read)
            .Where(static candidate => candidate is not null)
            .Select(static (candidate, _) => candidate!)
            .WithTrackingName(StepNames.Classes.Specs);

        IncrementalValuesProvider<CellCandidate> files = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(CellNaming.Extension, StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => FileSpec.RootNamespace(options)))
            .Select(static (pair, token) => FileSpec.Read(pair.Left, pair.Right, token))
            .WithTrackingName(StepNames.Files.Specs);

        IncrementalValueProvider<EquatableArray<Duplicate>> duplicates = Keys(classes)
            .Combine(Keys(files))
            .Select(static (keys, _) => Duplicate.Find(keys.Left.Concat(keys.Right)))
            .WithTrackingName(StepNames.Duplicates);

        Wire(context, classes, duplicates, StepNames.Classes);
        Wire(context, files, duplicates, StepNames.Files);
    }

    static IncrementalValueProvider<ImmutableArray<CellKey>> Keys(IncrementalValuesProvider<CellCandidate> candidates) =>
        candidates.Select(static (candidate, _) => candidate.Model.Key).Collect();

    /// <summary>From specs of one kind to the two outputs: code, and diagnostics.</summary>
    void Wire(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<CellCandidate> candidates,
        IncrementalValueProvider<EquatableArray<Duplicate>> duplicates,
        StepNames names)
    {
        // The model has no positions, so that an edit above a cell does not compile it again.
        IncrementalValuesProvider<CompiledCell> compiled = candidates
            .Select(static (candidate, _) => candidate.Model)
            .WithTrackingName(names.Models)
            .Select(_step.Compile)
            .WithTrackingName(names.Compiled);

        context.RegisterSourceOutput(compiled.Combine(duplicates), static (output, pair) => CellOutput.Add(output, pair.Left, pair.Right));

        IncrementalValueProvider<EquatableArray<CellFindings>> findings = compiled
            .Where(static cell => cell.Result.Diagnostics.Count > 0)
            .Select(static (cell, _) => new CellFindings(cell.Key, cell.Result.Diagnostics))
            .Collect()
            .Select(static (all, _) => all.ToEquatableArray())
            .WithTrackingName(names.Findings);

        // Locations are found again in the compilation at hand: kept ones would root old syntax trees, and detached ones
        // would ignore #pragma. A project without findings never gets as far as the compilation.
        IncrementalValuesProvider<LocatedFindings> located = candidates
            .Combine(findings)
            .Combine(duplicates)
            .Select(static (all, _) => LocatedFindings.Gather(all.Left.Left, all.Left.Right, all.Right))
            .Where(static all => all.Diagnostics.Count > 0)
            .WithTrackingName(names.Located);

        context.RegisterSourceOutput(located.Combine(context.CompilationProvider), static (output, pair) => CellOutput.Report(output, pair.Left, pair.Right));
    }
}
