namespace RnnModular.Numerics;

/// <summary>
/// Linear algebra on weights, once per weight update and once per backward run: in float64 inside, matrices row-major. A singular
/// matrix gives NaN, which the trainer names as it does any value that is not finite. Exponentials are in <see cref="MatrixExponential"/>.
/// </summary>
public static unsafe class WeightMatrices
{
    /// <summary>C = A B, of A [rows, depth] and B [depth, columns].</summary>
    public static void Product(float* a, float* b, float* c, int rows, int depth, int columns)
    {
        int size = Math.Max(rows, Math.Max(depth, columns));
        DoubleRoom room = DoubleRoom.Scratch(3, size, size);
        DoubleMatrix product = room[2].Part(0, rows, 0, columns);
        DoubleProduct.Set(room[0].Part(0, rows, 0, depth).Read(a), room[1].Part(0, depth, 0, columns).Read(b), product);
        product.Write(c);
    }

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
