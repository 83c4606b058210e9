using RnnModular.CellCompiler.Tests.Support;
using RnnModular.Numerics;

namespace RnnModular.CellCompiler.Tests.Steps;

/// <summary>Runs whose products hold narrow weights: what they compute, what they may not, and what they cost.</summary>
[Trait("Category", "Numeric")]
public sealed class NarrowStepTests
{
    // One product after another, more gates than a tile holds, weights made of parameters, an output of its own, a state of numbers.
    static readonly (string Name, int Input, int Hidden)[] Cells =
    [
        ("lstm", 9, 33), ("gru", 33, 31), ("s-lstm", 8, 8), ("narrow-output", 31, 9), ("products-of-parameters", 7, 7), ("peephole-lstm", 1, 1), ("lem", 7, 129),
    ];

    static readonly Lazy<IReadOnlyDictionary<(string Name, int Input, int Hidden), ICellFactory>> Compiled =
        new(() => StepSpecs.Compile([.. Cells.Select(c => (c.Name, 0, 0)), ("lstm", 9, 33)]));

    static readonly Lazy<ICellFactory> Linear = new(() => EmittedCell.Factory("h' = W x + U h"));

    static readonly WeightFormat[] Formats = [WeightFormat.BFloat16, WeightFormat.Int8];

