namespace RnnModular.Numerics;

/// <summary>
/// Writes the weights of a step of fixed size in the order in which it reads them. A row holds one number for every lane of every
/// gate of a tile: [blocks of lanes][gates][slot], padded with zeros to whole vectors.
/// </summary>
public sealed unsafe class StepPacker
{
    readonly CompiledCell _cell;
    float* _target;
    int _vector;
    int _slot;

    internal StepPacker(CompiledCell cell) => _cell = cell;

    /// <summary>Says how rows are made up.</summary>
    /// <param name="vector">Floats in a vector of the sums.</param>
    /// <param name="slot">Lanes of a gate's block: the vector's, or a half or quarter of them.</param>
    public void Begin(int vector, int slot) => (_vector, _slot) = (vector, slot);

    /// <summary>The row with which sums start.</summary>
    /// <param name="lanes">Width of each gate.</param>
    /// <param name="first">First block of the tile.</param>
    /// <param name="blocks">Blocks of the tile.</param>
    /// <param name="vectors">A vector a gate; empty for zeros.</param>
    public void Starts(int lanes, int first, int blocks, params ReadOnlySpan<string> vectors) => Rows(lanes, first, blocks, 1, 1, 0, vectors);

    /// <summary>Weights [lanes, depth]: one row for every element of the operand.</summary>
    public void Products(int lanes, int first, int blocks, int depth, params ReadOnlySpan<string> weights) => Rows(lanes, first, blocks, depth, depth, 1, weights);

    /// <summary>Weights [depth, lanes], whose transposes multiply.</summary>
    public void Transposed(int lanes, int first, int blocks, int depth, params ReadOnlySpan<string> weights) => Rows(lanes, first, blocks, depth, 1, lanes, weights);

    /// <summary>A vector that elementwise lines read.</summary>
    public void Vector(string name, int length)
    {
        new ReadOnlySpan<float>((float*)_cell.AddressOf(name), length).CopyTo(new Span<float>(_target, length));
        _target += Alignment.Stride(length);
    }

    internal void Start(float* target) => _target = target;

    void Rows(int lanes, int first, int blocks, int depth, int laneStride, int depthStride, ReadOnlySpan<string> weights)
    {
        int gates = weights.Length;
        int width = ((gates * blocks * _slot) + _vector - 1) / _vector * _vector;
        for (int gate = 0; gate < gates; gate++)
        {
            if (weights[gate].Length == 0)
            {
                continue;
            }

            float* source = (float*)_cell.AddressOf(weights[gate]);
            int end = Math.Min(lanes, (first + blocks) * _slot);
            for (int lane = first * _slot; lane < end; lane++)
            {
                int block = (lane / _slot) - first;
                float* place = _target + (((block * gates) + gate) * _slot) + (lane % _slot);
                float* row = source + ((nint)lane * laneStride);
                for (int k = 0; k < depth; k++, place += width)
                {
                    *place = row[(nint)k * depthStride];
                }
            }
        }

        _target += (nint)width * depth;
    }
}
