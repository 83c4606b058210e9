using RnnModular.Numerics;
using RnnModular.Plugins.Diagonal;
using RnnModular.Plugins.Elman;
using RnnModular.Plugins.Feedback;
using RnnModular.Plugins.Gated;
using RnnModular.Plugins.Gru;
using RnnModular.Plugins.Lstm;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.Engines;

/// <summary>Bits and bytes: what threads and vector widths may not change, and what a step may not allocate.</summary>
[Trait("Category", "Numeric")]
public sealed class EngineBitTests
{
    static readonly Dictionary<string, ICellFactory> Factories = new()
    {
        ["elman"] = ElmanCell.Factory,
        ["gru"] = GruCell.Factory,
        ["lstm"] = LstmCell.Factory,
        ["gru-d"] = GruDCell.Factory,
        ["zoneout-lstm"] = ZoneoutLstmCell.Factory,
        ["li-gru-dropout"] = LiGruDropoutCell.Factory,
        ["learned-start-lstm"] = LearnedStartLstmCell.Factory,
        ["gated-feedback"] = GatedFeedbackCell.Factory,
        ["rwkv4-time-mix"] = Rwkv4TimeMixCell.Factory,
    };

    // Cut by sequences, by lanes, and not at all.
    public static TheoryData<string, int[], int> Problems() => new()
    {
        { "elman", [40, 40, 33, 31, 9, 8, 7, 1, 1, 1, 1, 1, 1], 65 },
        { "gru", [40, 40, 33, 31, 9, 8, 7, 1, 1, 1, 1, 1, 1], 65 },
        { "lstm", [40, 40, 33, 31, 9, 8, 7, 1, 1, 1, 1, 1, 1], 65 },
        { "gru", [9, 7, 1], 257 },
        { "lstm", [9, 7, 1], 257 },
        { "lstm", [5], 9 },
        { "lstm", [40, 40, 33, 31, 9, 8, 7, 1, 1, 1, 1, 1, 1], 64 },
        { "gru-d", [40, 40, 33, 31, 9, 8, 7, 1, 1, 1, 1, 1, 1], 65 },
        { "gru-d", [9, 7, 1], 257 },
        { "zoneout-lstm", [40, 40, 33, 31, 9, 8, 7, 1, 1, 1, 1, 1, 1], 65 },
        { "zoneout-lstm", [9, 7, 1], 257 },
        { "li-gru-dropout", [9, 7, 1], 257 },
        { "learned-start-lstm", [40, 40, 33, 31, 9, 8, 7, 1, 1, 1, 1, 1, 1], 65 },
        { "gated-feedback", [9, 7, 1], 257 },
        { "rwkv4-time-mix", [90, 90, 70, 60, 31, 9, 8, 7, 1], 33 },
        { "rwkv4-time-mix", [9, 7, 1], 257 },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Training_pass_with_two_or_three_threads_gives_the_bits_of_one(string id, int[] lengths, int hidden)
    {
        using RecurrentCell cell = Factories[id].Create(new CellSizes(7, hidden));
        float[] one = Pass(cell, lengths, WorkerTeam.Single);
        foreach (int threads in new[] { 2, 3 })
        {
            using var team = new WorkerTeam(threads);
            Assert.Equal(one, Pass(cell, lengths, team));
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Training_pass_on_a_machine_with_FMA_gives_the_same_bits_at_every_width(string id, int[] lengths, int hidden)
    {
        if (!System.Runtime.Intrinsics.X86.Fma.IsSupported)
        {
            return;
        }

        using RecurrentCell widest = Factories[id].Create(new CellSizes(7, hidden), Simd.Available[0]);
        float[] expected = Pass(widest, lengths, WorkerTeam.Single);
        foreach (SimdWidth width in Simd.Available)
        {
            using RecurrentCell cell = Factories[id].Create(new CellSizes(7, hidden), width);
            Assert.Equal(expected, Pass(cell, lengths, WorkerTeam.Single));
        }
    }

    [Theory]
    [InlineData("elman")]
    [InlineData("gru")]
    [InlineData("lstm")]
    [InlineData("gru-d")]
    [InlineData("zoneout-lstm")]
    [InlineData("li-gru-dropout")]
    [InlineData("learned-start-lstm")]
    [InlineData("rwkv4-time-mix")]
    public void Training_pass_and_streaming_step_after_warm_up_allocate_nothing(string id)
    {
        using RecurrentCell cell = Factories[id].Create(new CellSizes(7, 33));
        using CellWorkspace workspace = cell.CreateWorkspace();
        using AlignedBuffer xs = new(), dys = new(), dxs = new();
        var layout = new SequenceLayout([9, 4, 1]);
        MatrixView x = xs.Matrix(layout.Rows, cell.InputWidth);
        MatrixView dy = dys.Matrix(layout.Rows, 33);
        MatrixView dx = dxs.Matrix(layout.Rows, cell.InputWidth);
        var parameters = new float[cell.ParameterCount];
        var gradients = new float[cell.ParameterCount];
        var state = new float[cell.StateWidth];
        var input = new float[cell.InputWidth];
        var output = new float[33];

        void Once()
        {
            cell.Load(parameters);
            workspace.Seed++;
            workspace.Forward(layout, x, MatrixView.None, MatrixView.None, true, WorkerTeam.Single);
            workspace.Backward(dy, MatrixView.None, dx, MatrixView.None, gradients, WorkerTeam.Single);
            workspace.Step(input, state, output);
        }

        Once();
        Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Outputs, then every gradient, of one random training pass.</summary>
    static float[] Pass(RecurrentCell cell, int[] lengths, IWorkerTeam team)
    {
        var layout = new SequenceLayout(lengths);
        using AlignedBuffer xs = new(), dys = new(), dxs = new(), starts = new(), dStarts = new();
        MatrixView x = Filled(xs, layout.Rows, cell.InputWidth, "x");
        MatrixView dy = Filled(dys, layout.Rows, cell.OutputSize, "dy");
        MatrixView start = Filled(starts, layout.Batch, cell.StateWidth, "start");
        MatrixView dx = dxs.Matrix(layout.Rows, cell.InputWidth);
        MatrixView dStart = dStarts.Matrix(layout.Batch, cell.StateWidth);
        var parameters = new float[cell.ParameterCount];
        new Philox(1, "parameters").FillUniform(parameters, -0.2f, 0.2f);
        cell.Load(parameters);
        var gradients = new float[cell.ParameterCount];
        using CellWorkspace workspace = cell.CreateWorkspace();
        workspace.Seed = 5;

        // Once from the initial states, once from where the cell starts.
        workspace.Forward(layout, x, MatrixView.None, MatrixView.None, true, team);
        workspace.Backward(dy, MatrixView.None, dx, MatrixView.None, gradients, team);
        MatrixView y = workspace.Forward(layout, x, start, MatrixView.None, true, team);
        workspace.Backward(dy, MatrixView.None, dx, dStart, gradients, team);
        return [.. Values(y), .. Values(dx), .. Values(dStart), .. gradients];
    }

    static MatrixView Filled(AlignedBuffer buffer, int rows, int columns, string name) => RandomRows.Fill(buffer, rows, columns, 1, name);

    static IEnumerable<float> Values(MatrixView matrix) => Enumerable.Range(0, matrix.Rows).SelectMany(row => matrix[row].ToArray());
}
