using System.Numerics.Tensors;
using RnnModular.Numerics;

namespace RnnModular.Learning;

/// <summary>A recurrent layer run one step at a time, for live input; a step allocates nothing.</summary>
public sealed class RecurrentStream : IDisposable
{
    readonly CellLayer[] _layers;
    readonly CellWorkspace[] _workspaces;
    readonly bool _residual;
    readonly AlignedBuffer _state = new();
    readonly AlignedBuffer _activations = new();
    readonly MatrixView _stateRow;
    readonly MatrixView _rows;

    internal RecurrentStream(CellLayer[] layers, bool residual)
    {
        _layers = layers;
        _workspaces = [.. layers.Select(layer => layer.Cell.CreateWorkspace())];
        _residual = residual;
        _stateRow = _state.Matrix(1, layers[^1].StateOffset + layers[^1].StateWidth);
        _rows = _activations.Matrix(layers.Length, layers.Max(layer => layer.OutputSize));
    }

    /// <summary>The state as <see cref="Recurrent.Forward"/> has it in a row; zeros at first, free to be read and written.</summary>
    public Span<float> State => _stateRow[0];

    /// <summary>One step.</summary>
    /// <param name="x">Input [I].</param>
    /// <param name="y">Receives the output [<see cref="Recurrent.OutputSize"/>].</param>
    public void Step(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            CellLayer cell = _layers[layer];
            cell.LoadChanged();
            Span<float> output = _rows[layer][..cell.OutputSize];
            _workspaces[layer].Step(x, State.Slice(cell.StateOffset, cell.StateWidth), output);
            if (_residual && layer > 0)
            {
                TensorPrimitives.Add(output, x, output);
            }

            x = output;
        }

        x.CopyTo(y);
    }

    /// <summary>Goes back to a state of zeros.</summary>
    public void Reset() => State.Clear();

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
