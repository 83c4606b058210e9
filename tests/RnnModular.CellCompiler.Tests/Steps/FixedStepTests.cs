using RnnModular.CellCompiler.Ir;
using RnnModular.CellCompiler.Reference;
using RnnModular.CellCompiler.Tests.Support;
using RnnModular.Numerics;

namespace RnnModular.CellCompiler.Tests.Steps;

/// <summary>The step emitted for fixed sizes, held against the float64 interpreter and against the general step, at every width.</summary>
[Trait("Category", "Numeric")]
public sealed class FixedStepTests
{
    static readonly (int Input, int Hidden)[] Odd = [(1, 7), (9, 33), (31, 9), (7, 31), (2, 65)];

    static readonly (string Name, int Input, int Hidden)[] Everything =
    [
        .. StepSpecs.All.Keys.Select((name, index) => (name, Odd[index % Odd.Length].Input, Odd[index % Odd.Length].Hidden)),
        .. new[] { "lstm", "gru", "layer-norm-lstm" }.SelectMany(name => new[] { (name, 1, 1), (name, 4, 4), (name, 1, 24), (name, 33, 129) }),
    ];

    static readonly Lazy<IReadOnlyDictionary<(string Name, int Input, int Hidden), ICellFactory>> Sized = new(() => StepSpecs.Compile(Everything));

