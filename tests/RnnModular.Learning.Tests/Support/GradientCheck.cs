using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

/// <summary>Compares every gradient of a small model, of parameters and inputs, with central differences.</summary>
static class GradientCheck
{
    const float Step = 1f / 128;
    const double Tolerance = 2e-3;

    /// <param name="store">The parameters.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="record">Runs the model on the inputs and records its loss.</param>
    public static void Run(ParameterStore store, MatrixView[] inputs, Action<Tape, Tensor[]> record)
    {
        using var tape = new Tape(WorkerTeam.Single);
        Tensor[] tensors = Forward(tape, inputs, record);
        store.ClearGradients();
        tape.Backward();
        float[][][] gradients = [.. tensors.Select(tensor => Rows(tape.GradientOf(tensor)))];
        double Loss()
        {
            store.MarkChanged();
            Forward(tape, inputs, record);
            return tape.Loss;
        }

        foreach (Parameter parameter in store.Parameters)
        {
            Compare(parameter.Name, parameter.Values, parameter.Gradient, Loss);
        }

        for (int input = 0; input < inputs.Length; input++)
        {
            for (int row = 0; row < inputs[input].Rows; row++)
            {
                Compare($"input {input} row {row}", inputs[input][row], gradients[input][row], Loss);
            }
        }
    }

    static Tensor[] Forward(Tape tape, MatrixView[] inputs, Action<Tape, Tensor[]> record)
    {
        tape.Begin(training: true, step: 3);
        Tensor[] tensors = [.. inputs.Select(input => tape.Variable(input))];
        record(tape, tensors);
        return tensors;
    }

    static float[][] Rows(MatrixView gradient) => [.. Enumerable.Range(0, gradient.Rows).Select(row => gradient[row].ToArray())];

    static void Compare(string name, Span<float> values, ReadOnlySpan<float> gradient, Func<double> loss)
    {
        for (int index = 0; index < values.Length; index++)
        {
            float value = values[index];
            float upper = value + Step;
            float lower = value - Step;
            values[index] = upper;
            double above = loss();
            values[index] = lower;
            double below = loss();
            values[index] = value;
            double expected = (above - below) / ((double)upper - lower);
            double error = Math.Abs(gradient[index] - expected);
            Assert.True(error <= Tolerance * Math.Max(0.1, Math.Abs(expected)), $"{name}[{index}]: gradient {gradient[index]}, central difference {expected}");
        }
    }
}
