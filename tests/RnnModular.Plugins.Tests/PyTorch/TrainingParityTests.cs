using RnnModular.Learning;
using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.PyTorch;

/// <summary>Ten steps of Adam on an LSTM with a linear layer on its last output, beside PyTorch.</summary>
[Trait("Category", "Numeric")]
public sealed class TrainingParityTests
{
    const float Tolerance = 2e-5f;

    [Fact]
    public void Losses_and_trained_weights_are_those_of_PyTorch()
    {
        ReferenceCase reference = ReferenceCase.Read("adam-lstm");
        ReferenceTensor target = reference.Inputs["target"];
        SequenceLayout layout = new(reference.Lengths);
        using ParameterStore store = new(seed: 1);
        using Tape tape = new(WorkerTeam.Single);
        using Recurrent lstm = new(store, "lstm", TestCells.Lstm, new RecurrentOptions(reference.Input, reference.Hidden));
        Linear linear = new(store, "linear", reference.Hidden, target.Columns);
        foreach ((string name, ReferenceTensor weight) in reference.Weights)
        {
            weight.Data.CopyTo(store[NameOf(name)].Values);
        }

        store.MarkChanged();
        using AlignedRows x = AlignedRows.Of(reference.Inputs["x"].Data, reference.Input);
        (AlignedRows targets, AlignedRows weights) = OnLastStep(layout, target);
        MeanSquaredError loss = new();
        Adam adam = new(store, reference.LearningRate);
        var losses = new float[reference.Outputs["losses"].Data.Length];

        for (int step = 0; step < losses.Length; step++)
        {
            tape.Begin(training: true, step);
            store.ClearGradients();
            Tensor prediction = linear.Forward(tape, lstm.Forward(tape, layout, tape.Constant(x.View)).Y);
            losses[step] = (float)loss.Forward(tape, prediction, targets.View, weights.View);
            tape.Backward();
            adam.Step(tape.Team);
        }

        Near.Assert(reference.Outputs["losses"].Data, losses, "loss", Tolerance);
        foreach ((string name, ReferenceTensor weight) in reference.FinalWeights!)
        {
            Near.Assert(weight.Data, store[NameOf(name)].Values, name, Tolerance);
        }

        targets.Dispose();
        weights.Dispose();
    }

    static string NameOf(string name) => name.StartsWith("linear.", StringComparison.Ordinal) ? name : $"lstm.{name}";

    /// <summary>Targets for every packed row, and weights that count the rows of the last step alone.</summary>
    static (AlignedRows Targets, AlignedRows Weights) OnLastStep(SequenceLayout layout, ReferenceTensor target)
    {
        AlignedRows targets = new(layout.Rows, target.Columns);
        AlignedRows weights = new(layout.Rows, 1);
        targets.View.Clear();
        weights.View.Clear();
        int first = layout.Offset(layout.Steps - 1);
        for (int row = 0; row < layout.Batch; row++)
        {
            target.Data.AsSpan(row * target.Columns, target.Columns).CopyTo(targets.View[first + row]);
            weights.View[first + row][0] = 1;
        }

        return (targets, weights);
    }
}
