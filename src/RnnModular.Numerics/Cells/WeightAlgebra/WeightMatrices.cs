namespace RnnModular.Numerics;

/// <summary>
/// Linear algebra on weights, once per weight update and once per backward run: in float64 inside, matrices row-major. A singular
/// matrix gives NaN, which the trainer names as it does any value that is not finite. Exponentials are in <see cref="MatrixExponential"/>.
/// </summary>
public static unsafe class WeightMatrices
{
    /// <summary>C = A B, of A [rows, depth] and B [depth, columns]; either may lie turned, as its transpose.</summary>
    public static void Product(float* a, float* b, float* c, int rows, int depth, int columns, bool turnedA = false, bool turnedB = false)
    {
        int size = Math.Max(rows, Math.Max(depth, columns));
        DoubleRoom room = DoubleRoom.Scratch(3, size, size);
        DoubleMatrix product = room[2].Part(0, rows, 0, columns);
        DoubleProduct.Set(Read(room[0], a, rows, depth, turnedA), Read(room[1], b, depth, columns, turnedB), product);
        product.Write(c);
    }

    static DoubleMatrix Read(DoubleMatrix room, float* values, int rows, int columns, bool turned) => turned
        ? room.Part(0, columns, 0, rows).Read(values).Transposed
        : room.Part(0, rows, 0, columns).Read(values);

    /// <summary>The X with A X = B, of A [n, n] and B [n, columns].</summary>
    public static void Solve(float* a, float* b, float* x, int n, int columns)
    {
        DoubleRoom room = DoubleRoom.Scratch(2, n, Math.Max(n, columns));
        DoubleMatrix right = room[1].Part(0, n, 0, columns).Read(b);
        Elimination.Solve(room[0].Part(0, n, 0, n).Read(a), right);
        right.Write(x);
    }

    /// <summary>A⁻¹, of A [n, n].</summary>
    public static void Inverse(float* a, float* y, int n)
    {
        DoubleRoom room = DoubleRoom.Scratch(2, n, n);
        DoubleMatrix right = room[1].Diagonal(1);
        Elimination.Solve(room[0].Read(a), right);
        right.Write(y);
    }
}