    public static TheoryData<string, int, int> Cells()
    {
        var data = new TheoryData<string, int, int>();
        foreach ((string name, int input, int hidden) in Everything)
        {
            data.Add(name, input, hidden);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Step_of_fixed_size_agrees_with_the_interpreter_through_a_change_of_weights(string name, int input, int hidden)
    {
        CellSource source = StepSpecs.Source(name, input, hidden);
        Assert.Contains(CellCompilation.Compile(source).Files, f => f.HintName == "SampleCell.Step.g.cs");
        StepGraph graph = CellCompilation.Analyze(source.Equations, out _)!;
        foreach (SimdWidth width in Simd.Available)
        {
            using var stream = new Stream(Sized.Value[(name, input, hidden)], input, hidden, width);
            Dictionary<string, double[]> states = stream.Cell.States.ToDictionary(s => s.Name, s => new double[s.Size]);
            for (int step = 0; step < 6; step++)
            {
                if (step % 3 == 0)
                {
                    stream.Load(step);
                }

                float[] actual = stream.Step(step);
                ReferenceRun run = new ReferenceInterpreter(graph, input, hidden, stream.Parameters).Forward([[.. stream.X.Select(v => (double)v)]], states);
                states = stream.Cell.States.ToDictionary(s => s.Name, s => run.FinalStates[s.Name]);
                double[] expected = [.. run.Outputs[0], .. stream.Cell.States.SelectMany(s => states[s.Name])];
                Assert.Equal(expected.Length, actual.Length);
                for (int index = 0; index < expected.Length; index++)
                {
                    double error = Math.Abs(expected[index] - actual[index]) / Math.Max(1, Math.Abs(expected[index]));
                    Assert.True(error < 1e-5, $"{width}, step {step}, value {index}: {actual[index]} instead of {expected[index]}.");
                }
            }
        }
    }

    [Theory]
    [InlineData("lstm", 1, 24)]
    [InlineData("gru", 4, 4)]
    public void Step_of_fixed_size_follows_the_general_step(string name, int input, int hidden)
    {
        ICellFactory general = EmittedCell.Factory(StepSpecs.Source(name, 0, 0));
        foreach (SimdWidth width in Simd.Available)
        {
            using var one = new Stream(general, input, hidden, width);
            using var other = new Stream(Sized.Value[(name, input, hidden)], input, hidden, width);
            one.Load(1);
            other.Load(1);
            for (int step = 0; step < 9; step++)
            {
                float[] expected = one.Step(step);
                float[] actual = other.Step(step);
                Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            }
        }
    }

    [Fact]
    public void Step_of_fixed_size_on_a_machine_with_FMA_gives_the_same_bits_at_every_width()
    {
        if (!System.Runtime.Intrinsics.X86.Fma.IsSupported)
        {
            return;
        }

        var results = new List<float[]>();
        foreach (SimdWidth width in Simd.Available)
        {
            using var stream = new Stream(Sized.Value[("gru", 1, 24)], 1, 24, width);
            stream.Load(1);
            results.Add([.. Enumerable.Range(0, 5).SelectMany(stream.Step)]);
        }

        Assert.All(results, r => Assert.Equal(results[0], r));
    }

    [Fact]
    public void Step_of_fixed_size_after_warm_up_allocates_nothing_even_when_weights_change()
    {
        using var stream = new Stream(Sized.Value[("layer-norm-lstm", 33, 129)], 33, 129, Simd.Best);
        var parameters = new float[stream.Cell.ParameterCount];
        void Once()
        {
            stream.Cell.Load(parameters);
            stream.Workspace.Step(stream.X, stream.State, stream.Y);
        }

        Once();
        Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Step_of_fixed_size_refuses_rows_of_other_sizes()
    {
        using var stream = new Stream(Sized.Value[("gru", 4, 4)], 4, 4, Simd.Best);
        var error = Assert.Throws<ArgumentException>(() => stream.Workspace.Step(new float[3], stream.State, stream.Y));
        Assert.Equal("A step takes x [4], a state row [16] and y [4], but got [3], [16] and [4].", error.Message);
    }

    [Fact]
    public void Cells_of_one_step_each_on_several_threads_share_their_packed_weights()
    {
        using RecurrentCell cell = Sized.Value[("lstm", 4, 4)].Create(new CellSizes(4, 4));
        var parameters = new float[cell.ParameterCount];
        new Philox(1, "parameters").FillUniform(parameters, -0.5f, 0.5f);
        cell.Load(parameters);
        var outputs = new float[8][];
        Parallel.For(0, outputs.Length, which =>
        {
            using CellWorkspace workspace = cell.CreateWorkspace();
            outputs[which] = new float[4];
            workspace.Step([1, 2, 3, 4], new float[cell.StateWidth], outputs[which]);
        });
        Assert.Contains(outputs[0], v => v != 0);
        Assert.All(outputs, o => Assert.Equal(outputs[0], o));
    }

    sealed class Stream : IDisposable
    {
        public Stream(ICellFactory factory, int input, int hidden, SimdWidth width)
        {
            Cell = factory.Create(new CellSizes(input, hidden), width);
            Workspace = Cell.CreateWorkspace();
            (X, State, Y) = (new float[input], new float[Cell.StateWidth], new float[Cell.OutputSize]);
        }

        public RecurrentCell Cell { get; }

        public CellWorkspace Workspace { get; }

        public float[] X { get; }

        public float[] State { get; }

        public float[] Y { get; }

        /// <summary>The parameters as the interpreter has them.</summary>
        public Dictionary<string, double[]> Parameters { get; private set; } = [];

        /// <summary>Draws weights; what the spec starts at a number stays near it.</summary>
        public void Load(int seed)
        {
            var parameters = new float[Cell.ParameterCount];
            new Philox((ulong)seed, "parameters").FillUniform(parameters, -0.3f, 0.3f);
            foreach (CellParameter parameter in Cell.Parameters.Where(p => p.Initial == InitialValue.Constant))
            {
                parameters.AsSpan(parameter.Offset, parameter.Length).Fill(parameter.Constant + (seed * 0.01f));
            }

            Parameters = Cell.Parameters.ToDictionary(p => p.Name, p => parameters.AsSpan(p.Offset, p.Length).ToArray().Select(v => (double)v).ToArray());
            Cell.Load(parameters);
        }

        /// <summary>The output and all states after a step.</summary>
        public float[] Step(int number)
        {
            new Philox((ulong)number, "x").FillUniform(X, -1, 1);
            Workspace.Step(X, State, Y);
            return [.. Y, .. Cell.States.SelectMany(s => State.AsSpan(s.Offset, s.Size).ToArray())];
        }

        public void Dispose()
        {
            Workspace.Dispose();
            Cell.Dispose();
        }
    }
}
