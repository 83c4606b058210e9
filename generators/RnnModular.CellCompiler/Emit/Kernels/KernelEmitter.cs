using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Emit.Frames;
using RnnModular.CellCompiler.Emit.Texts;
using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Emits the kernels of a cell for one instruction set.</summary>
static class KernelEmitter
{
    // Bytes that any machine of these instruction sets has.
    const int FirstLevelCache = 32 * 1024;

    /// <summary>The whole file.</summary>
    public static string Emit(CellSource source, FrameLayout frame, InstructionSet set, IReadOnlyDictionary<string, string> equations)
    {
        var code = new CodeWriter();
        FileHeader.Write(code, $"Kernels of {source.ClassName} for {Describe(set)}: {Literal.Integer(set.Lanes)} lanes at once.");
        bool walks = frame.Program.Forward.Stages.Concat(frame.Program.Backward.Stages).Any(s => s.WalksSteps);
        if (walks)
        {
            code.Line("using System.Runtime.CompilerServices;");
        }

        code.Line("using RnnModular;");
        code.Line("using RnnModular.Numerics;");
        code.Line($"using V = System.Runtime.Intrinsics.Vector{Literal.Integer(set.Bits)};");
        code.Line($"using Lanes = System.Runtime.Intrinsics.Vector{Literal.Integer(set.Bits)}<float>;");
        code.Line();
        if (source.Namespace.Length > 0)
        {
            code.Line($"namespace {source.Namespace};");
            code.Line();
        }

        using (code.Open($"partial class {source.ClassName}"))
        using (code.Open($"sealed unsafe class {set.Name}Kernels : Kernels"))
        {
            foreach (StagePlan plan in new[] { frame.Program.Forward, frame.Program.Backward })
            {
                foreach (Stage stage in plan.Stages)
                {
                    code.Line($"/// <summary>{Summary(plan, stage)}</summary>");
                    new StageEmitter(code, set, frame, plan, equations).Emit(stage);
                    code.Line();
                }
            }

            Sweeps(code, set, frame);
        }

        return code.ToString();
    }

    /// <summary>What a stage does, in one line.</summary>
    public static string Summary(StagePlan plan, Stage stage)
    {
        string when = stage.Phase switch { Phase.Before => "Before the loop, all steps at once", Phase.Loop => stage.WalksSteps ? "Walks the steps" : "Each step", _ => "After the loop, all steps at once" };
        string what = stage.RowFunction == Operations.Sum.Name ? "sum over lanes" : stage.IsOfRows ? stage.RowFunction : stage.Shape.IsMatrix ? "row by row of a matrix" : stage.Accumulators.Count == 0 ? "elementwise" : string.Join(", ", ProductGroup.Of(stage, stage.Accumulators.Count).SelectMany(g => g.Products.Select((_, index) => ProductText.Of(plan.Nodes, g, index))));
        return $"{when}: {what}   {(stage.Shape.IsScalar ? "[1]" : stage.Shape.ToString())}";
    }

    /// <summary>An instruction set as a person calls it.</summary>
    public static string Describe(InstructionSet set) => set.Name switch { "Avx512" => "AVX-512", "Avx2" => "AVX2 with FMA", _ => "any machine" };

    static void Sweeps(CodeWriter code, InstructionSet set, FrameLayout frame)
    {
        Stage[] stages = [.. frame.Program.Forward.Stages.Concat(frame.Program.Backward.Stages).Where(s => s.Accumulators.Count > 0 && !s.IsOfRows)];
        var shapes = new SortedDictionary<int, HashSet<TileShape>>();
        foreach (var byWidth in stages.GroupBy(s => ProductGroup.Of(s, TileSet.MostGates).Max(g => g.Nodes.Count)).OrderBy(g => g.Key))
        {
            TileSet tiles = TileSet.For(set, byWidth.Key);
            Sweep(code, set, tiles, byWidth.Max(s => s.Accumulators.Count));
            code.Line();
            foreach (int gates in byWidth.SelectMany(s => ProductGroup.Of(s, TileSet.MostGates)).Select(g => g.Nodes.Count).Distinct())
            {
                if (!shapes.TryGetValue(gates, out HashSet<TileShape>? known))
                {
                    shapes.Add(gates, known = []);
                }

                known.UnionWith(tiles.All.Select(t => t with { Gates = gates }));
            }
        }

        foreach (KeyValuePair<int, HashSet<TileShape>> gates in shapes)
        {
            TileEmitter.Emit(code, set, gates.Key, [.. gates.Value.OrderByDescending(t => t.Blocks).ThenByDescending(t => t.Rows)]);
            code.Line();
        }
    }

