using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace RnnModular.Plugins.Tests.Forecasting;

/// <summary>Runs a <see cref="PlainLstm"/> row by row.</summary>
sealed unsafe class PlainLstmWorkspace(PlainLstm cell) : CellWorkspace
{
    float* _memory;
    int _capacity;
    float[] _gates = [];
    float[] _cells = [];
    float[] _zeros = [];
    SequenceLayout? _layout;
    MatrixView _x;
    MatrixView _y;

    public override RecurrentCell Cell => cell;

    int H => cell.HiddenSize;

    public override MatrixView Forward(SequenceLayout layout, MatrixView x, MatrixView initialState, MatrixView finalState, bool training, IWorkerTeam team)
    {
        if (!initialState.IsNone)
        {
            throw new NotSupportedException("The hand-written LSTM starts from zero.");
        }

        (_layout, _x) = (layout, x);
        MakeRoom(layout.Rows);
        for (int t = 0; t < layout.Steps; t++)
        {
            for (int b = 0; b < layout.Alive(t); b++)
            {
                int row = layout.Offset(t) + b;
                int before = t == 0 ? -1 : layout.Offset(t - 1) + b;
                cell.Step(x[row], Hidden(before), CellsOf(before), Gates(row), _y[row], CellsOf(row));
                if (!finalState.IsNone && t == layout.Lengths[b] - 1)
                {
                    _y[row].CopyTo(finalState[b]);
                    CellsOf(row).CopyTo(finalState[b][Alignment.Stride(H)..]);
                }
            }
        }

        return _y;
    }

    public override void Backward(MatrixView dy, MatrixView dFinalState, MatrixView dx, MatrixView dInitialState, Span<float> dParameters, IWorkerTeam team)
    {
        SequenceLayout layout = _layout ?? throw new InvalidOperationException("No training forward run came before.");
        int inputs = cell.InputSize;
        Span<float> dWeights = dParameters[..(4 * H * inputs)];
        Span<float> dRecurrent = dParameters.Slice(4 * H * inputs, 4 * H * H);
        Span<float> dBias = dParameters[(4 * H * (inputs + H))..];
        var dh = new float[layout.Batch, H];
        var dc = new float[layout.Batch, H];
        var dGates = new float[4 * H];
        for (int t = layout.Steps - 1; t >= 0; t--)
        {
            for (int b = 0; b < layout.Alive(t); b++)
            {
                int row = layout.Offset(t) + b;
                int before = t == 0 ? -1 : layout.Offset(t - 1) + b;
                bool last = t == layout.Lengths[b] - 1 && !dFinalState.IsNone;
                ReadOnlySpan<float> gates = Gates(row);
                for (int j = 0; j < H; j++)
                {
                    float gradient = dh[b, j] + (dy.IsNone ? 0 : dy[row][j]) + (last ? dFinalState[b][j] : 0);
                    float tanh = MathF.Tanh(CellsOf(row)[j]);
                    (float i, float f, float g, float o) = (gates[j], gates[H + j], gates[2 * H + j], gates[3 * H + j]);
                    float dCell = dc[b, j] + (last ? dFinalState[b][Alignment.Stride(H) + j] : 0) + gradient * o * (1 - tanh * tanh);
                    dGates[j] = dCell * g * i * (1 - i);
                    dGates[H + j] = dCell * CellsOf(before)[j] * f * (1 - f);
                    dGates[2 * H + j] = dCell * i * (1 - g * g);
                    dGates[3 * H + j] = gradient * tanh * o * (1 - o);
                    dc[b, j] = dCell * f;
                }

                ReadOnlySpan<float> x = _x[row];
                ReadOnlySpan<float> h = Hidden(before);
                for (int gate = 0; gate < 4 * H; gate++)
                {
                    Span<float> toInput = dWeights.Slice(gate * inputs, inputs);
                    Span<float> toHidden = dRecurrent.Slice(gate * H, H);
                    TensorPrimitives.MultiplyAdd(x, dGates[gate], toInput, toInput);
                    TensorPrimitives.MultiplyAdd(h, dGates[gate], toHidden, toHidden);
                    dBias[gate] += dGates[gate];
                }

                for (int k = 0; k < H; k++)
                {
                    dh[b, k] = TensorPrimitives.Dot(cell.Columns[inputs + k], dGates);
                }

                for (int k = 0; k < inputs && !dx.IsNone; k++)
                {
                    dx[row][k] = TensorPrimitives.Dot(cell.Columns[k], dGates);
                }
            }
        }
    }

    public override void Step(ReadOnlySpan<float> x, Span<float> state, Span<float> y)
    {
        Span<float> gates = stackalloc float[4 * H];
        Span<float> c = state.Slice(Alignment.Stride(H), H);
        cell.Step(x, state[..H], c, gates, y, c);
        y.CopyTo(state);
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    Span<float> Gates(int row) => _gates.AsSpan(row * 4 * H, 4 * H);

    Span<float> CellsOf(int row) => row < 0 ? _zeros : _cells.AsSpan(row * H, H);

    ReadOnlySpan<float> Hidden(int row) => row < 0 ? _zeros : _y[row];

    void MakeRoom(int rows)
    {
        int stride = Alignment.Stride(H);
        if (rows > _capacity)
        {
            NativeMemory.AlignedFree(_memory);
            _memory = (float*)NativeMemory.AlignedAlloc((nuint)(rows * stride * sizeof(float)), Alignment.Bytes);
            _capacity = rows;
            _gates = new float[rows * 4 * H];
            _cells = new float[rows * H];
            _zeros = new float[H];
        }

        _y = new MatrixView(_memory, rows, H, stride);
    }
}
