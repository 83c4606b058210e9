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
            Constructor();
            Prepare();
            FrameStruct();
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

        _code.Line("    ]);");
        _code.Line();
        _code.Line("/// <summary>Makes cells of this kind.</summary>");
        _code.Line($"public static ICellFactory Factory {{ get; }} = new CompiledCellFactory(Description, static (sizes, width) => new {_source.ClassName}(sizes.Input, sizes.Hidden, width));");
        _code.Line();
    }

    void Constructor()
    {
        foreach (PanelField panel in _frame.Panels)
        {
            _code.Line($"readonly WeightPanel _{panel.Field};");
        }

        foreach (string vector in Vectors())
        {
            _code.Line($"readonly float* {FrameLayout.VectorField(vector)};");
        }

        _code.Line();
        _code.Line("/// <summary>Declares parameters, states and packed weights for these sizes.</summary>");
        _code.Line("/// <param name=\"inputSize\">I, the width of x.</param>");
        _code.Line("/// <param name=\"hiddenSize\">H.</param>");
        _code.Line("/// <param name=\"width\">The instruction set, or null for the machine's best.</param>");
        using (_code.Open($"public {_source.ClassName}(int inputSize, int hiddenSize, SimdWidth? width = null) : base(inputSize, hiddenSize, width)"))
        {
            FixedSize("inputSize", _source.Input);
            FixedSize("hiddenSize", _source.Hidden);
            _code.Line("int I = inputSize;");
            _code.Line("int H = hiddenSize;");
            foreach (SizeInfo size in Graph.Sizes.Where(s => s.Definition is not null))
            {
                _code.Line($"int {size.Name} = {size.Definition};");
                _code.Line($"ArgumentOutOfRangeException.ThrowIfLessThan({size.Name}, 1, {Literal.Text($"size {size.Name} = {size.Definition}")});");
            }

            foreach (Node blocks in Graph.Nodes.Where(n => n.Operation == Structures.BlockDiagonal))
            {
                Dim width = Graph.Nodes[blocks.Operands[0]].Shape.Columns;
                _code.Line($"ArgumentOutOfRangeException.ThrowIfLessThan({width}, 1, \"hiddenSize\");");
                _code.Line($"ArgumentOutOfRangeException.ThrowIfNotEqual({blocks.Shape.Rows} % {width}, 0, \"hiddenSize\");   // block_diag: whole blocks");
            }

            _code.Line($"OutputSize = {Graph.Nodes[Graph.Output].Shape.Rows};");
            foreach (ParameterInfo parameter in Graph.Parameters)
            {
                string initial = parameter.Initial == "Constant" ? $", InitialValue.Constant, {Literal.Float(parameter.InitialConstant)}"
                    : parameter.Initial == Binding.Initials.Default ? ""
                    : $", InitialValue.{parameter.Initial}";
                _code.Line($"Parameter({Literal.Text(parameter.Name)}, {parameter.Shape.Rows}, {parameter.Shape.Columns}{initial});");
            }

            foreach (TensorInfo tensor in Graph.Tensors)
            {
                _code.Line($"Tensor({List(tensor.Parts.Prepend(tensor.Name).Select(Literal.Text))});");
            }

            foreach (StateInfo state in Graph.States)
            {
                _code.Line($"State({Literal.Text(state.Name)}, {state.Size});");
            }

            foreach (string vector in Vectors())
            {
                Node? derived = _chain.Values.Select(v => Graph.Nodes[v]).FirstOrDefault(n => n.Name == vector);
                Node? size = Graph.Nodes.FirstOrDefault(n => n.Operation == Operations.Size && CellProgram.SizeName(n) == vector);
                _code.Line(size is not null ? $"{FrameLayout.VectorField(vector)} = Number({Literal.Text(vector)}, {size.Name});"
                    : derived is null ? $"{FrameLayout.VectorField(vector)} = Values({Literal.Text(vector)});"
                    : derived.Shape.IsMatrix ? $"{FrameLayout.VectorField(vector)} = Derived({Literal.Text(vector)}, {derived.Shape.Rows}, {derived.Shape.Columns});"
                    : $"{FrameLayout.VectorField(vector)} = Derived({Literal.Text(vector)}, {derived.Shape.Rows});");
            }

            foreach (PanelField panel in _frame.Panels)
            {
                string weights = List(panel.Product.Weights.Select(Literal.Text));
                _code.Line($"_{panel.Field} = Panel({panel.Stage.Lanes}, {panel.Product.Depth}, {(panel.Product.Transposed ? "true" : "false")}, {weights});");
            }

            _code.Line();
            _code.Line("_kernels = Width switch");
            _code.Line("{");
            _code.Line("    SimdWidth.Avx512 => new Avx512Kernels(),");
            _code.Line("    SimdWidth.Avx2 => new Avx2Kernels(),");
            _code.Line("    _ => new PortableKernels(),");
            _code.Line("};");
        }

        _code.Line();
        _code.Line("/// <inheritdoc/>");
        _code.Line("public override int OutputSize { get; }");
        _code.Line();
        _code.Line("/// <inheritdoc/>");
        _code.Line("public override CellDescriptor Descriptor => Description;");
        _code.Line();
    }

    void FixedSize(string name, int size)
    {
        if (size > 0)
        {
            _code.Line($"ArgumentOutOfRangeException.ThrowIfNotEqual({name}, {Literal.Integer(size)});");
        }
    }

    /// <summary>Vector parameters and values made of parameters that some kernel or the chain rule reads.</summary>
    IEnumerable<string> Vectors() => _frame.Pointers.Where(p => p.Kind == PlaceKind.Parameter).Select(p => p.Name)
        .Concat(_chain.Values.SelectMany(v => Named(v, v)).Select(VectorName))
        .Distinct()
        .OrderBy(n => n, StringComparer.Ordinal);

    /// <summary>A value and the named values it is made of.</summary>
    IEnumerable<Node> Named(int id, int root)
    {
        Node node = Graph.Nodes[id];
        return node.IsConstant ? []
            : node.Name is not null && id != root ? [node]
            : node.Operands.SelectMany(o => Named(o, root)).Concat(id == root ? [node] : []);
    }

    static string VectorName(Node node) => node.Operation == Operations.Size ? CellProgram.SizeName(node) : node.Name!;

    void Prepare()
    {
        if (_chain.Values.Count == 0)
        {
            return;
        }

        _code.Line("/// <inheritdoc/>");
        using (_code.Open("protected override void Prepare()"))
        {
            _code.Line("int I = InputSize;");
            _code.Line("int H = HiddenSize;");
            foreach (SizeInfo size in Graph.Sizes.Where(s => s.Definition is not null))
            {
                _code.Line($"int {size.Name} = {size.Definition};");
            }

            foreach (Node value in _chain.Values.Select(v => Graph.Nodes[v]))
            {
                var text = new ScalarText(Graph.Nodes, id => id == value.Id || Graph.Nodes[id].Name is null ? null : FrameLayout.VectorField(VectorName(Graph.Nodes[id])));
                _code.Line($"\n// {value.Name} = {EquationText.Of(Graph.Nodes, value.Id)}");
                using (_code.Open($"for (int r = 0; r < {value.Shape.Rows}; r++)"))
                {
                    if (!value.Shape.IsMatrix)
                    {
                        _code.Line($"{FrameLayout.VectorField(value.Name!)}[r] = {text.Of(value.Id)};");
                        continue;
                    }

                    using (_code.Open($"for (int c = 0; c < {value.Shape.Columns}; c++)"))
                    {
                        _code.Line($"{FrameLayout.VectorField(value.Name!)}[r * ({value.Shape.Columns}) + c] = {text.Of(value.Id)};");
                    }
                }
            }
        }

        _code.Line();
    }

    void FrameStruct()
    {
        _code.Line("/// <summary>What a kernel works on: pointers to the first of its rows, strides in floats, packed weights, sizes.</summary>");
        using (_code.Open("struct Frame"))
        {
            foreach ((PlaceKind kind, _, _, string field) in _frame.Pointers)
            {
                _code.Line($"public float* {field};   // {Explain(kind)}");
            }

            foreach (PanelField panel in _frame.Panels)
            {
                string weights = string.Join(" | ", panel.Product.Weights.Select(w => w + (panel.Product.Transposed ? "ᵀ" : "")));
                _code.Line($"public float* {panel.Field};   // {weights}, packed");
            }

            foreach ((string field, _, _, _) in _frame.Strides)
            {
                _code.Line($"public nint {field};");
            }

            foreach (KeyValuePair<string, Dim> dim in _frame.Dims)
            {
                _code.Line($"public int {dim.Key};");
                _code.Line($"public nint wide{dim.Key};   // padded to whole rows");
            }

            _code.Line("public bool training;");
        }

        _code.Line();
    }

    static string Explain(PlaceKind kind) => kind switch
    {
        PlaceKind.Input => "the input",
        PlaceKind.Parameter => "a vector of parameters",
        PlaceKind.Previous => "a state before the step",
        PlaceKind.Next => "a state after the step",
        PlaceKind.Output => "the output",
        PlaceKind.Saved => "values the forward run keeps",
        PlaceKind.Scratch => "values of this step",
        PlaceKind.OutputGradient => "the gradient of the output",
        PlaceKind.CarriedIn => "the gradient of a state after the step",
        PlaceKind.CarriedOut => "the gradient of a state before the step",
        PlaceKind.Gradient => "gradients to be summed over all rows",
        _ => "the gradient of the input, or null",
    };

    void KernelContract()
    {
        _code.Line("readonly Kernels _kernels;");
        _code.Line();
        _code.Line("/// <summary>The stages; one implementation for each instruction set.</summary>");
        using (_code.Open("abstract class Kernels"))
        {
            string separator = "";
            foreach (Stage stage in _program.Forward.Stages.Concat(_program.Backward.Stages))
            {
                _code.Line($"{separator}/// <summary>{KernelEmitter.Summary(stage)}</summary>");
                separator = "\n";
                _code.Line($"public abstract void {stage.Name}(in Frame f, int rows, int from, int to);");
            }
        }

        _code.Line();
    }

    static string List(IEnumerable<string> items) => string.Join(", ", items);
}
