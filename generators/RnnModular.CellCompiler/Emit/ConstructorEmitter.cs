using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;
using RnnModular.CellCompiler.Passes;

namespace RnnModular.CellCompiler.Emit;

/// <summary>Emits the constructor, which declares what the cell has, and the preparation of values made of parameters alone.</summary>
sealed class ConstructorEmitter(CodeWriter code, CellSource source, FrameLayout frame, ParameterChain chain)
{
    StepGraph Graph => frame.Program.Graph;

    /// <summary>Writes both.</summary>
    public void Emit()
    {
        Constructor();
        Prepare();
    }

    void Constructor()
    {
        foreach (PanelField panel in frame.Panels)
        {
            code.Line($"readonly WeightPanel _{panel.Field};");
        }

        foreach (string vector in Vectors())
        {
            code.Line($"readonly float* {FrameLayout.VectorField(vector)};");
        }

        foreach (Node matrix in Matrices())
        {
            code.Line($"readonly float* {FrameLayout.RowsField(matrix.Name!)};");
        }

        foreach (Node exponential in Exponentials())
        {
            code.Line($"readonly MatrixExponential {FrameLayout.ExponentialField(exponential.Name!)};");
        }

        code.Line();
        code.Line("/// <summary>Declares parameters, states and packed weights for these sizes.</summary>");
        code.Line("/// <param name=\"inputSize\">I, the width of x.</param>");
        code.Line("/// <param name=\"hiddenSize\">H.</param>");
        code.Line("/// <param name=\"width\">The instruction set, or null for the machine's best.</param>");
        using (code.Open($"public {source.ClassName}(int inputSize, int hiddenSize, SimdWidth? width = null) : base(inputSize, hiddenSize, width)"))
        {
            FixedSize("inputSize", source.Input);
            FixedSize("hiddenSize", source.Hidden);
            code.Line("int I = inputSize;");
            code.Line("int H = hiddenSize;");
            foreach (SizeInfo size in Graph.Sizes.Where(s => s.Definition is not null))
            {
                code.Line($"int {size.Name} = {Checked(size.Definition!)};");
                if (!size.IsPadded)
                {
                    code.Line($"ArgumentOutOfRangeException.ThrowIfLessThan({size.Name}, 1, {Literal.Text($"size {size.Name} = {size.Definition}")});");
                }
            }

            foreach (string dim in Graph.Nodes.SelectMany(n => new[] { n.Shape.Rows.Text, n.Shape.Columns.Text }).Distinct().Where(d => d.Contains('*')))
            {
                code.Line($"_ = {Checked(dim)};");
            }

            foreach (Node blocks in Graph.Nodes.Where(n => n.Operation == Structures.BlockDiagonal))
            {
                Dim width = Graph.Nodes[blocks.Operands[0]].Shape.Columns;
                code.Line($"ArgumentOutOfRangeException.ThrowIfLessThan({width}, 1, \"hiddenSize\");");
                code.Line($"ArgumentOutOfRangeException.ThrowIfNotEqual({blocks.Shape.Rows} % {width}, 0, \"hiddenSize\");   // block_diag: whole blocks");
            }

            SizeChecks();
            Shape output = Graph.OutputState >= 0 ? Graph.States[Graph.OutputState].Shape : Graph.Nodes[Graph.Output].Shape;
            code.Line($"OutputSize = {output.Rows};");
            foreach (ParameterInfo parameter in Graph.Parameters)
            {
                string initial = parameter.Initial == "Constant" ? $", InitialValue.Constant, {Literal.Float(parameter.InitialConstant)}"
                    : parameter.Draw is not null ? $", {(parameter.Draw.IndexOf('{') < 0 ? "static " : "")}draw => {Binding.InitialFormula.WithSizes(parameter.Draw, n => n)}"
                    : (parameter.Initial == Binding.Initials.Default ? "" : $", InitialValue.{parameter.Initial}")
                        + (parameter.InitialScale == 1 ? "" : $", scale: {Literal.Float(parameter.InitialScale)}");
                code.Line($"Parameter({Literal.Text(parameter.Name)}, {parameter.Shape.Rows}, {parameter.Shape.Columns}{initial});");
            }

            foreach (TensorInfo tensor in Graph.Tensors)
            {
                code.Line($"Tensor({Joined(tensor.Parts.Prepend(tensor.Name).Select(Literal.Text))});");
            }

            foreach (InputInfo side in Graph.SideInputs)
            {
                code.Line($"SideInput({Literal.Text(side.Name)}, {Graph.Nodes[side.Leaf].Shape.Rows});");
            }

            foreach (MaskInfo mask in Graph.Masks)
            {
                code.Line($"Mask({Literal.Text(mask.Name)}, {Graph.Nodes[mask.Leaf].Shape.Rows}, {Literal.Number(mask.Probability)}, perSequence: {(mask.PerSequence ? "true" : "false")});");
            }

            foreach (StateInfo state in Graph.States)
            {
                code.Line($"State({Literal.Text(state.Name)}, {state.Shape.Rows}{(state.Shape.IsMatrix ? $", {state.Shape.Columns}" : "")});");
            }

            foreach (StartInfo start in Graph.Starts)
            {
                code.Line($"Start({Literal.Text(start.State)}, {(start.Parameter is { } parameter ? Literal.Text(parameter) : Literal.Float(start.Constant))});");
            }

            string[] vectors = [.. Vectors()];
            foreach (TableInfo table in frame.Tables)
            {
                string field = vectors.Contains(table.Name) ? $"{FrameLayout.VectorField(table.Name)} = " : "";
                code.Line($"{field}Table({Literal.Text(table.Name)}, {table.Shape.Rows}, {table.Shape.Columns}, {TableEmitter.Property(table)});");
            }

            foreach (string vector in vectors.Except(frame.Tables.Select(t => t.Name)))
            {
                Node? derived = chain.Values.Select(v => Graph.Nodes[v]).FirstOrDefault(n => n.Name == vector);
                Node? size = Graph.Nodes.FirstOrDefault(n => n.Operation == Operations.Size && n.ValueName == vector);
                code.Line(size is not null ? $"{FrameLayout.VectorField(vector)} = Number({Literal.Text(vector)}, {size.Name});"
                    : derived is null ? $"{FrameLayout.VectorField(vector)} = Values({Literal.Text(vector)});"
                    : derived.Shape.IsMatrix ? $"{FrameLayout.VectorField(vector)} = Derived({Literal.Text(vector)}, {derived.Shape.Rows}, {derived.Shape.Columns});"
                    : $"{FrameLayout.VectorField(vector)} = Derived({Literal.Text(vector)}, {derived.Shape.Rows});");
            }

            foreach (Node matrix in Matrices())
            {
                code.Line($"{FrameLayout.RowsField(matrix.Name!)} = PaddedRows({Literal.Text(matrix.Name!)}, {matrix.Shape.Rows}, {matrix.Shape.Columns});");
            }

            foreach (Node exponential in Exponentials())
            {
                code.Line($"{FrameLayout.ExponentialField(exponential.Name!)} = Exponential({exponential.Shape.Rows});");
            }

            foreach (PanelField panel in frame.Panels)
            {
                string weights = Joined(panel.Product.Weights.Select(Literal.Text));
                code.Line($"_{panel.Field} = Panel({panel.Stage.Lanes}, {panel.Product.Depth}, {(panel.Product.Transposed ? "true" : "false")}, {weights});");
            }

            code.Line();
            code.Line("_kernels = Width switch");
            code.Line("{");
            code.Line("    SimdWidth.Avx512 => new Avx512Kernels(),");
            code.Line("    SimdWidth.Avx2 => new Avx2Kernels(),");
            code.Line("    _ => new PortableKernels(),");
            code.Line("};");
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public override int OutputSize { get; }");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public override CellDescriptor Descriptor => Description;");
        code.Line();
    }

