using RnnModular.CellCompiler.Emit.CSharp;
using RnnModular.CellCompiler.Lowering;

namespace RnnModular.CellCompiler.Emit.FixedSteps;

/// <summary>Emits the sums of products of one tile: the weights are read front to back, once, and the sums stay in registers.</summary>
/// <param name="code">Where.</param>
/// <param name="layout">Where values lie.</param>
/// <param name="scope">Names of the method.</param>
sealed class FixedStepProducts(CodeWriter code, FixedStepLayout layout, NameScope scope)
{
    // Short products are written out; longer ones are loops with constant bounds, whose code stays in the cache of decoded instructions.
    const int MostLines = 16;

    readonly string _vector = layout.Slot == layout.Wide ? "V" : "W";
    readonly string _type = layout.Slot == layout.Wide ? "Lanes" : "Wide";

    int _chains;
    int _broadcasts;

    /// <summary>Writes the sums of a group.</summary>
    /// <returns>The variables that hold them.</returns>
    public IReadOnlyList<string> Emit(FixedStepTiles tiles, ProductGroup group)
    {
        int vectors = FixedStepTiles.Vectors(layout.Wide, layout.Slot, group.Nodes.Count, tiles.TileBlocks);
        bool split = FixedStepTiles.IsSplit(group, tiles.Size);
        code.Line($"// {Describe(group)}");
        var chains = new List<string[]> { Start(group, vectors) };
        for (int index = 0; index < group.Products.Count; index++)
        {
            WideProduct product = group.Products[index];
            int depth = layout.Size(product.Depth);
            if (split && index > 0 && group.Products[index - 1].Operand.Kind == PlaceKind.Input)
            {
                // What x brings is there before the state is: the state's sums go on from it, and need no addition of their own.
                Join(chains);
                chains.RemoveRange(1, chains.Count - 1);
            }

            var own = new List<string[]> { chains.Count == 1 ? chains[0] : Zero(vectors) };
            if (split && depth > 1)
            {
                own.Add(Zero(vectors));
            }

            Product(layout.Base(product.Operand), depth, own);
            chains.AddRange(own.Where(o => !chains.Contains(o)));
        }

        Join(chains);
        return chains[0];
    }

    string[] Start(ProductGroup group, int vectors)
    {
        if (!layout.HasStart(group))
        {
            return Zero(vectors);
        }

        string[] sums = Names(vectors);
        code.Line($"{_type} {string.Join(", ", sums.Select((s, v) => $"{s} = {_vector}.Load({FixedStepLayout.At("w", v * layout.Wide)})"))};");
        code.Line($"w += {Literal.Integer(vectors * layout.Wide)};");
        return sums;
    }

    string[] Zero(int vectors)
    {
        string[] sums = Names(vectors);
        code.Line($"{_type} {string.Join(", ", sums.Select(s => $"{s} = {_type}.Zero"))};");
        return sums;
    }

    /// <summary>Variables of one chain of sums: a letter for the chain, a number for the vector.</summary>
    string[] Names(int vectors)
    {
        string chain = ((char)('a' + (_chains % 26))).ToString() + (_chains < 26 ? "" : "_" + Literal.Integer(_chains / 26) + "_");
        _chains++;
        return [.. Enumerable.Range(0, vectors).Select(v => scope.Take(chain + Literal.Integer(v)))];
    }

    void Product(string operand, int depth, IReadOnlyList<string[]> chains)
    {
        int width = chains[0].Length * layout.Wide;
        if (depth * chains[0].Length <= MostLines)
        {
            Lines(operand, 0, depth, chains, width);
            code.Line($"w += {Literal.Integer(depth * width)};");
            return;
        }

        int step = chains.Count;
        int whole = depth / step * step;
        using (code.Open($"for (nint k = 0; k < {Literal.Integer(whole)}; k += {Literal.Integer(step)}, w += {Literal.Integer(step * width)})"))
        {
            Lines(operand + " + k", 0, step, chains, width);
        }

        code.Line();
        if (whole < depth)
        {
            Lines(operand, whole, depth - whole, chains, width);
            code.Line($"w += {Literal.Integer((depth - whole) * width)};");
        }
    }

    void Lines(string operand, int first, int count, IReadOnlyList<string[]> chains, int width)
    {
        for (int k = 0; k < count; k++)
        {
            string broadcast = scope.Take("u" + Literal.Integer(_broadcasts++));
            code.Line($"{_type} {broadcast} = {_vector}.Create(*({FixedStepLayout.At(operand, first + k)}));");
            string[] sums = chains[k % chains.Count];
            for (int vector = 0; vector < sums.Length; vector++)
            {
                code.Line($"{sums[vector]} = {_vector}.{layout.Set.MultiplyAdd}({_vector}.Load({FixedStepLayout.At("w", (k * width) + (vector * layout.Wide))}), {broadcast}, {sums[vector]});");
            }
        }
    }

    /// <summary>Adds the chains up in pairs.</summary>
    void Join(List<string[]> chains)
    {
        for (int step = 1; step < chains.Count; step *= 2)
        {
            for (int chain = 0; chain + step < chains.Count; chain += 2 * step)
            {
                for (int vector = 0; vector < chains[chain].Length; vector++)
                {
                    code.Line($"{chains[chain][vector]} += {chains[chain + step][vector]};");
                }
            }
        }
    }

    string Describe(ProductGroup group)
    {
        IEnumerable<string> products = group.Products.Select(p => string.Join(" | ", p.Weights.Select(w => $"{w}{(p.Transposed ? "ᵀ" : "")} {p.Operand}")));
        return layout.HasStart(group)
            ? string.Join("  +  ", products.Prepend(string.Join(" | ", group.Nodes.Select(n => layout.Plan.Starts.TryGetValue(n, out string? start) ? start : "0"))))
            : string.Join("  +  ", products);
    }
}
