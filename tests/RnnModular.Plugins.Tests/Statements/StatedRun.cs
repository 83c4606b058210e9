using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>
/// One random sequence through a compiled cell, from where it starts, beside which a test states the same cell in another shape:
/// plain loops over numbers in float64, written from the source the cell cites.
/// </summary>
sealed class StatedRun
{
    public const int Inputs = 3;

    public const int Hidden = 5;

    const int Steps = 6;

    const float Tolerance = 5e-6f;

    readonly Dictionary<string, double[]> _parameters;
    readonly float[] _outputs;

    public StatedRun(string id, int hidden = Hidden)
    {
        using RecurrentCell cell = TestCells.All[id].Create(new CellSizes(Inputs, hidden));
        var parameters = new float[cell.ParameterCount];
        new Philox(3, "parameters").FillUniform(parameters, -0.9f, 0.9f);
        cell.Load(parameters);
        _parameters = cell.Parameters.ToDictionary(
            p => p.Name, p => parameters.AsSpan(p.Offset, p.Length).ToArray().Select(v => (double)v).ToArray());
        using CellWorkspace workspace = cell.CreateWorkspace();
        using AlignedRows state = new(1, cell.StateWidth);
        cell.Start(state.View[0]);
        var random = new Philox(3, "inputs");
        var input = new float[cell.InputWidth];
        var output = new float[cell.OutputSize];
        var outputs = new List<float>();
        for (int step = 0; step < Steps; step++)
        {
            random.FillUniform(input, -1, 1);
            workspace.Step(input, state.View[0], output);
            X.Add([.. input.Select(v => (double)v)]);
            outputs.AddRange(output);
        }

        _outputs = [.. outputs];
    }

    /// <summary>The input rows of all steps: x, then the side inputs.</summary>
    public List<double[]> X { get; } = [];

    /// <summary>A parameter by its name in the spec.</summary>
    public double[] this[string name] => _parameters[name];

    /// <summary>Parameters one below the other, as the big matrices of libraries hold them.</summary>
    public double[] Stack(params string[] names) => [.. names.SelectMany(name => _parameters[name])];

    /// <summary>Holds the compiled cell's outputs against those of the stated step.</summary>
    public void Expect(Func<double[], double[]> step) =>
        Near.Assert([.. X.SelectMany(step).Select(v => (float)v)], _outputs, "y", Tolerance);

    /// <summary>What one unit receives: its row of a matrix times a vector.</summary>
    public double Row(string matrix, int unit, double[] vector)
    {
        double sum = 0;
        for (int from = 0; from < vector.Length; from++)
        {
            sum += this[matrix][(unit * vector.Length) + from] * vector[from];
        }

        return sum;
    }

    /// <summary>Matrix, stored by rows, times vector.</summary>
    public double[] Product(string matrix, double[] vector) => Product(this[matrix], vector);

    /// <summary>Matrix, stored by rows, times vector.</summary>
    public static double[] Product(double[] matrix, double[] vector) =>
        [.. matrix.Chunk(vector.Length).Select(row => row.Zip(vector, (w, v) => w * v).Sum())];

    /// <summary>One value a lane.</summary>
    public static double[] Lanes(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    /// <summary>Lane by lane.</summary>
    public static double[] Sum(double[] a, double[] b) => Lanes(a.Length, j => a[j] + b[j]);

    /// <summary>1 / (1 + e^−v).</summary>
    public static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));
}
