namespace RnnModular.Numerics;

/// <summary>
/// A matrix read as [depth, width] whatever way it lies in memory: element (k, i) is at
/// <c>Data[k · DepthStep + i · WidthStep]</c>, and one of the two steps is 1.
/// </summary>
readonly unsafe struct Operand(float* data, int depth, int width, nint depthStep, nint widthStep)
{
    public readonly float* Data = data;
    public readonly int Depth = depth;
    public readonly int Width = width;
    public readonly nint DepthStep = depthStep;
    public readonly nint WidthStep = widthStep;

    /// <summary>The rows of <paramref name="matrix"/> are the depth.</summary>
    public static Operand DepthByRows(MatrixView matrix) => new(matrix.Data, matrix.Rows, matrix.Columns, matrix.Stride, 1);

    /// <summary>The columns of <paramref name="matrix"/> are the depth.</summary>
    public static Operand DepthByColumns(MatrixView matrix) => new(matrix.Data, matrix.Columns, matrix.Rows, 1, matrix.Stride);
}
