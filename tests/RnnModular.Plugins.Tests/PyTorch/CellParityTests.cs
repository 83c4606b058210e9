using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.PyTorch;

/// <summary>One layer against PyTorch's numbers, over ragged sequences from states that are not zero.</summary>
[Trait("Category", "Numeric")]
public sealed class CellParityTests
{
    const float Tolerance = 2e-6f;

    public static TheoryData<string, SimdWidth> Cells
    {
        get
        {
            TheoryData<string, SimdWidth> cases = [];
            foreach (string kind in new[] { "lstm", "gru", "rnn-tanh", "rnn-relu" })
            {
                foreach (SimdWidth width in Simd.Available)
                {
                    cases.Add(kind, width);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Outputs_and_final_states_are_those_of_PyTorch(string kind, SimdWidth width)
    {
        using ParityRun run = new(ReferenceCase.Read(kind), width);

        run.Forward(training: false);

        Near.Assert(run.Case.Outputs["y"].Data, CellStates.Values(run.Y), "y", Tolerance);
        foreach (CellState state in run.Cell.States)
        {
            Near.Assert(run.Case.Outputs[$"{state.Name}_n"].Data, run.FinalState(state.Name), $"{state.Name}_n", Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_gradient_is_that_of_PyTorch(string kind, SimdWidth width)
    {
        using ParityRun run = new(ReferenceCase.Read(kind), width);

        run.Forward(training: true);
        IReadOnlyDictionary<string, float[]> gradients = run.Backward();

        Assert.Equal(run.Case.Gradients!.Keys.Order(), gradients.Keys.Order());
        foreach ((string name, ReferenceTensor expected) in run.Case.Gradients)
        {
            Near.Assert(expected.Data, gradients[name], $"gradient of {name}", Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Streaming_gives_the_outputs_of_PyTorch_one_by_one(string kind, SimdWidth width)
    {
        using ParityRun run = new(ReferenceCase.Read(kind), width);

        for (int sequence = 0; sequence < run.Layout.Batch; sequence++)
        {
            run.Stream(sequence, (step, y) =>
            {
                int row = run.Layout.Offset(step) + sequence;
                Near.Assert(run.Case.Outputs["y"].Data.AsSpan(row * y.Length, y.Length), y, $"y of sequence {sequence} at step {step}", Tolerance);
            });
        }
    }
}
