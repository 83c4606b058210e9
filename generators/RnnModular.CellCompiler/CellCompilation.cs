using RnnModular.CellCompiler.Binding;
using RnnModular.CellCompiler.Diagnostics;
using RnnModular.CellCompiler.Emit;
using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.FixedSteps;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Passes;
using RnnModular.CellCompiler.Syntax;

namespace RnnModular.CellCompiler;

/// <summary>The whole way from equations to C#.</summary>
public static class CellCompilation
{
    const int MaximumLength = 8_000;

    /// <summary>Compiles a spec. A bad spec gives diagnostics, never an exception.</summary>
    public static CompilationResult Compile(CellSource source)
    {
        var diagnostics = new DiagnosticBag();
        return Analyze(source.Equations, diagnostics) is { } graph
            ? new CompilationResult(Emit(source, graph).ToEquatableArray(), diagnostics.InTextOrder())
            : new CompilationResult(default, diagnostics.InTextOrder());
    }

    /// <summary>Reads equations up to the graph of one step; null when there are errors.</summary>
    /// <param name="equations">The spec text.</param>
    /// <param name="diagnostics">What there is to say about it.</param>
    public static StepGraph? Analyze(string equations, out EquatableArray<CellDiagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        StepGraph? graph = Analyze(equations, bag);
        diagnostics = bag.InTextOrder();
        return graph;
    }

    /// <summary>Prints one station of the way; for a spec with errors, the diagnostics.</summary>
    public static string Print(CellSource source, CellStage stage)
    {
        var diagnostics = new DiagnosticBag();
        if (Analyze(source.Equations, diagnostics) is not { } graph)
        {
            return string.Concat(diagnostics.InTextOrder().Select(d => $"{d.Id} at {Literal.Integer(d.Span.Start)}: {d.Message}\n"));
        }

        return stage switch
        {
            CellStage.Equations => string.Concat(EquationLines(source.Equations).Select(l => l + "\n")),
            CellStage.Graph => GraphText.Graph(graph),
            CellStage.Adjoint => GraphText.Adjoint(Differentiate.Run(graph)),
            CellStage.Stages => StageText.Of(CellProgram.Create(graph)),
            _ => string.Join("\n", Emit(source, graph).Select(f => f.Text)),
        };
    }

    static StepGraph? Analyze(string equations, DiagnosticBag diagnostics)
    {
        if (equations.Length > MaximumLength)
        {
            diagnostics.Report(Rules.TooLong, new TextSpan(MaximumLength, equations.Length - MaximumLength), Literal.Integer(equations.Length), Literal.Integer(MaximumLength));
            return null;
        }

        return Binder.Bind(Parser.Parse(equations, diagnostics), diagnostics);
    }

    static IEnumerable<GeneratedFile> Emit(CellSource source, StepGraph graph)
    {
        CellProgram program = CellProgram.Create(SizeNames.Run(graph));
        IReadOnlyDictionary<string, string> comments = Comments.Of(source.Equations, program);
        IReadOnlyList<GeneratedFile> step = FixedStepEmitter.Emit(source, program.Step, comments);
        var frame = new FrameLayout(source, program) { HasFixedStep = step.Count > 0 };
        yield return new GeneratedFile($"{source.ClassName}.g.cs", CellEmitter.Emit(source, frame));
        foreach (InstructionSet set in InstructionSet.All)
        {
            yield return new GeneratedFile($"{source.ClassName}.{set.Name}.g.cs", KernelEmitter.Emit(source, frame, set, comments));
        }

        foreach (GeneratedFile file in step)
        {
            yield return file;
        }
    }

    static IEnumerable<string> EquationLines(string equations) => equations.Replace("\r", "").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);
}
