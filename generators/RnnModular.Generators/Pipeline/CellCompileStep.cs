using System.Globalization;
using RnnModular.CellCompiler;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.Generators.Diagnostics;

namespace RnnModular.Generators.Pipeline;

/// <summary>Compiles one spec; whatever goes wrong stays with that spec.</summary>
sealed class CellCompileStep(Func<CellSource, CompilationResult> compile)
{
    /// <summary>The files and diagnostics of <paramref name="model"/>.</summary>
    public CompiledCell Compile(CellModel model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        CompilationResult result = model.Problem is null ? Compile(model.Source) : Failed(GeneratorDiagnostics.Shape(model.Problem));
        if (model.Key.File.Length > 0 && result.Files.Count > 0)
        {
            result = result with { Files = result.Files.Prepend(ClassDeclaration.Of(model.Source)).ToEquatableArray() };
        }

        return new CompiledCell(model.Key, result);
    }

    CompilationResult Compile(CellSource source)
    {
        // Floats are printed all over the emitted code: a Finnish minus sign or a German comma must not get in.
#pragma warning disable RS1035 // The culture is set and put back, not asked for.
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return compile(source);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An exception that left the generator would take every other cell's code with it (CS8785).
            return Failed(GeneratorDiagnostics.Fault(source, exception));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
#pragma warning restore RS1035
    }

    static CompilationResult Failed(CellDiagnostic diagnostic) =>
        new(default, new EquatableArray<CellDiagnostic>([diagnostic]));
}
