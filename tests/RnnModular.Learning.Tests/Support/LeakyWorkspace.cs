using RnnModular.Numerics;

namespace RnnModular.Learning.Tests;

sealed class LeakyWorkspace(LeakyCell cell) : CellWorkspace
{
    readonly AlignedBuffer _y = new();
    readonly AlignedBuffer _h = new();
    readonly AlignedBuffer _carried = new();
    SequenceLayout? _layout;
    MatrixView _x;
    MatrixView _initial;
    MatrixView _hidden;
    bool _trained;

    public override RecurrentCell Cell => cell;

    int I => cell.InputSize;

    int H => cell.HiddenSize;

    public override MatrixView Forward(SequenceLayout layout, MatrixView x, MatrixView initialState, MatrixView finalState, bool training, IWorkerTeam team)
    {
        (_layout, _x, _initial, _trained) = (layout, x, initialState, training);
        MatrixView y = _y.Matrix(layout.Rows, H);
        _hidden = _h.Matrix(layout.Rows, H);
        MatrixView state = _carried.Matrix(layout.Batch, cell.StateWidth);
        for (int b = 0; b < layout.Batch; b++)
        {
            Poison(state, b);
            ReadOnlySpan<float> first = initialState.IsNone ? default : initialState[b];
            for (int j = 0; j < H; j++)
            {
                state[b][j] = first.IsEmpty ? 0 : first[j];
                state[b][cell.OffsetM + j] = first.IsEmpty ? 0 : first[cell.OffsetM + j];
            }
        }

        for (int t = 0; t < layout.Steps; t++)
        {
            for (int b = 0; b < layout.Alive(t); b++)
            {
                int row = layout.Offset(t) + b;
                Poison(y, row);
                Step(x[row], state[b], y[row]);
                state[b][..H].CopyTo(_hidden[row]);
                if (t == layout.Lengths[b] - 1 && !finalState.IsNone)
                {
                    state[b].CopyTo(finalState[b]);
                }
            }
        }

        return y;
    }

    public override void Step(ReadOnlySpan<float> x, Span<float> state, Span<float> y)
    {
        Span<float> next = stackalloc float[H];
        for (int j = 0; j < H; j++)
        {
            double sum = cell.Weights[cell.OffsetB + j] + cell.Weights[cell.OffsetC + j];
            for (int i = 0; i < I; i++)
            {
                sum += cell.Weights[j * I + i] * x[i];
            }

            for (int k = 0; k < H; k++)
            {
                sum += cell.Weights[cell.OffsetU + j * H + k] * state[k];
            }

            next[j] = (float)Math.Tanh(sum);
        }

        for (int j = 0; j < H; j++)
        {
            state[j] = next[j];
            state[cell.OffsetM + j] = y[j] = 0.5f * state[cell.OffsetM + j] + 0.5f * next[j];
        }
    }

    public override void Backward(MatrixView dy, MatrixView dFinalState, MatrixView dx, MatrixView dInitialState, Span<float> dParameters, IWorkerTeam team)
    {
        if (!_trained)
        {
            throw new InvalidOperationException("No training forward run came before.");
        }

        MatrixView carried = _carried.Matrix(_layout!.Batch, cell.StateWidth);
        carried.Clear();
        Span<float> da = stackalloc float[H];
        for (int t = _layout.Steps - 1; t >= 0; t--)
        {
            for (int b = 0; b < _layout.Alive(t); b++)
            {
                int row = _layout.Offset(t) + b;
                Span<float> dState = carried[b];
                if (t == _layout.Lengths[b] - 1 && !dFinalState.IsNone)
                {
                    dFinalState[b].CopyTo(dState);
                }

                for (int j = 0; j < H; j++)
                {
                    float dm = dState[cell.OffsetM + j] + (dy.IsNone ? 0 : dy[row][j]);
                    float h = _hidden[row][j];
                    da[j] = (dState[j] + 0.5f * dm) * (1 - h * h);
                    dState[cell.OffsetM + j] = 0.5f * dm;
                }

                Spread(da, t, b, dState, dx, dParameters);
            }
        }

        for (int b = 0; b < _layout.Batch && !dInitialState.IsNone; b++)
        {
            Poison(dInitialState, b);
            for (int j = 0; j < H; j++)
            {
                dInitialState[b][j] = carried[b][j];
                dInitialState[b][cell.OffsetM + j] = carried[b][cell.OffsetM + j];
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        _y.Dispose();
        _h.Dispose();
        _carried.Dispose();
    }

    static unsafe void Poison(MatrixView matrix, int row) =>
        new Span<float>(matrix.Data + row * matrix.Stride, Alignment.Stride(matrix.Columns)).Fill(float.NaN);

    /// <summary>Hands the gradient before tanh on to the weights, the input and the previous h.</summary>
    void Spread(ReadOnlySpan<float> da, int t, int b, Span<float> dState, MatrixView dx, Span<float> dParameters)
    {
        int row = _layout!.Offset(t) + b;
        Span<float> zeros = stackalloc float[H];
        zeros.Clear();
        ReadOnlySpan<float> previous = t > 0 ? _hidden[_layout.Offset(t - 1) + b] : _initial.IsNone ? zeros : _initial[b];
        if (!dx.IsNone)
        {
            Poison(dx, row);
            dx[row].Clear();
        }

        dState[..H].Clear();
        for (int j = 0; j < H; j++)
        {
            dParameters[cell.OffsetB + j] += da[j];
            dParameters[cell.OffsetC + j] += da[j];
            for (int i = 0; i < I; i++)
            {
                dParameters[j * I + i] += da[j] * _x[row][i];
                if (!dx.IsNone)
                {
                    dx[row][i] += da[j] * cell.Weights[j * I + i];
                }
            }

            for (int k = 0; k < H; k++)
            {
                dParameters[cell.OffsetU + j * H + k] += da[j] * previous[k];
                dState[k] += da[j] * cell.Weights[cell.OffsetU + j * H + k];
            }
        }
    }
}
