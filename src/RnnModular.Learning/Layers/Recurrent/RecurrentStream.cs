using System.Numerics.Tensors;
using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>A recurrent layer run one step at a time, for live input; a step allocates nothing.</summary>
public sealed class RecurrentStream : IDisposable
{
    readonly CellLayer[] _layers;
    readonly CellWorkspace[] _workspaces;
    readonly bool _residual;
    readonly int _side;
    readonly AlignedBuffer _state = new();
    readonly AlignedBuffer _activations = new();
    readonly MatrixView _stateRow;
    readonly MatrixView _rows;

    internal RecurrentStream(CellLayer[] layers, bool residual, WeightFormat weights)
    {
        _layers = layers;
        _workspaces = [.. layers.Select(layer => layer.Cell.CreateWorkspace(weights))];
        _residual = residual;
        _stateRow = _state.Matrix(1, layers[^1].StateOffset + layers[^1].StateWidth);
        _side = layers[0].Cell.InputWidth - layers[0].Cell.InputSize;
        _rows = _activations.Matrix(layers.Length, layers.Max(layer => layer.OutputSize) + _side);
        Reset();
    }

    /// <summary>The state as <see cref="Recurrent.Forward"/> has it in a row; where the cells start at first, free to be read and written.</summary>
    public Span<float> State => _stateRow[0];

    /// <summary>One step.</summary>
    /// <param name="x">Input row [<see cref="Recurrent.InputWidth"/>].</param>
    /// <param name="y">Receives the output [<see cref="Recurrent.OutputSize"/>].</param>
    public void Step(ReadOnlySpan<float> x, Span<float> y)
    {
        ReadOnlySpan<float> side = x[^_side..];
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            CellLayer cell = _layers[layer];
            cell.LoadChanged();
            Span<float> output = _rows[layer][..cell.OutputSize];
            _workspaces[layer].Step(x, State.Slice(cell.StateOffset, cell.StateWidth), output);
            if (_residual && layer > 0)
            {
                TensorPrimitives.Add(output, x[..output.Length], output);
            }

            // The side inputs of the first layer follow the output, for the layer above.
            side.CopyTo(_rows[layer][cell.OutputSize..]);
            x = _rows[layer][..(cell.OutputSize + _side)];
        }

        x[..^_side].CopyTo(y);
    }

    /// <summary>Goes back to where the cells start.</summary>
    public void Reset()
    {
        foreach (CellLayer layer in _layers)
        {
            layer.Start(State.Slice(layer.StateOffset, layer.StateWidth));
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (CellWorkspace workspace in _workspaces)
        {
            workspace.Dispose();
        }

        _state.Dispose();
        _activations.Dispose();
    }
}