    /// <summary>A difference or quotient that has no name of its own may still come out below one.</summary>
    void SizeChecks()
    {
        IEnumerable<Dim> sizes = Graph.Parameters.Select(p => p.Shape).Concat(Graph.States.Select(s => s.Shape)).SelectMany(s => new[] { s.Rows, s.Columns });
        foreach (Dim size in sizes.Where(s => s.Text.Contains(" - ") || s.Text.Contains(" / ")).Distinct())
        {
            code.Line($"ArgumentOutOfRangeException.ThrowIfLessThan({size}, 1, {Literal.Text($"size {size}")});");
        }

        foreach (SizeCheck check in Graph.Checks)
        {
            code.Line($"ArgumentOutOfRangeException.ThrowIfGreaterThan({check.Lanes}, {check.Width}, {Literal.Text(check.What)});");
        }
    }

    // A size beyond what an int holds must not come out as another size.
    static string Checked(string size) => size.Contains('*') ? $"checked({size})" : size;

    void FixedSize(string name, int size)
    {
        if (size > 0)
        {
            code.Line($"ArgumentOutOfRangeException.ThrowIfNotEqual({name}, {Literal.Integer(size)});");
        }
    }

    /// <summary>Vector parameters and values made of parameters that some kernel or the chain rule reads.</summary>
    IEnumerable<string> Vectors() => frame.Pointers.Where(p => p.Kind == PlaceKind.Parameter).Select(p => p.Name)
        .Concat(chain.Values.SelectMany(v => Named(v, v)).Select(n => n.ValueName))
        .Distinct()
        .OrderBy(n => n, StringComparer.Ordinal);

