using RnnModular.CellCompiler.Diagnostics;

namespace RnnModular.CellCompiler;

/// <summary>The whole way from equations to C#.</summary>
public static class CellCompilation
{
    /// <summary>Compiles a spec. A bad spec gives diagnostics, never an exception.</summary>
    public static CompilationResult Compile(CellSource source) => throw new NotImplementedException(source.Id);

    /// <summary>Prints one station of the way; for a spec with errors, the diagnostics.</summary>
    public static string Print(CellSource source, CellStage stage) => throw new NotImplementedException(source.Id + stage);
}
