using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Reference;

namespace RnnModular.CellCompiler.Emit.FixedSteps;

/// <summary>
/// Emits the streaming step of a cell whose sizes are both fixed: every bound and address a constant. A cell with an open size,
/// with side inputs, masks or matrices among its values, or with a stage that the JIT would not optimise as a whole, streams through the general stages instead.
/// </summary>
static class FixedStepEmitter
{
    /// <summary>The files: the step in the class, and a kernel for each instruction set; none where the cell streams through the general stages.</summary>
    public static IReadOnlyList<GeneratedFile> Emit(CellSource source, StepGraph graph, IReadOnlyDictionary<string, string> equations)
    {
        if (source.Input == 0 || source.Hidden == 0 || !StepPlan.Covers(graph) || !SizeEvaluator.IsPossible(graph, source.Input, source.Hidden))
        {
            return [];
        }

        StepPlan plan = StepPlan.Create(graph);
        FixedStepLayout[] layouts = [.. InstructionSet.All.Select(set => new FixedStepLayout(source, graph, plan, set))];
        var methods = layouts.Select(FixedStepMethods.Of).ToArray();
        return methods.Any(m => m is null) ? [] :
        [
            new GeneratedFile($"{source.ClassName}.Step.g.cs", Class(source, graph, layouts[0])),
            .. layouts.Select((layout, index) => new GeneratedFile(
                $"{source.ClassName}.Step.{layout.Set.Name}.g.cs", FixedStepKernelEmitter.Emit(source, layout, methods[index]!, equations))),
        ];
    }

    static string Class(CellSource source, StepGraph graph, FixedStepLayout layout)
    {
        var code = new CodeWriter();
        FileHeader.Write(code, $"The streaming step of {source.ClassName} at I = {Literal.Integer(source.Input)}, H = {Literal.Integer(source.Hidden)}.");
        code.Line("using System.Runtime.InteropServices;");
        code.Line("using RnnModular;");
        code.Line("using RnnModular.Numerics;");
        code.Line();
        if (source.Namespace.Length > 0)
        {
            code.Line($"namespace {source.Namespace};");
            code.Line();
        }

        string sizes = $"x.Length != {Literal.Integer(source.Input)} || state.Length != {Literal.Integer(layout.StateWidth)} || y.Length != {Literal.Integer(layout.Size(graph.Nodes[graph.Output].Shape.Rows))}";
        using (code.Open($"unsafe partial class {source.ClassName}"))
        {
            code.Line("""
                StepWeights StreamingWeights() => Width switch
                {
                    SimdWidth.Avx512 => StepWeights(Avx512Step.Weights, Avx512Step.Pack),
                    SimdWidth.Avx2 => StepWeights(Avx2Step.Weights, Avx2Step.Pack),
                    _ => StepWeights(PortableStep.Weights, PortableStep.Pack),
                };

                static int StreamingRoom(SimdWidth width) => width switch
                {
                    SimdWidth.Avx512 => Avx512Step.Room,
                    SimdWidth.Avx2 => Avx2Step.Room,
                    _ => PortableStep.Room,
                };

                """);
            using (code.Open("sealed partial class Workspace"))
            {
                code.Line("StepWeights? _streamWeights;");
                code.Line("float* _streamRoom;");
                code.Line();
                code.Line("/// <inheritdoc/>");
                using (code.Open("public override void Step(ReadOnlySpan<float> x, Span<float> state, Span<float> y)"))
                {
                    using (code.Open("if (Weights != WeightFormat.Float32)"))
                    {
                        code.Line("// Narrow weights pay where sizes are large: they have no step of their own.");
                        code.Line("base.Step(x, state, y);");
                        code.Line("return;");
                    }

                    code.Line();
                    using (code.Open($"if ({sizes})"))
                    {
                        code.Line("RefuseStep(x.Length, state.Length, y.Length);");
                    }

                    code.Line();
                    using (code.Open("if (_streamWeights is null)"))
                    {
                        code.Line("_streamRoom = StepRoom(StreamingRoom(_cell.Width));");
                        code.Line("_streamWeights = _cell.StreamingWeights();");
                    }

                    code.Line();
                    code.Line("float* weights = _streamWeights.Data;");
                    code.Line("fixed (float* input = &MemoryMarshal.GetReference(x), row = &MemoryMarshal.GetReference(state), output = &MemoryMarshal.GetReference(y))");
                    using (code.Open("switch (_cell.Width)"))
                    {
                        code.Line("""
                            case SimdWidth.Avx512: Avx512Step.Run(input, row, weights, _streamRoom, output); break;
                            case SimdWidth.Avx2: Avx2Step.Run(input, row, weights, _streamRoom, output); break;
                            default: PortableStep.Run(input, row, weights, _streamRoom, output); break;
                            """);
                    }
                }
            }
        }

        return code.ToString();
    }
}
