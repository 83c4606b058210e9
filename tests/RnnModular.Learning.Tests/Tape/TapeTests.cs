using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

public sealed class TapeTests
{
    [Fact]
    public void A_tensor_used_twice_gets_the_sum_of_both_gradients()
    {
        using var memory = new Memory();
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: true);
        Tensor x = tape.Variable(memory.Of(new float[,] { { 1, 2 } }));
        MatrixView zero = memory.Zeros(1, 2);
        var loss = new MeanSquaredError();
        loss.Forward(tape, x, zero);
        loss.Forward(tape, x, zero, scale: 2);
        tape.Backward();
        Assert.Equal([3, 6], tape.GradientOf(x)[0].ToArray());
        Assert.Equal(2.5 + 5, tape.Loss, 1e-6);
    }

    [Fact]
    public void Constants_and_tensors_that_reach_no_loss_get_no_gradient()
    {
        using var memory = new Memory();
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: true);
        Tensor constant = tape.Constant(memory.Random(1, 2, "a"));
        Tensor unused = tape.Variable(memory.Random(1, 2, "b"));
        var tanh = new Tanh();
        tanh.Forward(tape, unused);
        new MeanSquaredError().Forward(tape, tanh.Forward(tape, constant), memory.Zeros(1, 2));
        tape.Backward();
        Assert.True(tape.GradientOf(constant).IsNone);
        Assert.True(tape.GradientOf(unused).IsNone);
    }

    [Fact]
    public void Only_a_training_pass_runs_backward()
    {
        using var tape = new Tape(WorkerTeam.Single);
        tape.Begin(training: false);
        Assert.Throws<InvalidOperationException>(tape.Backward);
    }

    [Fact]
    public void Matrices_have_aligned_rows_that_do_not_overlap_however_much_is_asked_for()
    {
        using var arena = new Arena();
        for (int pass = 0; pass < 3; pass++)
        {
            arena.Reset();
            var matrices = new List<MatrixView>();
            foreach (int columns in new[] { 1, 7, 16, 17, 5000, 33 })
            {
                MatrixView matrix = arena.Matrix(31, columns);
                Assert.Equal(0, matrix.Address % Alignment.Bytes);
                Assert.Equal(Alignment.Stride(columns), matrix.Stride);
                for (int row = 0; row < 31; row++)
                {
                    matrix[row].Fill(columns);
                }

                matrices.Add(matrix);
            }

            Assert.All(matrices, matrix => Assert.Equal(matrix.Columns, matrix[30][^1]));
            Assert.All(matrices, matrix => Assert.Equal(matrix.Columns, matrix[0][0]));
        }
    }

    [Fact]
    public void An_arena_stops_growing_when_passes_need_no_more()
    {
        using var arena = new Arena();
        long capacity = 0;
        for (int pass = 0; pass < 4; pass++)
        {
            arena.Reset();
            for (int matrix = 0; matrix < 50; matrix++)
            {
                arena.Matrix(20, 100);
            }

            Assert.True(pass < 2 || arena.Capacity == capacity);
            capacity = arena.Capacity;
        }

        Assert.True(arena.Matrix(0, 3) is { IsNone: false, Rows: 0 });
    }
}
