using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Emit.Runs;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Emits the cell's class: what it is, its parameters and states, and the run that calls the kernels.</summary>
sealed class CellEmitter
{
    readonly CellSource _source;
    readonly FrameLayout _frame;
    readonly CellProgram _program;
    readonly ParameterChain _chain;
    readonly CodeWriter _code = new();

    CellEmitter(CellSource source, FrameLayout frame)
    {
        (_source, _frame, _program) = (source, frame, frame.Program);
        _chain = ParameterChain.Of(_program.Graph, [.. _program.Vectors.Select(v => v.Parameter), .. _program.Weights.Select(w => w.Weight)]);
    }

    StepGraph Graph => _program.Graph;

    /// <summary>The whole file.</summary>
    public static string Emit(CellSource source, FrameLayout frame) => new CellEmitter(source, frame).File();

    string File()
    {
        FileHeader.Write(_code, $"{_source.ClassName}: {(_source.Summary.Length > 0 ? _source.Summary : "a recurrent cell.")}");
        EquationHeader.Write(_code, _source, _program);
        _code.Line("using RnnModular;");
        _code.Line("using RnnModular.Numerics;");
        _code.Line();
        if (_source.Namespace.Length > 0)
        {
            _code.Line($"namespace {_source.Namespace};");
            _code.Line();
        }

        using (_code.Open($"unsafe partial class {_source.ClassName} : CompiledCell"))
        {
            Descriptor();
            TableEmitter.Emit(_code, _source, _frame);
            new ConstructorEmitter(_code, _source, _frame, _chain).Emit();
            FrameEmitter.Emit(_code, _frame);
            KernelContract();
            new WorkspaceEmitter(_code, _source, _frame, _chain).Emit();
        }

        return _code.ToString();
    }

    void Descriptor()
    {
        _code.Line("/// <summary>The cell apart from its sizes.</summary>");
        _code.Line("public static CellDescriptor Description { get; } = new(");
        _code.Line($"    {Literal.Text(_source.Id)},");
        _code.Line($"    {Literal.Text(_source.Summary)},");
        _code.Line($"    {Literal.Text(_source.Equations)},");
        _code.Line("    [\"I\", \"H\"],");
        _code.Line($"    [{List(Graph.States.Select(s => Literal.Text(s.Name)))}],");
        _code.Line("    [");
        foreach (TensorInfo tensor in Graph.Tensors)
        {
            _code.Line($"        new CellTensorDescriptor({Literal.Text(tensor.Name)}, [{List(tensor.Parts.Select(Literal.Text))}]),");
        }

        if (Graph.SideInputs.Count == 0)
        {
            _code.Line("    ]);");
        }
        else
        {
            using (_code.Open("    ])", "};"))
            {
                _code.Line($"Inputs = [{List(Graph.SideInputs.Select(i => i.Name).Prepend("x").Select(Literal.Text))}],");
            }
        }

        _code.Line();
        _code.Line("/// <summary>Makes cells of this kind.</summary>");
        _code.Line($"public static ICellFactory Factory {{ get; }} = new CompiledCellFactory(Description, static (sizes, width) => new {_source.ClassName}(sizes.Input, sizes.Hidden, width));");
        _code.Line();
    }

    void KernelContract()
    {
        _code.Line("readonly Kernels _kernels;");
        _code.Line();
        _code.Line("/// <summary>The stages; one implementation for each instruction set.</summary>");
        using (_code.Open("abstract class Kernels"))
        {
            string separator = "";
            foreach (StagePlan plan in new[] { _program.Forward, _program.Backward })
            {
                foreach (Stage stage in plan.Stages)
                {
                    _code.Line($"{separator}/// <summary>{KernelEmitter.Summary(plan, stage)}</summary>");
                    separator = "\n";
                    _code.Line($"public abstract void {stage.Name}({StageEmitter.Parameters(stage)});");
                }
            }
        }

        _code.Line();
    }

    static string List(IEnumerable<string> items) => string.Join(", ", items);
}
