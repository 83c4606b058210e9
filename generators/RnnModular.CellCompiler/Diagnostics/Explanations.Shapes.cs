namespace RnnModular.CellCompiler.Diagnostics;

/// <summary>Pages about sizes.</summary>
public static partial class Explanations
{
    static IEnumerable<Explanation> OfShapes() =>
    [
        new(
            Rules.ShapesDisagree.Id,
            "two sizes disagree",
            """
            Values that are added or multiplied element by element have the same size, and a matrix has as many columns as
            the vector after it has values. Sizes are found from the equations: x has I values, a state H unless declared.
            """,
            "h' = tanh(x + U h)",
            """
            Put a matrix before the value of the wrong size, or declare the size that is meant.
            """,
            "h' = tanh(W x + U h)"),
        new(
            Rules.SizeOpen.Id,
            "a size is not determined",
            """
            No equation ties this size to a known one. It happens where a product's result is used only by another product:
            how wide the value between the two matrices is, nothing says.
            """,
            "h' = tanh(A (B x) + U h)",
            """
            Declare one of the parameters with its shape.
            """,
            "param B : H x I\nh' = tanh(A (B x) + U h)"),
        new(
            Rules.MatrixAndVector.Id,
            "a name is used as a matrix and as a vector",
            """
            A parameter is a matrix where it stands before a vector, and a vector elsewhere. One name cannot be both.
            """,
            "h' = tanh(W x + U h + W)",
            """
            Write * where an elementwise product is meant, or use two names.
            """,
            "h' = tanh(W x + U h + b)"),
        new(
            Rules.NotAMatrix.Id,
            "what stands before a vector is no matrix",
            """
            Side by side means a matrix times a vector, and the name in front is a state, the input or an intermediate value.
            """,
            "z  = sigmoid(Wz x)\nh' = tanh(W x + z h)",
            """
            Write * for a product element by element.
            """,
            "z  = sigmoid(Wz x)\nh' = tanh(W x + z * h)"),
        new(
            Rules.MatrixAmongValues.Id,
            "a matrix stands among values",
            """
            What transpose, hollow, diag and block_diag make is a matrix, and concat makes what a matrix multiplies. None of
            them is a value that could be added or go through a function by itself.
            """,
            "h' = tanh(W x + transpose(U))",
            """
            Put it where a matrix multiplies a vector.
            """,
            "h' = tanh(W x + transpose(U) h)"),
        new(
            Rules.ProductWithNumber.Id,
            "a matrix stands before a number",
            """
            Side by side means a matrix times a vector. A number has no lanes, so it can only be multiplied element by element.
            """,
            "h' = tanh(W x + h) + u 2",
            """
            Write * where an elementwise product is meant.
            """,
            "h' = tanh(W x + h) + u * 2"),
    ];
}
