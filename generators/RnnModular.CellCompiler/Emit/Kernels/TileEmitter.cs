using RnnModular.CellCompiler.Emit.CSharp;

namespace RnnModular.CellCompiler.Emit.Kernels;

/// <summary>Emits the register tiles: sums of rows × gates × lanes, unrolled; the depth is a loop.</summary>
static class TileEmitter
{
    /// <summary>All tiles for one number of gates, and the switch between them.</summary>
    public static void Emit(CodeWriter code, InstructionSet set, int count, IReadOnlyList<TileShape> tiles)
    {
        string gates = Literal.Integer(count);
        string plural = count == 1 ? "" : "s";
        code.Line($"/// <summary>sums[rows, {gates} gate{plural}] (+)= a[rows, depth] · w[depth, {gates} gate{plural}] for some blocks of {Literal.Integer(set.Lanes)} lanes, from lane j on.</summary>");
        using (code.Open($"static void Multiply{gates}(float* sums, int gates, float* a, nint aStride, PackedWeights weights, nint j, nint depth, int rows, int blocks, bool add)"))
        {
            using (code.Open("if (weights.IsNarrow)"))
            {
                code.Line($"NarrowProduct.Multiply{Literal.Integer(set.Bits)}(sums, gates, a, aStride, weights, {gates}, j, depth, rows, blocks, add);");
                code.Line("return;");
            }

            code.Line();
            code.Line($"float* w = weights.Data + j * {(count == 1 ? "" : gates + " * ")}depth;");
            using (code.Open("switch ((rows, blocks))"))
            {
                foreach (TileShape tile in tiles)
                {
                    code.Line($"case ({Literal.Integer(tile.Rows)}, {Literal.Integer(tile.Blocks)}): {Name(tile)}(sums, gates, a, aStride, w, depth, add); break;");
                }
            }
        }

        foreach (TileShape tile in tiles)
        {
            code.Line();
            Tile(code, set, tile);
        }
    }

    static string Name(TileShape tile) => $"Tile{Literal.Integer(tile.Rows)}x{Literal.Integer(tile.Gates)}x{Literal.Integer(tile.Blocks)}";

    static void Tile(CodeWriter code, InstructionSet set, TileShape tile)
    {
        string Sum(int row, int vector) => "s" + Literal.Integer(row) + "_" + Literal.Integer(vector);
        int vectors = tile.Gates * tile.Blocks;
        string lanes = Literal.Integer(set.Lanes);

        // The sums of one row lie together: [block][row][gate].
        string Place(int row, int vector) => ((vector / tile.Gates * tile.Rows) + row, vector % tile.Gates) switch
        {
            (0, 0) => "sums",
            (0, int gate) => $"sums + {Literal.Integer(gate * set.Lanes)}",
            (int before, 0) => $"sums + {Times(before)}gates * {lanes}",
            (int before, int gate) => $"sums + ({Times(before)}gates + {Literal.Integer(gate)}) * {lanes}",
        };
        string Times(int count) => count == 1 ? "" : $"{Literal.Integer(count)} * ";

        using (code.Open($"static void {Name(tile)}(float* sums, int gates, float* a, nint aStride, float* w, nint depth, bool add)"))
        {
            for (int block = 1; block < tile.Blocks; block++)
            {
                string before = block == 1 ? "w" : "w" + Literal.Integer(block - 1);
                code.Line($"float* w{Literal.Integer(block)} = {before} + depth * {Literal.Integer(tile.Gates * set.Lanes)};");
            }

            for (int row = 1; row < tile.Rows; row++)
            {
                code.Line($"float* a{Literal.Integer(row)} = a{(row == 1 ? "" : Literal.Integer(row - 1))} + aStride;");
            }

            string[] sums = [.. Enumerable.Range(0, tile.Rows).SelectMany(r => Enumerable.Range(0, vectors).Select(v => Sum(r, v)))];
            code.Line($"Lanes {string.Join(" = Lanes.Zero, ", sums)} = Lanes.Zero;");
            using (code.Open("if (add)"))
            {
                ForEach((row, vector) => $"{Sum(row, vector)} = V.Load({Place(row, vector)});");
            }

            code.Line();
            using (code.Open("for (nint k = 0; k < depth; k++)"))
            {
                for (int vector = 0; vector < vectors; vector++)
                {
                    int block = vector / tile.Gates;
                    string pointer = block == 0 ? "w" : "w" + Literal.Integer(block);
                    code.Line($"Lanes v{Literal.Integer(vector)} = V.Load({pointer}{(vector % tile.Gates == 0 ? "" : $" + {Literal.Integer(vector % tile.Gates * set.Lanes)}")});");
                }

                for (int row = 0; row < tile.Rows; row++)
                {
                    string pointer = "a" + (row == 0 ? "" : Literal.Integer(row));
                    code.Line($"{(row == 0 ? "Lanes b" : "b")} = V.Create({pointer}[k]);");
                    for (int vector = 0; vector < vectors; vector++)
                    {
                        code.Line($"{Sum(row, vector)} = V.{set.MultiplyAdd}(v{Literal.Integer(vector)}, b, {Sum(row, vector)});");
                    }
                }

                for (int block = 0; block < tile.Blocks; block++)
                {
                    code.Line($"w{(block == 0 ? "" : Literal.Integer(block))} += {Literal.Integer(tile.Gates * set.Lanes)};");
                }
            }

            code.Line();
            ForEach((row, vector) => $"V.Store({Sum(row, vector)}, {Place(row, vector)});");
        }

        void ForEach(Func<int, int, string> line)
        {
            for (int row = 0; row < tile.Rows; row++)
            {
                for (int vector = 0; vector < vectors; vector++)
                {
                    code.Line(line(row, vector));
                }
            }
        }
    }
}
