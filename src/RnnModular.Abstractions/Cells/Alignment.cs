namespace RnnModular;

/// <summary>
/// Every row of an activation matrix starts on a 64-byte boundary: its stride is a multiple of <see cref="Floats"/>, and
/// the columns between its width and its stride may be read and overwritten by a kernel.
/// </summary>
public static class Alignment
{
    /// <summary>Floats in 64 bytes, the widest vector.</summary>
    public const int Floats = 16;

    /// <summary>Bytes of a row's alignment.</summary>
    public const int Bytes = 64;

    /// <summary>The stride of rows of <paramref name="width"/> floats.</summary>
    public static int Stride(int width) => (width + Floats - 1) & -Floats;
}
