using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnModular.CellCompiler;
using RnnModular.Generators.Locations;
using RnnModular.Generators.Pipeline;

namespace RnnModular.Generators.Specs;

/// <summary>Reads a spec from a <c>.cell</c> file: <c>min-gru.cell</c> becomes <c>MinGruCell</c> in the project's root namespace.</summary>
static class FileSpec
{
    /// <summary>The project's root namespace, or empty.</summary>
    public static string RootNamespace(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? value) ? value : "";

    /// <summary>The spec in <paramref name="file"/>.</summary>
    public static CellCandidate Read(AdditionalText file, string rootNamespace, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string text = file.GetText(cancellation)?.ToString() ?? "";
        string fileName = Path.GetFileName(file.Path);
        string stem = fileName.Substring(0, fileName.Length - CellNaming.Extension.Length);
        string? className = CellNaming.ClassName(stem);
        string? problem = className is null
            ? $"The spec '{fileName}' cannot become a class because its name does not start with a letter; rename the file, for instance 'min-gru{CellNaming.Extension}'."
            : null;

        // The equations are the whole text, comments included, so that places in them are places in the file.
        string equations = SpecCharacter.WithPlainLines(text).TrimEnd();
        CellSource source = new(className ?? stem, rootNamespace, CellNaming.FileId(stem) ?? stem, CellNaming.Summary(equations), equations);
        return new CellCandidate(new CellModel(source, new CellKey(rootNamespace, source.ClassName, file.Path), problem), new FilePlace(file.Path, text));
    }
}
