using RnnModular.CellCompiler.Ir;

namespace RnnModular.CellCompiler.Lowering;

/// <summary>Weights that multiply one operand side by side: one wide product, read from one packed panel.</summary>
/// <param name="Weights">One a gate.</param>
/// <param name="Transposed">True when their transposes multiply.</param>
/// <param name="Operand">The vector.</param>
/// <param name="Depth">Its length.</param>
public sealed record WideProduct(EquatableArray<string> Weights, bool Transposed, Place Operand, Dim Depth);

/// <summary>Sums of a stage that one tile can hold, since they read the same operands.</summary>
/// <param name="First">Index of its first sum in the stage.</param>
/// <param name="Nodes">The nodes of its sums.</param>
/// <param name="Products">What is added into them, in turn.</param>
public sealed record ProductGroup(int First, EquatableArray<int> Nodes, EquatableArray<WideProduct> Products)
{
    /// <summary>Groups the sums of a stage: by operands, then into tiles of equal size.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="most">Most sums in a tile.</param>
    public static IReadOnlyList<ProductGroup> Of(Stage stage, int most)
    {
        var groups = new List<ProductGroup>();
        int first = 0;
        foreach (var alike in stage.Accumulators.GroupBy(a => a.Terms.Select(t => (t.Operand, t.Transposed, t.Depth)).ToEquatableArray()))
        {
            Accumulator[] sums = [.. alike];
            int tiles = (sums.Length + most - 1) / most;
            for (int tile = 0; tile < tiles; tile++)
            {
                Accumulator[] part = [.. sums.Skip(sums.Length * tile / tiles).Take((sums.Length * (tile + 1) / tiles) - (sums.Length * tile / tiles))];
                IEnumerable<WideProduct> products = alike.Key.Select((key, index) => new WideProduct(
                    part.Select(a => a.Terms[index].Weight).ToEquatableArray(), key.Transposed, key.Operand, key.Depth));
                groups.Add(new ProductGroup(first, part.Select(a => a.Node).ToEquatableArray(), products.ToEquatableArray()));
                first += part.Length;
            }
        }

        return groups;
    }
}