    static void Sweep(CodeWriter code, InstructionSet set, TileSet tiles, int accumulators)
    {
        string lanes = Literal.Integer(set.Lanes);
        code.Line("/// <summary>Walks a stage, with so many weights for each lane, over its rows and lanes in tiles, the largest first.</summary>");
        using (code.Open($"static void Sweep{Literal.Integer(tiles.Gates)}(delegate*<in Frame, nint, int, nint, int, float*, void> tile, in Frame f, int rows, int from, int to, nint weights)"))
        {
            code.Line($"float* room = stackalloc float[{Literal.Integer(tiles.Room(accumulators, set.Lanes) + 16)}];");
            code.Line("float* sums = (float*)(((nint)room + 63) & -64);");
            code.Line($"int end = (to + {Literal.Integer(set.Lanes - 1)}) & -{lanes};");
            code.Line("int j = from;");
            code.Line("int count;");
            code.Line();
            code.Line("// Every other step walks back, so that it starts with the weights still in the cache.");
            if (tiles.SingleRowBlocks > tiles.Blocks)
            {
                string kept = Literal.Integer(FirstLevelCache / sizeof(float));
                code.Line("// A row alone takes wide tiles, unless narrow ones find some of their weights in the first-level cache.");
                code.Line($"bool wide = rows == 1 && (weights * (end - from) <= {kept} || weights * {Literal.Integer(tiles.Blocks * set.Lanes)} > {kept});");
                Walk(code, tiles.SingleRowBlocks, set.Lanes, "wide ? (end - j) / {0} : 0", [1]);
            }

            Walk(code, tiles.Blocks, set.Lanes, "(end - j) / {0}", tiles.RowCounts);
            if (tiles.LastPair > 1)
            {
                Walk(code, tiles.LastPair, set.Lanes, "rows == 1 ? (end - j) / {0} : 0", [1]);
            }

            if (tiles.Blocks > 1)
            {
                Walk(code, 1, set.Lanes, "(end - j) / {0}", tiles.RowCounts);
            }
        }
    }

    /// <summary>As many tiles of some blocks of lanes as there are, forwards or backwards.</summary>
    static void Walk(CodeWriter code, int blocks, int lanes, string howMany, IReadOnlyList<int> rowCounts)
    {
        string step = Literal.Integer(blocks * lanes);
        code.Line($"count = {howMany.Replace("{0}", step)};");
        using (code.Open("for (int n = 0; n < count; n++)"))
        {
            code.Line($"int at = j + (f.walksBack ? count - 1 - n : n) * {step};");
            if (rowCounts.Count == 1)
            {
                code.Line($"tile(f, 0, {Literal.Integer(rowCounts[0])}, at, {Literal.Integer(blocks)}, sums);");
            }
            else
            {
                Rows(code, blocks, rowCounts);
            }
        }

        code.Line();
        code.Line($"j += count * {step};");
    }

    static void Rows(CodeWriter code, int blocks, IReadOnlyList<int> rowCounts)
    {
        code.Line("int row = 0;");
        foreach (int count in rowCounts)
        {
            string text = Literal.Integer(count);
            using (code.Open(count == 1 ? "for (; row < rows; row++)" : $"for (; row + {text} <= rows; row += {text})"))
            {
                code.Line($"tile(f, row, {text}, at, {Literal.Integer(blocks)}, sums);");
            }

            code.Line();
        }
    }
}
