using RnnModular.Learning;
using RnnModular.Numerics;

namespace RnnModular.Cli.Benchmarks;

/// <summary>A cell with the weights its spec starts with, and a batch of random inputs and output gradients.</summary>
sealed class CellSubject : IDisposable
{
    readonly AlignedBuffer _x = new();
    readonly AlignedBuffer _dy = new();
    readonly AlignedBuffer _dx = new();

    public CellSubject(ICellFactory factory, CellSizes sizes, SequenceLayout layout, bool trains, ulong seed, Func<RecurrentCell, CellWorkspace>? workspace = null)
    {
        Layout = layout;
        Cell = factory.Create(sizes);
        var parameters = new float[Cell.ParameterCount];
        foreach (CellParameter parameter in Cell.Parameters)
        {
            Initializer.Fill(parameters.AsSpan(parameter.Offset, parameter.Length), parameter, sizes.Hidden, seed, parameter.Name);
        }

        Cell.Load(parameters);
        Workspace = workspace?.Invoke(Cell) ?? Cell.CreateWorkspace();
        X = Random(_x, layout.Rows, Cell.InputWidth, seed, "x");
        if (trains)
        {
            Dy = Random(_dy, layout.Rows, Cell.OutputSize, seed, "dy");
            Dx = _dx.Matrix(layout.Rows, Cell.InputWidth);
            Gradients = new float[Cell.ParameterCount];
        }
    }

    /// <summary>The cell.</summary>
    public RecurrentCell Cell { get; }

    /// <summary>Where it runs.</summary>
    public CellWorkspace Workspace { get; }

    /// <summary>How the sequences lie.</summary>
    public SequenceLayout Layout { get; }

    /// <summary>Input rows [N, InputWidth].</summary>
    public MatrixView X { get; }

    /// <summary>Gradients of the output [N, OutputSize], when training.</summary>
    public MatrixView Dy { get; }

    /// <summary>Room for the gradients of the input rows, when training.</summary>
    public MatrixView Dx { get; }

    /// <summary>The gradients of the parameters, when training.</summary>
    public float[] Gradients { get; } = [];

    public void Dispose()
    {
        Workspace.Dispose();
        Cell.Dispose();
        _x.Dispose();
        _dy.Dispose();
        _dx.Dispose();
    }

    static MatrixView Random(AlignedBuffer buffer, int rows, int columns, ulong seed, string name)
    {
        MatrixView matrix = buffer.Matrix(rows, columns);
        Philox random = new(seed, name);
        for (int row = 0; row < rows; row++)
        {
            random.FillUniform(matrix[row], -1, 1);
        }

        return matrix;
    }
}
