namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>Cells whose equations multiply, turn and rearrange matrices: memories among the values, and weights made of weights.</summary>
static class MatrixSpecs
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        // Gao et al. 2016: a state with rows and columns, mixed from both sides.
        ["bilinear-matrix-state"] = """
            size D = 5
            state S : H x D
            S' = tanh(A S B + outer(W x, V x) - 0.1 I S)
            y  = S' q
            param B : D x D
            """,
        // Kalman 1960: mean and covariance; the gain divides by the lanes' own variances.
        ["covariance-of-a-filter"] = """
            size N = 3
            state m : N
            state P : N x N
            init P = 1
            Pp = F P Fᵀ + diag(softplus(q))
            G  = Pp Cᵀ
            v  = sum((C G) * identity_I, 1)
            K  = G * outer(1, 1 / (1 + v * v))
            m' = F m + K (x - C (F m))
            P' = (I - K C) Pp
            y  = m' + P' m
            param C : I x N
            param identity_I : I x I
            """,
        // Santoro et al. 2018: slots attend to each other and to the input.
        ["attention-among-slots"] = """
            size N = 3
            state M : N x H
            X  = concat(M, Wx x)
            A  = softmax((M Wq) (X Wk)ᵀ / sqrt(H)) (X Wv)
            E  = layer_norm(M + A, g, b)
            E2 = rms_norm(E + relu(E Wm + outer(1, bm)), g2)
            i  = sigmoid(tanh(M) Ui + outer(1, Wi x))
            M' = i * tanh(E2) + (1 - i) * M
            y  = flatten(M')
            """,
        // What a memory does with itself; the last two lines are Newton and Schulz's step towards an orthogonal matrix.
        ["products-with-itself"] = """
            size D = 3
            state S : H x D
            state R : D x D
            G  = Sᵀ S
            T  = (R + Rᵀ) G - 0.5 * Rᵀ Rᵀ + A Aᵀ
            R' = 0.5 * tanh(T)
            X  = S / (1 + norm(S))
            Z  = 1.5 * X - 0.5 * X (Xᵀ X) + outer(V x, 1) R
            S' = 0.5 * Z
            h' = tanh(S' (Rᵀ w) + (S Gᵀ) u + B sum(transpose(R), 0) + k)
            param A : D x D
            """,
        // Rows, columns and vectors of a matrix, and every function along them.
        ["along-rows-and-columns"] = """
            size N = 4
            size D = 3
            state M : N x D
            Q  = reshape(Wq x + b, N, D)
            L  = softmax(Q + M, 0) + normalize(M + 0.5, 1) * outer(norm(M + 0.1, 1), variance(Q, 0))
            u  = concat(mean(L, 1), slice(flatten(Q), 1, D))
            U  = concat(slice(M, 1, N - 1), sum(Q, 0), Q)
            M' = 0.5 * tanh(slice(U, 1, N) + L) + slice(U, 0, N) (slice(U, 2, D)ᵀ Eᵀ) E * 0.1 * mean(Q)
            h' = tanh(V u + R (softmax(M', 0)ᵀ r) + flatten(U) * s + h)
            state h : (N + N) * D
            param E : N x D
            """,
        // Rows of a state times weights made of weights, and a transpose; matrices that each turn of a repeat adds gradients to.
        ["rows-times-weights"] = """
            size N = 3
            state M : N x H
            repeat 3 {
              h' = tanh(W x + sum(S * sigmoid(S * outer(1, h) - T), 1))
            }
            M' = 0.5 * M + tanh((M (A - Aᵀ)) Bᵀ + (tanh(M) A) * outer(1, h'))
            y  = h' + M'ᵀ r
            param A : H x H
            param B : H x H
            param S : H x H
            param T : H x H
            """,
        // Helfrich et al. 2018: the scaled Cayley transform.
        ["scaled-cayley"] = """
            h' = sign(z) * relu(abs(z) + b + 0.3)
            W  = inv(I + A) (I - A) D
            z  = W h + V x
            A  = M - Mᵀ
            D  = sign(diag(d))
            """,
        ["weights-of-weights"] = """
            size R = 2
            param U : H x R
            param V : R x H
            param s : 1
            E  = expm(0.5 (B - Bᵀ))
            L  = U V + 0.1 * Vᵀ Uᵀ
            h' = tanh(solve(I + s * B, L) h + (E L) c + inv(2 I + B Bᵀ) (W x) - E (L c))
            c' = 0.5 * c + E h'
            """,
    };

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Keys];
}
