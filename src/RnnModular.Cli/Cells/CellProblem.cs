using RnnModular.Learning;
using RnnModular.Numerics;

namespace RnnModular.Cli.Cells;

/// <summary>
/// One random problem for a cell: parameters, sequences of given lengths, initial states, masks, and the weights of a loss
/// L = Σ y·dy + Σ final·dFinal. Values are exact in float32, so that every engine starts from the same numbers.
/// </summary>
sealed class CellProblem
{
    /// <summary>Draws a problem.</summary>
    /// <param name="cell">The cell, for its shapes.</param>
    /// <param name="lengths">Sequence lengths in falling order.</param>
    /// <param name="seed">Decides all numbers.</param>
    /// <param name="fromStart">True for sequences that start where the cell says.</param>
    public CellProblem(RecurrentCell cell, int[] lengths, ulong seed, bool fromStart = false)
    {
        var random = new Philox(seed, "cell check");
        Lengths = lengths;
        Seed = seed;
        float scale = 1 / MathF.Sqrt(cell.HiddenSize);
        Parameters = cell.Parameters.ToDictionary(
            p => p.Name,
            p => p.Draw is null ? Draw(random, p.Length, scale).Select(v => p.Initial == InitialValue.Constant ? (float)(v + p.Constant) : v).ToArray() : Initial(cell, p, seed));
        Inputs = [.. lengths.Select(l => Enumerable.Range(0, l).Select(_ => Draw(random, cell.InputWidth, 1)).ToArray())];
        OutputWeights = [.. lengths.Select(l => Enumerable.Range(0, l).Select(_ => Draw(random, cell.OutputSize, 1)).ToArray())];
        InitialStates = fromStart ? null : [.. lengths.Select(_ => States(cell, random))];
        FinalWeights = [.. lengths.Select(_ => States(cell, random))];
        Masks = [.. lengths.Select((length, row) => Enumerable.Range(0, length).Select(step => Drawn(cell, row, step)).ToArray())];
    }

    /// <summary>The seed that a workspace draws its first masks from.</summary>
    public ulong Seed { get; }

    /// <summary>Sequence lengths in falling order.</summary>
    public int[] Lengths { get; }

    /// <summary>Parameters by name.</summary>
    public Dictionary<string, double[]> Parameters { get; }

    /// <summary>Input rows by sequence and step.</summary>
    public double[][][] Inputs { get; }

    /// <summary>dy by sequence and step.</summary>
    public double[][][] OutputWeights { get; }

    /// <summary>Initial states by sequence and name; null where the cell says where it starts.</summary>
    public Dictionary<string, double[]>[]? InitialStates { get; }

    /// <summary>The masks of the first training run by sequence, step and name.</summary>
    public Dictionary<string, double[]>[][] Masks { get; }

    /// <summary>Gradients of final states by sequence and name.</summary>
    public Dictionary<string, double[]>[] FinalWeights { get; }

    // A cell that says what its parameters are drawn from may mean nothing elsewhere: the logarithm of a time constant, say.
    static double[] Initial(RecurrentCell cell, CellParameter parameter, ulong seed)
    {
        var values = new float[parameter.Length];
        Initializer.Fill(values, parameter, cell.HiddenSize, seed, parameter.Name);
        return [.. values.Select(v => (double)v)];
    }

    Dictionary<string, double[]> Drawn(RecurrentCell cell, int row, int step) => cell.Masks.ToDictionary(m => m.Name, m =>
    {
        var values = new float[m.Size];
        new MaskDraw(m).Fill(Seed, 0, row, step, values);
        return values.Select(v => (double)v).ToArray();
    });

    static Dictionary<string, double[]> States(RecurrentCell cell, Philox random) =>
        cell.States.ToDictionary(s => s.Name, s => Draw(random, s.Count, 0.5f));

    static double[] Draw(Philox random, int length, float scale)
    {
        var values = new float[length];
        random.FillUniform(values, -scale, scale);
        return [.. values.Select(v => (double)v)];
    }
}