    /// <summary>Matrices of parameters that kernels read row by row.</summary>
    IEnumerable<Node> Matrices() => frame.Pointers.Where(p => p.Kind == PlaceKind.Matrix).Select(p => Graph.Nodes.First(n => n.Name == p.Name && n.Shape.IsMatrix));

    IEnumerable<Node> Exponentials() => chain.Values.Select(v => Graph.Nodes[v]).Where(n => n.Operation == WeightAlgebra.Exponential);

    /// <summary>A value and the named values it is made of.</summary>
    IEnumerable<Node> Named(int id, int root)
    {
        Node node = Graph.Nodes[id];
        return node.IsConstant ? []
            : node.Name is not null && id != root ? [node]
            : node.Operands.SelectMany(o => Named(o, root)).Concat(id == root ? [node] : []);
    }

    void Prepare()
    {
        if (chain.Values.Count == 0)
        {
            return;
        }

        code.Line("/// <inheritdoc/>");
        using (code.Open("protected override void Prepare()"))
        {
            SizeLocals.Write(code, Graph, "InputSize", "HiddenSize");

            foreach (Node value in chain.Values.Select(v => Graph.Nodes[v]))
            {
                var text = new ScalarText(Graph.Nodes, id => id == value.Id || Graph.Nodes[id].Name is null ? null : FrameLayout.VectorField(Graph.Nodes[id].ValueName));
                code.Line($"\n// {value.Name} = {EquationText.Of(Graph.Nodes, value.Id)}");
                if (value.Operation.IsWhole)
                {
                    code.Line(AlgebraText.Of(Graph.Nodes, value, id => FrameLayout.VectorField(Graph.Nodes[id].ValueName), FrameLayout.VectorField(value.Name!)));
                    continue;
                }

                using (code.Open($"for (int r = 0; r < {value.Shape.Rows}; r++)"))
                {
                    if (!value.Shape.IsMatrix)
                    {
                        code.Line($"{FrameLayout.VectorField(value.Name!)}[r] = {text.Of(value.Id)};");
                        continue;
                    }

                    using (code.Open($"for (int c = 0; c < {value.Shape.Columns}; c++)"))
                    {
                        code.Line($"{FrameLayout.VectorField(value.Name!)}[r * ({value.Shape.Columns}) + c] = {text.Of(value.Id)};");
                    }
                }
            }
        }

        code.Line();
    }

    static string Joined(IEnumerable<string> items) => string.Join(", ", items);
}
