using RnnModular.Learning;
using RnnModular.Numerics;
using RnnModular.Plugins.Tests.Cells;

namespace RnnModular.Plugins.Tests.PyTorch;

/// <summary>A stack of layers in both directions against PyTorch's numbers, over ragged sequences.</summary>
[Trait("Category", "Numeric")]
public sealed class LayerParityTests : IDisposable
{
    const float Tolerance = 2e-6f;
    const string Name = "rnn";

    readonly ReferenceCase _case = ReferenceCase.Read("lstm-2-layers-bidirectional");
    readonly ParameterStore _store = new(seed: 1);
    readonly Tape _tape = new(WorkerTeam.Single);
    readonly Recurrent _layers;
    readonly SequenceLayout _layout;
    readonly AlignedRows _x;
    readonly AlignedRows _initial;

    public LayerParityTests()
    {
        _layers = new Recurrent(_store, Name, TestCells.Lstm, new RecurrentOptions(_case.Input, _case.Hidden) { Layers = 2, Bidirectional = true });
        foreach ((string name, ReferenceTensor weight) in _case.Weights)
        {
            weight.Data.CopyTo(_store[$"{Name}.{name}"].Values);
        }

        _store.MarkChanged();
        _layout = new SequenceLayout(_case.Lengths);
        _x = AlignedRows.Of(_case.Inputs["x"].Data, _case.Input);
        _initial = States(state => _case.Inputs[$"{state}0"]);
    }

    [Fact]
    public void Outputs_and_final_states_are_those_of_PyTorch()
    {
        RecurrentOutput output = Forward(training: false, out _, out _);

        Near.Assert(_case.Outputs["y"].Data, CellStates.Values(output.Y.Value), "y", Tolerance);
        AssertStates(output.FinalState.Value, state => _case.Outputs[$"{state}_n"], "final state");
    }

    [Fact]
    public void Every_gradient_is_that_of_PyTorch()
    {
        RecurrentOutput output = Forward(training: true, out Tensor x, out Tensor initial);
        using AlignedRows dy = AlignedRows.Of(_case.LossWeights!["wy"].Data, output.Y.Columns);
        using AlignedRows dFinal = States(state => _case.LossWeights[$"w{state}"]);
        dy.View.CopyTo(_tape.GradientTarget(output.Y, out _));
        dFinal.View.CopyTo(_tape.GradientSum(output.FinalState));
        _store.ClearGradients();

        _tape.Backward();

        foreach (string name in _case.Weights.Keys)
        {
            Near.Assert(_case.Gradients![name].Data, _store[$"{Name}.{name}"].Gradient, $"gradient of {name}", Tolerance);
        }

        Near.Assert(_case.Gradients!["x"].Data, CellStates.Values(_tape.GradientOf(x)), "gradient of x", Tolerance);
        AssertStates(_tape.GradientOf(initial), state => _case.Gradients[$"{state}0"], "gradient of initial state");
    }

    public void Dispose()
    {
        _tape.Dispose();
        _layers.Dispose();
        _store.Dispose();
        _x.Dispose();
        _initial.Dispose();
    }

    RecurrentOutput Forward(bool training, out Tensor x, out Tensor initial)
    {
        _tape.Begin(training);
        x = _tape.Variable(_x.View);
        initial = _tape.Variable(_initial.View);
        return _layers.Forward(_tape, _layout, x, initial);
    }

    /// <summary>State rows of the whole stack from PyTorch's [layer · direction, B, H].</summary>
    AlignedRows States(Func<string, ReferenceTensor> tensorOf)
    {
        AlignedRows rows = new(_layout.Batch, _layers.StateWidth);
        rows.View.Clear();
        foreach ((int index, int column, CellState state) in Parts())
        {
            AlignedRows.Of(tensorOf(state.Name).Slice(index), state.Size).View.CopyTo(rows.View.ColumnRange(column, state.Size));
        }

        return rows;
    }

    void AssertStates(MatrixView rows, Func<string, ReferenceTensor> tensorOf, string what)
    {
        foreach ((int index, int column, CellState state) in Parts())
        {
            float[] actual = CellStates.Values(rows.ColumnRange(column, state.Size));
            Near.Assert(tensorOf(state.Name).Slice(index), actual, $"{what} {state.Name}[{index}]", Tolerance);
        }
    }

    IEnumerable<(int Index, int Column, CellState State)> Parts() =>
        from layer in Enumerable.Range(0, 2)
        from direction in Enumerable.Range(0, 2)
        from state in _layers.Cell(layer, direction == 1).States
        select (2 * layer + direction, _layers.StateOffset(layer, direction == 1) + state.Offset, state);
}