    public static TheoryData<string, int, int, WeightFormat> Problems()
    {
        var data = new TheoryData<string, int, int, WeightFormat>();
        foreach ((string name, int input, int hidden) in Cells)
        {
            Array.ForEach(Formats, f => data.Add(name, input, hidden, f));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Narrow_run_stays_near_float32_and_a_batch_has_the_bits_of_its_streams_at_every_width(string name, int input, int hidden, WeightFormat format)
    {
        const int Batch = 7;
        const int Steps = 5;
        float[]? first = null;
        foreach (SimdWidth width in Simd.Available)
        {
            using RecurrentCell cell = Loaded(Compiled.Value[(name, 0, 0)], input, hidden, width);
            float[] wide = Streams(cell, WeightFormat.Float32, Batch, Steps);
            float[] narrow = Streams(cell, format, Batch, Steps);
            Assert.True(hidden == 1 || !wide.SequenceEqual(narrow));
            Assert.All(wide.Zip(narrow), pair => Assert.Equal(pair.First, pair.Second, format == WeightFormat.Int8 ? 0.1f : 0.03f));

            using CellWorkspace workspace = cell.CreateWorkspace(format);
            Assert.Equal(narrow, Batched(workspace, Batch, Steps));
            if (System.Runtime.Intrinsics.X86.Fma.IsSupported)
            {
                Assert.Equal(first ??= narrow, narrow);
            }
        }
    }

    [Theory]
    [InlineData("lstm", 9, 33)]
    [InlineData("gru", 33, 31)]
    [InlineData("s-lstm", 8, 8)]
    public void Bfloat16_run_has_the_bits_of_float32_with_matrices_rounded_beforehand(string name, int input, int hidden)
    {
        foreach (SimdWidth width in Simd.Available)
        {
            using RecurrentCell cell = Loaded(Compiled.Value[(name, 0, 0)], input, hidden, width);
            float[] narrow = Streams(cell, WeightFormat.BFloat16, 1, 6);
            using RecurrentCell rounded = Loaded(Compiled.Value[(name, 0, 0)], input, hidden, width, Nearest);
            Assert.Equal(Streams(rounded, WeightFormat.Float32, 1, 6), narrow);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 9)]
    [InlineData(8, 8)]
    [InlineData(9, 7)]
    [InlineData(31, 33)]
    [InlineData(33, 31)]
    [InlineData(1031, 5)]
    public void Error_of_a_sum_stays_below_what_the_format_promises(int input, int hidden)
    {
        foreach (SimdWidth width in Simd.Available)
        {
            using RecurrentCell cell = Linear.Value.Create(new CellSizes(input, hidden), width);
            float[] parameters = Draw(cell);
            cell.Load(parameters);
            var x = new float[input];
            new Philox(2, "x").FillUniform(x, -3, 3);
            double largestInput = x.Max(Math.Abs);
            foreach (WeightFormat format in Formats)
            {
                float[] actual = Step(cell, format, x);
                for (int row = 0; row < hidden; row++)
                {
                    ReadOnlySpan<float> weights = parameters.AsSpan(cell.Parameters[0].Offset + (row * input), input);
                    double exact = 0, magnitudes = 0, inputs = 0, largest = 0;
                    for (int k = 0; k < input; k++)
                    {
                        exact += (double)weights[k] * x[k];
                        magnitudes += Math.Abs((double)weights[k] * x[k]);
                        inputs += Math.Abs(x[k]);
                        largest = Math.Max(largest, Math.Abs(weights[k]));
                    }

                    // Half a step of every weight, half a step of every operand, and what float sums lose.
                    double weightStep = largest / 127;
                    double promised = (input * Math.Pow(2, -24) * magnitudes)
                        + (format == WeightFormat.BFloat16
                            ? Math.Pow(2, -8) * magnitudes
                            : (weightStep / 2 * inputs) + (largestInput / 32767 / 2 * input * (largest + weightStep)));
                    Assert.True(Math.Abs(actual[row] - exact) <= promised * 1.0001, $"{width} {format}, row {row}: {actual[row]} instead of {exact}, promised within {promised}.");
                }
            }
        }
    }

    [Fact]
    public void Narrow_weights_that_are_not_finite_are_never_a_plausible_number()
    {
        foreach (SimdWidth width in Simd.Available)
        {
            using RecurrentCell cell = Linear.Value.Create(new CellSizes(3, 4), width);
            var parameters = new float[cell.ParameterCount];
            float[] rows = [float.NaN, 1, 1, float.PositiveInfinity, 1, 1, float.MaxValue, 0, 0, 1, 2, 3];
            rows.CopyTo(parameters, cell.Parameters[0].Offset);
            cell.Load(parameters);

            float[] rounded = Step(cell, WeightFormat.BFloat16, [1, 1, 1]);
            Assert.Equal<float>([float.NaN, float.PositiveInfinity, float.PositiveInfinity, 6], rounded);
            float[] whole = Step(cell, WeightFormat.Int8, [1, 1, 1]);
            Assert.Equal<float>([float.NaN, float.NaN], whole[..2]);
            Assert.True(whole[2] > 3.4e38f);
            Assert.Equal(6, whole[3], 0.02f);
            Assert.All(Step(cell, WeightFormat.Int8, [1, float.NegativeInfinity, 1]), v => Assert.Equal(float.NaN, v));
            Assert.Equal(0, Step(cell, WeightFormat.Int8, [1e-40f, 0, 1e-35f])[3]);
        }
    }

    [Theory]
    [InlineData(WeightFormat.BFloat16)]
    [InlineData(WeightFormat.Int8)]
    public void Narrow_step_after_warm_up_allocates_nothing_even_when_weights_change(WeightFormat format)
    {
        using RecurrentCell cell = Compiled.Value[("lstm", 0, 0)].Create(new CellSizes(9, 33));
        using CellWorkspace workspace = cell.CreateWorkspace(format);
        float[] parameters = Draw(cell), x = new float[9], state = new float[cell.StateWidth], y = new float[33];
        void Once()
        {
            cell.Load(parameters);
            workspace.Step(x, state, y);
        }

        Once();
        Once();
        float[] before = [.. y];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        Array.Clear(parameters);
        Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytes);
        Assert.NotEqual(before, y);
    }

    [Theory]
    [InlineData(WeightFormat.BFloat16)]
    [InlineData(WeightFormat.Int8)]
    public void Narrow_workspace_refuses_to_train(WeightFormat format)
    {
        using RecurrentCell cell = Loaded(Linear.Value, 3, 4, Simd.Best);
        using CellWorkspace workspace = cell.CreateWorkspace(format);
        using AlignedBuffer x = new();
        SequenceLayout layout = SequenceLayout.Dense(1, 2);
        var forward = Assert.Throws<InvalidOperationException>(() => workspace.Forward(layout, x.Matrix(2, 3), MatrixView.None, MatrixView.None, true, WorkerTeam.Single));
        var backward = Assert.Throws<InvalidOperationException>(() => workspace.Backward(MatrixView.None, MatrixView.None, MatrixView.None, MatrixView.None, new float[cell.ParameterCount], WorkerTeam.Single));
        Assert.Equal($"This workspace holds its weights as {format}, which is for inference alone; train in one made with Float32.", forward.Message);
        Assert.Equal(forward.Message, backward.Message);
    }

    [Fact]
    public void Cell_of_fixed_size_steps_with_narrow_weights_as_the_general_cell_does()
    {
        using RecurrentCell general = Loaded(Compiled.Value[("lstm", 0, 0)], 9, 33, Simd.Best);
        using RecurrentCell sized = Loaded(Compiled.Value[("lstm", 9, 33)], 9, 33, Simd.Best);
        Assert.All(Formats, format => Assert.Equal(Streams(general, format, 1, 3), Streams(sized, format, 1, 3)));
    }

    /// <summary>The bfloat16 nearest to a float, of two neighbours the nearer, of two as near the even.</summary>
    static float Nearest(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        float below = BitConverter.UInt32BitsToSingle(bits & 0xFFFF0000);
        float above = BitConverter.UInt32BitsToSingle((bits & 0xFFFF0000) + 0x10000);
        double down = Math.Abs((double)value - below), up = Math.Abs((double)above - value);
        return down < up || (down == up && (bits & 0x10000) == 0) ? below : above;
    }

    static float[] Draw(RecurrentCell cell)
    {
        var parameters = new float[cell.ParameterCount];
        new Philox(1, "parameters").FillUniform(parameters, -0.3f, 0.3f);
        return parameters;
    }

    static RecurrentCell Loaded(ICellFactory factory, int input, int hidden, SimdWidth width, Func<float, float>? matrices = null)
    {
        RecurrentCell cell = factory.Create(new CellSizes(input, hidden), width);
        float[] parameters = Draw(cell);
        foreach (CellParameter parameter in cell.Parameters.Where(p => p.Columns > 1 && matrices is not null))
        {
            for (int index = parameter.Offset; index < parameter.Offset + parameter.Length; index++)
            {
                parameters[index] = matrices!(parameters[index]);
            }
        }

        cell.Load(parameters);
        return cell;
    }

    static float[] Inputs(RecurrentCell cell, int sequence, int step)
    {
        var x = new float[cell.InputWidth];
        new Philox((ulong)((sequence * 100) + step), "x").FillUniform(x, -1, 1);
        return x;
    }

    static float[] Step(RecurrentCell cell, WeightFormat format, float[] x)
    {
        using CellWorkspace workspace = cell.CreateWorkspace(format);
        var y = new float[cell.OutputSize];
        workspace.Step(x, new float[cell.StateWidth], y);
        return y;
    }

    /// <summary>Outputs of streams, [steps][batch], as rows of a batch lie.</summary>
    static float[] Streams(RecurrentCell cell, WeightFormat format, int batch, int steps)
    {
        using CellWorkspace workspace = cell.CreateWorkspace(format);
        var outputs = new float[steps * batch][];
        for (int sequence = 0; sequence < batch; sequence++)
        {
            var state = new float[cell.StateWidth];
            cell.Start(state);
            for (int step = 0; step < steps; step++)
            {
                float[] y = outputs[(step * batch) + sequence] = new float[cell.OutputSize];
                workspace.Step(Inputs(cell, sequence, step), state, y);
            }
        }

        return [.. outputs.SelectMany(y => y)];
    }

    static float[] Batched(CellWorkspace workspace, int batch, int steps)
    {
        using AlignedBuffer buffer = new();
        MatrixView x = buffer.Matrix(batch * steps, workspace.Cell.InputWidth);
        for (int row = 0; row < x.Rows; row++)
        {
            Inputs(workspace.Cell, row % batch, row / batch).CopyTo(x[row]);
        }

        MatrixView y = workspace.Forward(SequenceLayout.Dense(batch, steps), x, MatrixView.None, MatrixView.None, false, WorkerTeam.Single);
        return [.. Enumerable.Range(0, y.Rows).SelectMany(row => y[row].ToArray())];
    }
}
