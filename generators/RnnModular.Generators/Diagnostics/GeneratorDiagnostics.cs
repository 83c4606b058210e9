using Microsoft.CodeAnalysis;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.Generators.Pipeline;

namespace RnnModular.Generators.Diagnostics;

/// <summary>The generator's own diagnostics, and how those of the compiler become Roslyn's.</summary>
static class GeneratorDiagnostics
{
    /// <summary>A cell class must be a sealed partial class.</summary>
    public const string ShapeId = "RNN0001";

    /// <summary>The cell compiler failed on one cell.</summary>
    public const string FaultId = "RNN0303";

    /// <summary>Two specs give classes of the same name.</summary>
    public const string NameTakenId = "RNN0304";

    const string Category = "RnnModular.Cells";

    static readonly DiagnosticDescriptor ShapeRule = new(
        ShapeId, "A cell class must be a sealed partial class", "{0}", Category, DiagnosticSeverity.Error, true, customTags: WellKnownDiagnosticTags.NotConfigurable);

    static readonly DiagnosticDescriptor FaultRule = new(
        FaultId, "The cell compiler failed on one cell", "{0}", Category, DiagnosticSeverity.Error, true, customTags: WellKnownDiagnosticTags.NotConfigurable);

    static readonly DiagnosticDescriptor NameTakenRule = new(
        NameTakenId, "Two specs give classes of the same name", "{0}", Category, DiagnosticSeverity.Error, true, customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>RNN0001 with its sentence.</summary>
    public static CellDiagnostic Shape(string problem) => Error(ShapeId, problem);

    /// <summary>RNN0303: an exception of the compiler.</summary>
    public static CellDiagnostic Fault(CellSource source, Exception exception)
    {
        string place = exception.TargetSite?.DeclaringType?.Name is string type ? $" in {type}" : "";
        string message = exception.Message.Replace("\r", "").Replace('\n', ' ');
        return Error(FaultId, $"Cell '{source.ClassName}' could not be compiled because the cell compiler itself failed{place} ({exception.GetType().Name}: {message}); please report it together with the equations.");
    }

    /// <summary>RNN0304: the name is taken.</summary>
    public static CellDiagnostic NameTaken(Duplicate duplicate)
    {
        string origin = duplicate.WinnerFile.Length == 0 ? "" : $" from '{Path.GetFileName(duplicate.WinnerFile)}'";
        string remedy = duplicate.Key.File.Length == 0 ? "rename one of the classes" : $"rename '{Path.GetFileName(duplicate.Key.File)}'";
        return Error(NameTakenId, $"Cell '{duplicate.Key.FullName}' is left out because the cell '{duplicate.Winner}'{origin} already makes files of that name; {remedy}.");
    }

    /// <summary>True for diagnostics that are shown at the class's name.</summary>
    public static bool IsAboutWholeCell(CellDiagnostic diagnostic) => diagnostic.Id is ShapeId or FaultId or NameTakenId;

    /// <summary>The same diagnostic for the compiler's error list.</summary>
    public static Diagnostic ToRoslyn(CellDiagnostic diagnostic, Location location)
    {
        DiagnosticDescriptor rule = diagnostic.Id switch
        {
            ShapeId => ShapeRule,
            FaultId => FaultRule,
            NameTakenId => NameTakenRule,
            _ => SpecRule(diagnostic),
        };
        return Diagnostic.Create(rule, location, diagnostic.Message);
    }

    static CellDiagnostic Error(string id, string message) => new(id, CellSeverity.Error, message, default);

    /// <summary>A rule for an id of the compiler's: only the compiler knows what it says.</summary>
    static DiagnosticDescriptor SpecRule(CellDiagnostic diagnostic) => diagnostic.Severity switch
    {
        CellSeverity.Error => new(diagnostic.Id, SpecTitle, "{0}", Category, DiagnosticSeverity.Error, true, customTags: WellKnownDiagnosticTags.NotConfigurable),
        CellSeverity.Warning => new(diagnostic.Id, SpecTitle, "{0}", Category, DiagnosticSeverity.Warning, true),
        _ => new(diagnostic.Id, SpecTitle, "{0}", Category, DiagnosticSeverity.Info, true),
    };

    const string SpecTitle = "A cell's equations";
}
