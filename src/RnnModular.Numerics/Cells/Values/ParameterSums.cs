using System.Numerics.Tensors;

namespace RnnModular.Numerics;

/// <summary>
/// The end of the backward run: gradients of parameters are sums over all rows of all steps, so each is one long product
/// or one column sum.
/// </summary>
public sealed unsafe class ParameterSums : IDisposable
{
    readonly CompiledCell _cell;
    readonly Dictionary<string, AlignedBuffer> _vectors = new(StringComparer.Ordinal);
    readonly Dictionary<StateHistory, RowStore> _gathered = [];
    readonly Dictionary<int, AlignedBuffer> _rooms = [];
    readonly AlignedBuffer _lanes = new();
    readonly AlignedBuffer _numbers = new();
    float* _gradients;
    IWorkerTeam _team = WorkerTeam.Single;

    internal ParameterSums(CompiledCell cell) => _cell = cell;

    /// <summary>dW += Σ outer(output, operand) for weights that are neighbours in the flat parameters and whose outputs lie side by side.</summary>
    /// <param name="weights">The weights, in flat order.</param>
    /// <param name="outputs">Rows of the first weight's output gradient; the others follow at the aligned width.</param>
    /// <param name="operand">What the weights multiplied.</param>
    public void Outer(ReadOnlySpan<string> weights, MatrixView outputs, MatrixView operand)
    {
        CellParameter first = _cell.Find(weights[0]);
        if (outputs.Columns % Alignment.Floats == 0)
        {
            Add(first.Offset, new MatrixView(outputs.Data, outputs.Rows, outputs.Columns * weights.Length, outputs.Stride), operand);
            return;
        }

        if (outputs.Columns == 1 && weights.Length > 1)
        {
            Add(first.Offset, SideBySide(outputs, weights.Length), operand);
            return;
        }

        int width = Alignment.Stride(outputs.Columns);
        for (int index = 0; index < weights.Length; index++)
        {
            Add(first.Offset + (index * first.Length), new MatrixView(outputs.Data + (index * width), outputs.Rows, outputs.Columns, outputs.Stride), operand);
        }
    }

    /// <summary>
    /// The same for a weight made of parameters: its gradient is summed in a matrix of its own. Where one side has fewer rows, those
    /// it lacks are zero and the first.
    /// </summary>
    public void Outer(float* gradient, MatrixView outputs, MatrixView operand)
    {
        int rows = Math.Min(outputs.Rows, operand.Rows);
        if (rows > 0)
        {
            MatrixView target = new(gradient, outputs.Columns, operand.Columns, operand.Columns);
            Gemm.Multiply(Last(outputs, rows), Last(operand, rows), target, true, false, true, _team, _cell.Width);
        }
    }

    /// <summary>dW += Σ AᵀB over the matrices of all packed rows, for a weight that multiplies rows of matrices.</summary>
    /// <param name="gradient">[width, depth], row-major.</param>
    /// <param name="a">One matrix [rows, width] a packed row, its rows padded.</param>
    /// <param name="b">One matrix [rows, depth] a packed row.</param>
    /// <param name="rows">Rows of each matrix.</param>
    /// <param name="width">Columns of A.</param>
    /// <param name="depth">Columns of B.</param>
    public void OuterOfRows(float* gradient, MatrixView a, MatrixView b, int rows, int width, int depth)
    {
        for (int row = 0; row < rows; row++)
        {
            MatrixView left = new(a.Data + ((nint)row * Alignment.Stride(width)), a.Rows, width, a.Stride);
            MatrixView right = new(b.Data + ((nint)row * Alignment.Stride(depth)), b.Rows, depth, b.Stride);
            Outer(gradient, left, right);
        }
    }

    /// <summary>The gradient of a matrix, row-major: for a parameter, in the flat gradients; for a matrix made of parameters, zero at the start of each run.</summary>
    public float* Matrix(string name, int rows, int columns)
    {
        if (_cell.Has(name))
        {
            return _gradients + _cell.Find(name).Offset;
        }

        if (!_vectors.TryGetValue(name, out AlignedBuffer? buffer))
        {
            _vectors.Add(name, buffer = new AlignedBuffer((long)rows * columns));
        }

        return buffer.Pointer;
    }

    /// <summary>db += Σ value, for every vector b of <paramref name="vectors"/>.</summary>
    public void Sum(ReadOnlySpan<string> vectors, MatrixView value)
    {
        ReadOnlySpan<float> sum = Columns(value);
        foreach (string vector in vectors)
        {
            var gradient = new Span<float>(Gradient(vector, value.Columns), value.Columns);
            TensorPrimitives.Add(gradient, sum, gradient);
        }
    }

