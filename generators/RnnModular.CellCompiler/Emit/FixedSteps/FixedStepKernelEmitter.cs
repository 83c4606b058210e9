using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Kernels;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.FixedSteps;

/// <summary>Emits the step of fixed size for one instruction set: how its weights are packed, and the step itself.</summary>
static class FixedStepKernelEmitter
{
    /// <summary>The whole file.</summary>
    public static string Emit(CellSource source, FixedStepLayout layout, IReadOnlyList<IReadOnlyList<FixedStepTiles>> methods, IReadOnlyDictionary<string, string> equations)
    {
        InstructionSet set = layout.Set;
        var code = new CodeWriter();
        FileHeader.Write(code, $"The streaming step of {source.ClassName} at I = {Literal.Integer(source.Input)}, H = {Literal.Integer(source.Hidden)} for {KernelEmitter.Describe(set)}.");
        code.Line("using System.Runtime.CompilerServices;");
        code.Line("using System.Runtime.Intrinsics;");
        code.Line("using RnnModular;");
        code.Line("using RnnModular.Numerics;");
        Alias(code, "V", "Lanes", layout.Slot);
        if (layout.Slot != layout.Wide)
        {
            Alias(code, "W", "Wide", layout.Wide);
        }

        code.Line();
        if (source.Namespace.Length > 0)
        {
            code.Line($"namespace {source.Namespace};");
            code.Line();
        }

        using (code.Open($"partial class {source.ClassName}"))
        using (code.Open($"static unsafe class {set.Name}Step"))
        {
            code.Line("/// <summary>Floats of the packed weights.</summary>");
            code.Line($"public const int Weights = {Literal.Integer(layout.WeightLength)};");
            code.Line();
            code.Line("/// <summary>Floats of a stream's room.</summary>");
            code.Line($"public const int Room = {Literal.Integer(layout.RoomLength)};");
            code.Line();
            Pack(code, layout);
            code.Line();
            Steps(code, layout, methods, equations);
        }

        return code.ToString();
    }

    static void Alias(CodeWriter code, string vector, string type, int lanes)
    {
        string bits = Literal.Integer(lanes * 32);
        code.Line($"using {vector} = System.Runtime.Intrinsics.Vector{bits};");
        code.Line($"using {type} = System.Runtime.Intrinsics.Vector{bits}<float>;");
    }

    static void Pack(CodeWriter code, FixedStepLayout layout)
    {
        code.Line("/// <summary>Lays the weights out in the order in which the step reads them.</summary>");
        using (code.Open("public static void Pack(StepPacker to)"))
        {
            code.Line($"to.Begin(vector: {Literal.Integer(layout.Wide)}, slot: {Literal.Integer(layout.Slot)});");
            foreach (FixedStepTiles tiles in layout.Stages.Where(t => t.Groups.Count > 0))
            {
                if (tiles.Tiles == 1)
                {
                    Tile(tiles, "0");
                    continue;
                }

                using (code.Open($"for (int block = 0; block < {Literal.Integer(tiles.Blocks)}; block += {Literal.Integer(tiles.TileBlocks)})"))
                {
                    Tile(tiles, "block");
                }

                code.Line();
            }

            foreach ((string name, int length) in layout.ParameterVectors)
            {
                code.Line($"to.Vector({Literal.Text(name)}, {Literal.Integer(length)});");
            }
        }

        void Tile(FixedStepTiles tiles, string block)
        {
            string where = $"{Literal.Integer(tiles.Size)}, {block}, {Literal.Integer(tiles.TileBlocks)}";
            foreach (ProductGroup group in tiles.Groups)
            {
                if (layout.HasStart(group))
                {
                    code.Line($"to.Starts({where}, {string.Join(", ", group.Nodes.Select(n => Literal.Text(layout.Plan.Starts.TryGetValue(n, out string? name) ? name : "")))});");
                }

                foreach (WideProduct product in group.Products)
                {
                    code.Line($"to.{(product.Transposed ? "Transposed" : "Products")}({where}, {Literal.Integer(layout.Size(product.Depth))}, {string.Join(", ", product.Weights.Select(Literal.Text))});");
                }
            }
        }
    }

    static void Steps(CodeWriter code, FixedStepLayout layout, IReadOnlyList<IReadOnlyList<FixedStepTiles>> methods, IReadOnlyDictionary<string, string> equations)
    {
        const string Parameters = "float* x, float* state, float* weights, float* room, float* y";
        int width = layout.Size(layout.Graph.Nodes[layout.Graph.Output].Shape.Rows);
        code.Line($"/// <summary>One step: x [{Literal.Integer(layout.Size(Ir.Dim.Input))}] and the state row [{Literal.Integer(layout.StateWidth)}] become the next state row, in place, and y [{Literal.Integer(width)}].</summary>");
        int at = 0;
        int number = 0;
        using (code.Open($"public static void Run({Parameters})"))
        {
            Begin();
            if (methods.Count == 1)
            {
                Body(methods[0]);
            }
            else
            {
                foreach (IReadOnlyList<FixedStepTiles> method in methods)
                {
                    code.Line($"Part{Literal.Integer(++number)}(x, state, weights, room);");
                }

                code.Line();
            }

            End(width);
        }

        number = 0;
        foreach (IReadOnlyList<FixedStepTiles> method in methods.Count == 1 ? [] : methods)
        {
            code.Line();
            using (code.Open($"static void Part{Literal.Integer(++number)}(float* x, float* state, float* weights, float* room)"))
            {
                Body(method);
            }
        }

        void Begin()
        {
            if (layout.CopiesInput)
            {
                Place input = layout.Plan.Stages.SelectMany(s => s.Loads).First(l => l.Place.Kind == PlaceKind.Input).Place;
                code.Line(Copy(layout.Base(input), "x", layout.Size(Ir.Dim.Input)));
            }
        }

        void Body(IReadOnlyList<FixedStepTiles> method)
        {
            var scope = new NameScope("x", "state", "weights", "room", "y", "w", "k", "i", "j", "V", "W", "Lanes", "Wide", "VectorMath", "Unsafe", "LaneSum", "LaneMax", "nint");
            var held = new Dictionary<int, string>();
            if (method.Any(t => t.Groups.Count > 0))
            {
                code.Line($"float* w = {FixedStepLayout.At("weights", at)};");
            }

            var stage = new FixedStepStage(code, layout, scope, held, equations, store => FixedStepMethods.IsRead(layout, method, store));
            foreach (FixedStepTiles tiles in method)
            {
                code.Line();
                stage.Emit(tiles);
                at += tiles.Tiles * layout.TileWeights(tiles);
            }
        }

        void End(int outputs)
        {
            foreach ((string from, string to, int length) in layout.Shadowed)
            {
                code.Line(Copy(to, from, length));
            }

            Ir.StepGraph graph = layout.Graph;
            Place output = graph.OutputState >= 0
                ? new Place(PlaceKind.Previous, graph.States[graph.OutputState].Name, graph.States[graph.OutputState].Shape.Rows, 0)
                : new Place(PlaceKind.Output, "", graph.Nodes[graph.Output].Shape.Rows, 0);
            code.Line(Copy("y", layout.Base(output), outputs));
        }
    }

    static string Copy(string to, string from, int floats) => $"Unsafe.CopyBlockUnaligned({to}, {from}, {Literal.Integer(floats * sizeof(float))});";
}
