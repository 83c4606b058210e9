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
            A size that no equation ties to a known one is H. Here that cannot be meant: several values fill one whose size
            is known, and nothing says how much of it each of them takes.
            """,
            "param U : H x 2 * H\nh' = tanh(U concat(A x, B h))",
            """
            Declare one of the parameters with its shape.
            """,
            "param U : H x 2 * H\nparam A : H x I\nh' = tanh(U concat(A x, B h))"),
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
            Between two known vectors an elementwise product is read; behind this one stands a name nothing defines.
            """,
            "z  = sigmoid(Wz x)\nh' = tanh(W x + z b)",
            """
            Write * for a product element by element.
            """,
            "z  = sigmoid(Wz x)\nh' = tanh(W x + z * b)"),
        new(
            Rules.ProductWithNumber.Id,
            "a matrix stands before a plain number",
            """
            Side by side means a matrix times a vector. A constant is a number and no vector, so there is nothing for the
            matrix to multiply.
            """,
            "const k = 2\nparam V : H x 1\nh' = tanh(W x + U h + V k)",
            """
            Write * for a product element by element.
            """,
            "const k = 2\nh' = tanh(W x + U h + v * k)"),
        new(
            Rules.MatrixAmongValues.Id,
            "a matrix stands among values",
            """
            hollow, block_diag and, of weights, transpose arrange matrices. They have a meaning only in a product, not as an
            operand of + or *.
            """,
            "h' = tanh(W x + transpose(U) + h)",
            """
            Put a vector after it.
            """,
            "h' = tanh(W x + transpose(U) h)"),
        new(
            Rules.FunctionOfVectors.Id,
            "a function of vectors is given a matrix",
            """
            cumsum, split, diag and outer work on vectors. A matrix state, or a matrix made with outer, is no vector.
            """,
            "state C : H x H\nC' = 0.9 * C + outer(W x, V x)\ny = sum(cumsum(C'), 1)",
            """
            Read the matrix by a vector (C q, transpose(C) q), sum it along an axis (sum(C, 0) is the sum of its rows,
            sum(C, 1) the sum of its columns), or read all of it as one vector: flatten(C).
            """,
            "state C : H x H\nC' = 0.9 * C + outer(W x, V x)\ny = cumsum(sum(C', 1))"),
        new(
            Rules.MatrixOutput.Id,
            "the output is a matrix",
            """
            What a cell hands to the next layer is a vector: y where an equation defines it, h otherwise. A matrix can only be
            a state or an intermediate value.
            """,
            "state h : H x H\nh' = 0.9 * h + outer(W x, V x)",
            """
            Read the matrix by a vector, and call that the output.
            """,
            "state C : H x H\nC' = 0.9 * C + outer(W x, V x)\ny = C' (Q x)"),
        new(
            Rules.BesideAMatrix.Id,
            "what stands before a matrix is no matrix",
            """
            Side by side, two matrices are multiplied: A S, S Uᵀ, F P Fᵀ. A name that nothing defines is read as a matrix there
            when it begins with a capital; one in lower case would be a vector or a number.
            """,
            "state S : H x H\nS' = 0.9 * S + tanh(w S) + outer(W x, V x)\ny = S' (Q x)",
            """
            Write it with a capital, declare its shape, or write * for a product element by element.
            """,
            "param w : H x H\nstate S : H x H\nS' = 0.9 * S + tanh(w S) + outer(W x, V x)\ny = S' (Q x)"),
        new(
            Rules.DotAmongMatrices.Id,
            "a dot product is added to a matrix",
            """
            Vectors are columns: v kᵀ is a matrix and kᵀ v a number. Papers whose vectors are rows write the matrix kᵀ v,
            and here that would be the same number in every place.
            """,
            "state S : H x H\nk = K x\nv = V x\nS' = 0.9 * S + k^T v\ny = S' k",
            """
            Write outer(k, v), whatever the paper's convention.
            """,
            "state S : H x H\nk = K x\nv = V x\nS' = 0.9 * S + outer(k, v)\ny = S' k"),
        new(
            Rules.BadSlice.Id,
            "a slice or split is not possible",
            """
            slice(v, first, count) takes some values of a vector, counted from 0, and a, b = split(v, 2) cuts one into equal
            parts. Where and how many are sizes, and what is taken must be there.
            """,
            "state h : 8\nh' = tanh(W x + U slice(h, 4, 5))",
            """
            Begin earlier or take less. A split stands alone on its line, with a name for each part.
            """,
            "state h : 8\nh' = tanh(W x + U slice(h, 4, 4))"),
    ];
}