    /// <summary>db += Σ over rows and lanes, for every scalar b of <paramref name="scalars"/>.</summary>
    public void SumLanes(ReadOnlySpan<string> scalars, MatrixView value)
    {
        float sum = 0;
        foreach (float lane in Columns(value))
        {
            sum += lane;
        }

        foreach (string scalar in scalars)
        {
            Gradient(scalar, 1)[0] += sum;
        }
    }

    /// <summary>dA += Σ value, for a matrix of parameters among the values of a step.</summary>
    /// <param name="gradient">[rows, columns], row-major.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="value">One matrix a packed row, its rows padded.</param>
    public void SumMatrix(float* gradient, int rows, int columns, MatrixView value)
    {
        ReadOnlySpan<float> sums = Columns(value);
        int stride = Alignment.Stride(columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                gradient[(row * columns) + column] += sums[(row * stride) + column];
            }
        }
    }

    /// <summary>Room for a matrix on the way to a gradient; what it holds is left over.</summary>
    /// <param name="number">Which.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public float* Room(int number, int rows, int columns)
    {
        if (!_rooms.TryGetValue(number, out AlignedBuffer? room))
        {
            _rooms.Add(number, room = new AlignedBuffer((long)rows * columns));
        }

        return room.Pointer;
    }

    /// <summary>For each packed row the state before its step; without the rows of the first step where that is zero.</summary>
    public MatrixView Previous(StateHistory history)
    {
        if (!_gathered.TryGetValue(history, out RowStore? rows))
        {
            _gathered.Add(history, rows = new RowStore(history.State.Size, 1));
        }

        return history.AllBefore(rows);
    }

    /// <summary>The padded gradient of a vector parameter or of a vector made of parameters; zero at the start of each run.</summary>
    public float* Gradient(string vector, int length)
    {
        if (!_vectors.TryGetValue(vector, out AlignedBuffer? buffer))
        {
            _vectors.Add(vector, buffer = new AlignedBuffer(Alignment.Stride(length)));
        }

        return buffer.Pointer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lanes.Dispose();
        _numbers.Dispose();
        foreach (AlignedBuffer vector in _vectors.Values)
        {
            vector.Dispose();
        }

        foreach (AlignedBuffer room in _rooms.Values)
        {
            room.Dispose();
        }

        foreach (RowStore rows in _gathered.Values)
        {
            rows.Dispose();
        }
    }

    internal void Start(float* gradients, int length, IWorkerTeam team)
    {
        if (length != _cell.ParameterCount)
        {
            throw new ArgumentException($"The cell has {_cell.ParameterCount} parameters, but room for {length} gradients was given.");
        }

        _gradients = gradients;
        _team = team;
        foreach (AlignedBuffer vector in _vectors.Values)
        {
            vector.Clear();
        }
    }

    internal void Finish()
    {
        for (int number = 0; number < _cell.Parameters.Count; number++)
        {
            CellParameter parameter = _cell.Parameters[number];
            if (parameter.Columns == 1 && _vectors.TryGetValue(parameter.Name, out AlignedBuffer? sum))
            {
                for (int index = 0; index < parameter.Length; index++)
                {
                    _gradients[parameter.Offset + index] += sum.Pointer[index];
                }
            }
        }
    }

    ReadOnlySpan<float> Columns(MatrixView value)
    {
        if (value.Rows == 1)
        {
            return value[0];
        }

        _lanes.EnsureLength(value.Columns);
        _lanes.Clear();
        Span<float> sums = _lanes.Span[..value.Columns];
        Gemm.ColumnSums(value, sums, _team);
        return sums;
    }

    static MatrixView Last(MatrixView matrix, int rows) => new(matrix.Data + ((nint)(matrix.Rows - rows) * matrix.Stride), rows, matrix.Columns, matrix.Stride);

    /// <summary>Numbers of each row without the room between them: one product takes them all, where each alone would fill as large a tile.</summary>
    MatrixView SideBySide(MatrixView first, int numbers)
    {
        MatrixView gathered = _numbers.Matrix(first.Rows, numbers);
        for (int row = 0; row < first.Rows; row++)
        {
            for (int number = 0; number < numbers; number++)
            {
                gathered.Data[((nint)row * gathered.Stride) + number] = first.Data[((nint)row * first.Stride) + (number * Alignment.Floats)];
            }
        }

        return gathered;
    }

    void Add(int offset, MatrixView output, MatrixView operand) =>
        Outer(_gradients + offset, output, operand);
}
