namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>Cells that lean on corners of the language; the peers of <see cref="Specs"/> in the parity and gradient tests.</summary>
static class ExoticSpecs
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["gru-reset-before"] = Specs.GruResetBefore,
        ["mingru"] = Specs.MinGru,

        // A state that only the input decides, written before the loop and carried in it; and one only the output reads.
        ["input-made-state"] = "p' = W x\nh' = tanh(U h + V p)",
        ["output-read-state"] = "state p : I\nk = W p\ny = k / sqrt(variance(k) + 0.1)\np' = x",

        // r waits for a state, and no state for r; but the matrix it reads lives no longer than its step.
        ["late-reader-of-a-matrix"] = """
            state S : H x H
            state p : I
            s  = m * p + (1 - m) * x
            k  = Wk s
            r  = Wr s
            S' = 0.5 * S + outer(k, k)
            y  = layer_norm(S' r)
            p' = x
            """,

        // A loop that keeps to its lanes, beside what does not: sums of it, numbers, products, a state that only shifts another.
        ["lanes-and-sums-of-them"] = """
            input dt : 1
            state p : H
            a  = sigmoid(W x + b)
            k  = sum(a) * dt
            c' = a * c + k * tanh(u * h + p)
            h' = o * tanh(c')
            p' = h
            y  = V (h' * c') + dot(w, c') * sum(exp(h'))
            """,
        ["minlstm"] = Specs.MinLstm,
        ["indrnn"] = Specs.IndRnn,
        ["projected-lstm"] = Specs.ProjectedLstm,
        ["own-output"] = Specs.OwnOutput,
        ["peephole-lstm"] = """
            i  = sigmoid(Wi x + Ui h + pi * c + bi)
            f  = sigmoid(Wf x + Uf h + pf * c + bf)
            g  = tanh(Wg x + Ug h + bg)
            c' = f * c + i * g
            o  = sigmoid(Wo x + Uo h + po * c' + bo)
            h' = o * tanh(c')
            init bf = 1
            """,
        ["coupled-lstm"] = """
            f  = sigmoid(Wf x + Uf h + bf)
            g  = tanh(Wg x + Ug h + bg)
            o  = sigmoid(Wo x + Uo h + bo)
            c' = f * c + (1 - f) * g
            h' = o * tanh(c')
            """,
        // Two layers, complete feedback: every layer reads every layer's last state.
        ["complete-feedback"] = """
            a' = tanh(Wa x + Uaa a + Uah h + ba)
            h' = tanh(Wh a' + Uha a + Uhh h + bh)
            """,
        // Rusch et al. 2022: long expressive memory.
        ["lem"] = """
            const step = 0.5
            d  = step * sigmoid(W1 x + V1 h + b1)
            e  = step * sigmoid(W2 x + V2 h + b2)
            z' = (1 - d) * z + d * tanh(Wz x + Vz h + bz)
            h' = (1 - e) * h + e * tanh(Wy x + Vy z' + by)
            """,
        // Rusch and Mishra 2021: coupled oscillators.
        ["cornn"] = """
            const dt = 0.1
            param gamma   : 1 = 1
            param epsilon : 1 = 1
            v' = v + dt * (tanh(W h + Wv v + V x + b) - gamma * h - epsilon * v)
            h' = h + dt * v'
            """,
        ["janet"] = """
            f  = sigmoid(Wf x + Uf h + bf)
            g  = tanh(Wg x + Ug h + bg)
            c' = f * c + (1 - f) * g
            h' = c'
            """,
        ["mgu"] = """
            f  = sigmoid(Wf x + Uf h + bf)
            n  = tanh(Wn x + Un (f * h) + bn)
            h' = (1 - f) * h + f * n
            """,
        ["ugrnn"] = """
            g  = sigmoid(Wg x + Ug h + bg)
            h' = g * h + (1 - g) * tanh(Wc x + Uc h + bc)
            """,
        // Lei et al. 2018; the highway of the original needs I = H, so x passes through a weight.
        ["sru"] = """
            u  = Wu x
            f  = sigmoid(Wf x + vf * c + bf)
            r  = sigmoid(Wr x + vr * c + br)
            c' = f * c + (1 - f) * u
            h' = r * c' + (1 - r) * (Wh x)
            """,
        ["scalar-parameters"] = """
            param a : 1 = 0.9
            param s : 1
            param t : 1
            h' = a * h + (1 - a) * tanh(s * (W x) + U h * t + s * t)
            """,
        // Beck et al. 2024: a matrix memory, read by the query.
        ["mlstm"] = """
            state C : H x H
            state n : H
            state m : 1
            param wi : I
            param wf : I
            q  = Wq x + bq
            k  = 0.25 * (Wk x)
            v  = Wv x + bv
            m' = max(log_sigmoid(dot(wf, x)) + m, dot(wi, x))
            f  = exp(log_sigmoid(dot(wf, x)) + m - m')
            i  = exp(dot(wi, x) - m')
            C' = f * C + i * outer(v, k)
            n' = f * n + i * k
            y  = sigmoid(Wo x) * (C' q) / max(abs(dot(n', q)), exp(-m'))
            """,
        // Gu and Dao 2023: a matrix of parameters among values, vectors along both axes.
        ["s6"] = """
            size N = 3
            state s : H x N
            param A : H x N
            param Wb : N x H
            param Wc : N x H
            u  = silu(Wu x)
            d  = softplus(Wd u + bd)
            s' = exp(-outer(d, 1) * exp(A)) * s + outer(d * u, Wb u)
            y  = (s' (Wc u) + D * u) * silu(Wz x)
            """,
        // Schlag et al. 2021: what the memory says of a key is corrected; read with the transpose too.
        ["delta-rule"] = """
            size P = 5
            state M : P x H
            param Wk : H x I
            param Wv : P x I
            k  = softmax(Wk x)
            M' = M + outer(sigmoid(dot(wb, x)) * (Wv x - M k), k)
            h' = tanh(transpose(M') (M' k) + U h)
            """,
        // Everything a matrix can meet: numbers, sums along both axes, sums over all, a matrix nothing reads again.
        ["matrix-values"] = """
            param g : 1
            param A : H x I
            state M : H x I
            state L : H x I
            E  = tanh(outer(U h, 1) * A + outer(1, x) - 0.5)
            M' = 0.5 * M + g * E
            L' = M
            s  = sum(square(M)) + sum(E)
            h' = tanh(sum(E * M', 1) + W sum(L - 2 * E, 0) + 0.1 * s)
            y  = (M' + E) x + b
            """,
        // p holds the last input; its state has the input's size.
        ["shifted-input"] = """
            state p : I
            p' = x
            h' = tanh(W x + V p + U h + b)
            """,
        ["delay-line"] = """
            state p : I
            state q : I
            p' = x
            q' = p
            h' = tanh(W x + V p + Q q + U h)
            """,
        // Two states hold what a third held, and one of them what lies further back.
        ["branching-delays"] = """
            state p : I
            state q : I
            state r : I
            r' = p
            h' = tanh(W x + V (p * q) + Q r + U h)
            q' = p
            p' = x
            """,
        ["window-of-inputs"] = """
            state p : I
            state q : I
            z  = tanh(Wz x + Vz p + Qz q + bz)
            f  = sigmoid(Wf x + Vf p + Qf q + bf)
            c' = f * c + (1 - f) * z
            y  = tanh(c')
            q' = p
            p' = x
            """,
        ["started-delay"] = """
            state p : I
            p' = x
            h' = tanh(W x + V p + U h)
            init p = learned
            """,
        ["shifted-side-input"] = """
            input u : 2
            state p : 2
            p' = u
            h' = tanh(W x + V p + U h)
            """,
        ["output-is-the-last-input"] = """
            state p : I
            p' = x
            y  = x
            h' = tanh(W p + U h)
            """,
        ["scalar-state"] = """
            state s : 1
            param v : 1 x I
            param w : 1 x H
            s' = tanh(v x + w h + k * s)
            h' = s' * tanh(W x + U h + b) + (1 - s) * h
            """,
        ["output-of-input"] = """
            h' = tanh(W x + U h)
            y  = tanh(V h' + D x + e)
            param V : 5 x H
            """,
        ["states-of-several-sizes"] = """
            size Q = 2 * H
            state m : Q
            m' = tanh(Wm x + Um h + d * m)
            h' = tanh(W m' + U h + b)
            """,
        // y waits for a product after the loop, and reads the state before the step there.
        ["output-of-both-ends"] = """
            h' = tanh(W x + U h)
            y  = tanh(V h' + h)
            """,
        ["products-of-parameters"] = """
            param s : 1
            param B : H x H
            param A : H x 1
            h' = tanh(W x + U h + B (sigmoid(b)) + B d + A s + A (tanh(s)))
            """,
        ["side-inputs-of-several-sizes"] = """
            input dt : 1
            input seen : I
            input gate : H
            a  = exp(-softplus(w dt + V seen + b))
            h' = a * h + (1 - a) * tanh(W (seen * x) + U (gate * h) + gate)
            param w : H x 1
            """,
        // What one step hands on and its gradient go through a scalar beside the gradients of two inputs.
        ["side-input-and-scalar-state"] = """
            input q : H
            input e : 1
            state s : 1
            u  = tanh(q + s + e)
            s' = sum(u * W x)
            h' = u + 0.5 * h
            """,
        ["reset"] = """
            input keep : 1
            p  = keep * h
            z  = sigmoid(Wz x + Uz p + bz)
            h' = (1 - z) * p + z * tanh(W x + U (z * p) + b)
            """,
        ["unread-side-input"] = """
            input dt : 3
            input on : 1
            h' = tanh(W x + U h + on)
            """,
        ["zoneout"] = """
            mask m : H = 0.7
            mask k : 1 = 0.5
            mask d : I = 0.9 per sequence
            n  = tanh(W (d * x / 0.9) + U h + k * b)
            h' = h + m * (n - h)
            """,
        ["product-with-a-mask"] = """
            mask m : H = 0.5
            h' = tanh(W x + U (m * h) + V m)
            """,
        ["starts"] = """
            init h = learned
            init c = 1
            init g = learned
            state g : 1
            f  = sigmoid(Wf x + Uf h + bf)
            c' = f * c + (1 - f) * tanh(W x + U h + b)
            g' = 0.5 * g + sum(c')
            h' = tanh(c' + g)
            init h0 = 0.3
            """,
        ["starts-of-matrices"] = """
            input k : H
            state C : H x 3
            state D : 2 x H
            init C = learned
            init D = 0.5
            C' = 0.5 * C + outer(tanh(k + b), V x)
            D' = 0.9 * D + outer(w x, h)
            h' = tanh(C' q + transpose(D') p + W x)
            param V : 3 x I
            param w : 2 x I
            """,
        // The gradients of x and of a side input are sums along both axes of a matrix.
        ["outer-of-inputs"] = """
            input k : H
            state C : H x I
            C' = 0.5 * C + outer(k, x)
            h' = tanh(C' x + U h)
            """,
        // Zilly et al. 2017: recurrent highway network of depth 3, each micro step with weights of its own.
        ["recurrent-highway"] = """
            a = Wh x
            b = Wt x
            repeat k = 1..3 {
              n  = tanh(where(1.5 - k, a, 0) + R[k] h + c[k])
              t  = sigmoid(where(1.5 - k, b, 0) + S[k] h + d[k])
              h' = t * n + (1 - t) * h
            }
            init d = -2
            """,
        // Hasani et al. 2021: the fused solver, six substeps of one step, all with the same weights.
        ["liquid"] = """
            param tau : H = 1
            i = W x + b
            repeat 6 {
              f  = sigmoid(i + U v)
              v' = (v + 0.1 * f * e) / (1 + 0.1 * (1 / softplus(tau) + f))
            }
            y = v'
            """,
        ["carried-through-a-repeat"] = """
            s = W x
            repeat 2 {
              repeat k = 0..1 {
                s = tanh(s + P[k] h)
                h' = h + 0.5 * s
              }
              u = s * h
            }
            c' = s + u + h' * c
            """,
        // Voelker et al. 2019: a memory of Legendre polynomials, discretised by zero-order hold.
        ["legendre-memory"] = """
            size M = 6
            const theta = 20
            const A[i, j] : M x M = (2 * i + 1) / theta * where(j - i, -1, pow(-1, i - j + 1))
            const B[i] : M = (2 * i + 1) / theta * pow(-1, i)
            const Ad = expm(A)
            const Bd = solve(A, (Ad - identity) B)
            state m : M
            param ex : 1 x I
            param eh : 1 x H
            param em : 1 x M
            u  = ex x + eh h + em m
            m' = Ad m + Bd * u
            h' = tanh(W x + U h + V m')
            """,
        ["slices-and-concatenations"] = """
            size N = 2
            state s : N + I
            v  = concat(W x + h, s, 0 * h, x)
            a  = softmax(slice(v, 1, N))
            b  = slice(v, H, N + I) * concat(a, x)
            s' = 0.5 * s + concat(slice(x, 0, 1), slice(b, 1, N + I - 1))
            h' = tanh(U v + V b + sum(cumsum(a * a)) * h)
            y  = concat(h', s, slice(h, H - 1, 1))
            """,
        // All gates from one weight, normalised together (Ba et al. 2016 as PyTorch's benchmarks write it).
        ["layer-norm-over-all-gates"] = """
            i, f, g, o = split(layer_norm(W x, gx) + layer_norm(U h, gh) + b, 4)
            c' = sigmoid(f) * c + sigmoid(i) * tanh(g)
            h' = sigmoid(o) * tanh(c')
            """,
        // Shen et al. 2019: ordered neurons.
        ["on-lstm"] = """
            F  = cumax(Wf x + Uf h + bf)
            I1 = 1 - cumax(Wi x + Ui h + bi)
            f, i, o, g = split(W x + U h + b, 4)
            w  = F * I1
            c' = (sigmoid(f) * w + F - w) * c + (sigmoid(i) * w + I1 - w) * tanh(g)
            h' = sigmoid(o) * tanh(c')
            """,
        ["slices-of-parameters"] = """
            param p : H + 2
            param k : 1
            h' = tanh(W x + slice(p, 2, H) * h + slice(p, 0, 1) * k + slice(concat(k, d, b + d), 1, H) * max(cumsum(b)))
            param d : H
            """,
        ["sizes-without-names"] = """
            state a : 2 * H
            state b : H + I - (H - 1)
            state c : H + (I - H) + (H - 1)
            a' = tanh(A x + V h + a * d)
            b' = tanh(B a' + b)
            c' = tanh(C a' + D b' + c)
            h' = tanh(W x + U c' + h)
            """,
        ["constant-matrix-among-values"] = """
            state C : 3 x 5
            const D[i, j] : 3 x 5 = 1 / (1 + i + j)
            repeat 2 { C' = 0.9 * C - D * C + outer(K x, V h) * (D + D) }
            h' = tanh(W x + U (C' (Q h)))
            """,
        ["constant-weights"] = """
            const N = 4
            const t = 1 / 3
            const C[i, j] : N x N = cos(pi * (i + 0.5) * j / N)
            const d[i] : N = mod(i, 2) - t
            state h : N
            h' = tanh(W x + (U - t * C) h + Cᵀ (d * h) + sum(d * h) * d + transpose(C) d)
            """,
        ["output-is-the-last-state"] = """
            h' = tanh(W x + U h + b)
            y  = h * 2
            """,
    };

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Keys];
}
