namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>Cells of the literature that no plugin ships, as somebody would type them from the paper, each in its own manner.</summary>
static class PaperSpecs
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(NotationSpecs.All.Concat(WrittenSpecs.All.Select(c => KeyValuePair.Create("written-" + c.Key, c.Value))).ToDictionary(), StringComparer.Ordinal)
    {
        // Bengio et al. 2012, leaky integration, with the subscripts of the paper.
        ["leaky-integrator"] = """
            const α = 0.3
            h_t = (1 - α) * h_{t-1} + α * tanh(W x_t + U h_{t-1} + b)
            """,
        // Zoph and Le 2017: the cell a search found, for an input projected to H.
        ["nas"] = """
            a1 = sigmoid(W1 x + U1 h)
            a2 = relu(W2 x + U2 h)
            a3 = sigmoid(W3 x + U3 h)
            a4 = relu((W4 x) * (U4 h))
            a5 = tanh(W5 x + U5 h)
            a6 = sigmoid(W6 x + U6 h)
            a7 = tanh(W7 x + U7 h)
            a8 = sigmoid(W8 x + U8 h)
            l1 = tanh(a1 * a2)
            l2 = tanh(a3 + a4)
            l3 = tanh(a5 * a6)
            l4 = sigmoid(a7 + a8)
            m  = tanh(l1 + c)
            c' = l1 * m
            h' = tanh(c' * tanh(l2 + l3 * l4))
            """,
        // Mikolov et al. 2015, structurally constrained: a slow context beside the hidden units.
        ["scrn"] = """
            const α = 0.95
            s_t = (1 - α) * B x_t + α * s_{t-1}
            h_t = σ(P s_t + A x_t + R h_{t-1})
            y_t = U h_t + V s_t
            """,
        ["mut2"] = """
            z  = sigmoid(Wz x + Uz h + bz)
            r  = sigmoid(Wp x + Ur h + br)
            h' = tanh(Uh (r * h) + Wh x + bh) * z + h * (1 - z)
            """,
        // Balduzzi and Ghifary 2016: strongly typed.
        ["t-rnn"] = """
            z  = W x
            f  = σ(V x + b)
            h' = f ⊙ h + (1 − f) ⊙ z
            """,
        ["t-gru"] = """
            state p : I
            z  = Wz p + Vz x + bz
            f  = σ(Wf p + Vf x + bf)
            o  = tanh(Wo p + Vo x + bo)
            c' = f * c + z
            h' = c' * o
            p' = x
            """,
        ["t-lstm"] = """
            state p : I
            z  = Wz p + Vz x + bz
            f  = σ(Wf p + Vf x + bf)
            o  = tanh(Wo p + Vo x + bo)
            c' = f * c + (1 - f) * z
            h' = c' * o
            p' = x
            """,
        // Landi et al. 2021: working memory connections.
        ["wmc-lstm"] = """
            i  = sigmoid(Wi x + Ri h + tanh(Mi c) + bi)
            f  = sigmoid(Wf x + Rf h + tanh(Mf c) + bf)
            c' = f * c + i * tanh(Wz x + Rz h + bz)
            o  = sigmoid(Wo x + Ro h + tanh(Mo c') + bo)
            h' = o * tanh(c')
            """,
        // Rusch and Mishra 2021.
        ["unicornn"] = """
            const dt = 0.05
            const α = 0.9
            s  = dt * hard_sigmoid(c)
            z' = z - s * (tanh(w * h + V x + b) + α * h)
            h' = h + s * z'
            """,
        // Gao and Glowacka 2016: deep gate recurrent network, single gate.
        ["sgrn"] = """
            f  = σ(Wf x + Uf h + bf)
            i  = 1 - f
            h' = tanh(f ⊙ h + i ⊙ (Wh x + bh))
            """,
        // Collins et al. 2017: the +RNN, gated in time and in depth; y is the output to the next layer.
        ["intersection-rnn"] = """
            yin  = relu(W1 x + U1 h + b1)
            hin  = tanh(W2 x + U2 h + b2)
            gy   = σ(W3 x + U3 h + b3)
            gh   = σ(W4 x + U4 h + b4)
            h'   = gh * h + (1 - gh) * hin
            y    = gy * (Wx x) + (1 - gy) * yin
            """,
        // Ye et al. 2024: light recurrent unit.
        ["light-ru"] = """
            g  = tanh(Wh x)
            f  = σ(Wf x + Uf h + bf)
            h' = (1 - f) * h + f * g
            """,
        // Neil et al. 2016: phased LSTM; the time is a state that counts steps.
        ["phased-lstm"] = """
            const ron = 0.05
            const leak = 0.001
            state n : 1
            param s : H = 0.5
            tau = 2 + softplus(r)
            n'  = n + 1
            phi = mod(n' - s, tau) / tau
            k   = where(ron / 2 - phi, 2 * phi / ron, where(ron - phi, 2 - 2 * phi / ron, leak * phi))
            i   = σ(Wi x + Ui h + wi * c + bi)
            f   = σ(Wf x + Uf h + wf * c + bf)
            ct  = f * c + i * tanh(Wc x + Uc h + bc)
            c'  = k * ct + (1 - k) * c
            o   = σ(Wo x + Uo h + wo * c' + bo)
            h'  = k * (o * tanh(ct)) + (1 - k) * h
            """,
        // Campos et al. 2018: skip RNN with the straight-through estimator.
        ["skip-rnn"] = """
            state u : 1
            param wp : 1 x H
            param bp : 1
            on = floor(u + 0.5)
            b  = u + stop_gradient(on - u)
            s  = tanh(W x + U h + c)
            h' = b * s + (1 - b) * h
            d  = σ(wp h' + bp)
            u' = b * d + (1 - b) * (u + min(d, 1 - u))
            """,
        // Chung et al. 2015: gated feedback between two layers.
        ["gated-feedback"] = """
            state a : H
            param w11 : 1 x I
            param u11 : 1 x 2 * H
            param w21 : 1 x H
            param u21 : 1 x 2 * H
            all = concat(a, h)
            g11 = σ(w11 x + u11 all)
            a'  = tanh(W1 x + g11 * (U11 a) + σ(v11 x + v12 all) * (U12 h))
            h'  = tanh(W2 a' + σ(w21 a' + u21 all) * (U22 h))
            param v11 : 1 x I
            param v12 : 1 x 2 * H
            """,
        // Erichson et al. 2021: Lipschitz RNN, with the paper's weights built from symmetric and skew parts.
        ["lipschitz-rnn"] = """
            const β = 0.75
            const γ = 0.001
            const ε = 0.03
            h' = h + ε * (((1 - β) * (M + M^T) + β * (M - M^T) - γ * identity) h + tanh(((1 - β) * (N + N^T) + β * (N - N^T) - γ * identity) h + U x + b))
            """,
        // Jing et al. 2019: gated orthogonal, its rotations as in Dangovski et al.'s RUM: one Cayley step by a skew matrix.
        ["skew-gated"] = """
            z  = sigmoid(Wz x + Uz h + bz)
            r  = sigmoid(Wr x + Ur h + br)
            k  = h + 0.5 * ((S - Sᵀ) h)
            n  = k + 0.5 * ((S - Sᵀ) k)
            h' = z * h + (1 - z) * relu(Wx x + r * n)
            """,
        // Krause et al. 2016 with the tensor factored: one of the earliest multiplicative RNNs (Sutskever et al. 2011).
        ["multiplicative-rnn"] = """
            f  = (Wfx x) * (Wfh h)
            h' = tanh(Whf f + Whx x + b)
            """,
        // Wu et al. 2016: multiplicative integration.
        ["mi-rnn"] = """
            h_t = tanh(α * (W x_t) * (U h_{t-1}) + β₁ * (U h_{t-1}) + β₂ * (W x_t) + b)
            init α = 1
            init β₁ = 0.5
            init β₂ = 0.5
            """,
        // Zilly et al. 2017: recurrent highway network, micro steps with weights of their own.
        ["rhn"] = """
            const L = 4
            s[0] = h
            repeat l = 1..L {
              n[l] = tanh(W[l] x + R[l] s[l-1] + b[l])
              t[l] = σ(V[l] x + Q[l] s[l-1] + d[l])
              s[l] = n[l] * t[l] + s[l-1] * (1 - t[l])
            }
            h' = s[L]
            """,
        // Hasani et al. 2022, the liquid ODE by six explicit steps.
        ["ltc-explicit"] = """
            const N = 6
            const dt = 1 / N
            param τ : H = 1
            repeat N {
              f  = sigmoid(W x + U v + b)
              v' = v + dt * (-v / (1 + τ**2) - f * v + f * A)
            }
            y = v'
            """,
        // Melis et al. 2020: mogrifier LSTM, three rounds.
        ["mogrifier-lstm"] = """
            param Q : I x H
            param R : H x I
            a  = 2 * σ(Q h) * x
            m  = 2 * σ(R a) * h
            a2 = 2 * σ(Q m) * a
            i, f, g, o = split(W a2 + U m + b, 4)
            c' = σ(f) * c + σ(i) * tanh(g)
            h' = σ(o) * tanh(c')
            """,
        // Voelker et al. 2019, Legendre memory.
        ["lmu"] = """
            size d = 5
            const θ = 12
            const A[i, j] : d x d = (2 * i + 1) / θ * where(j - i, -1, (-1)^(i - j + 1))
            const B[i] : d = (2 * i + 1) / θ * (-1)^i
            const Ad = expm(A)
            const Bd = inv(A) (Ad - identity) B
            state m : d
            param ex : 1 x I
            param eh : 1 x H
            u  = ex x + eh h
            m' = Ad m + Bd * u
            h' = tanh(Wx x + Wh h + Wm m')
            """,
        // Gu et al. 2020: HiPPO-LegS with a fixed step, bilinear.
        ["hippo-legs"] = """
            size N = 6
            const Δ = 0.05
            const A[n, k] : N x N = where(n - k, sqrt((2 * n + 1) * (2 * k + 1)), where(k - n, 0, n + 1))
            const B[n] : N = sqrt(2 * n + 1)
            const Ad = solve(identity + Δ / 2 * A, identity - Δ / 2 * A)
            const Bd = solve(identity + Δ / 2 * A, Δ * B)
            state c : N
            param w : 1 x H
            f  = w h
            c' = Ad c + Bd * f
            h' = tanh(W x + U h + V c')
            """,
        // Mehri-like dilated memory: Soltani and Jiang 2016, higher-order RNN.
        ["higher-order-rnn"] = """
            h_t = tanh(W x_t + U1 h_{t-1} + U2 p_{t-1} + U3 q_{t-1})
            p_t = h_{t-1}
            q_t = p_{t-1}
            """,
        // Oliva et al. 2017: statistical recurrent unit, averages at several scales.
        ["sru-statistical"] = """
            state m : 3 * H
            r  = relu(Wr m + br)
            p  = relu(Wp r + Vp x + bp)
            m' = concat(0.5 * slice(m, 0, H) + 0.5 * p, 0.9 * slice(m, H, H) + 0.1 * p, 0.99 * slice(m, 2 * H, H) + 0.01 * p)
            y  = relu(Wo m' + bo)
            """,
        // van der Westhuizen and Lasenby's chrono, Tallec and Ollivier: leaky by a learned gate alone.
        ["leaky-gate"] = """
            g  = σ(Wg x + Ug h + bg)
            h' = g ∘ tanh(W x + U h + b) + (1 - g) ∘ h
            y  = LayerNorm(h', γ, β)
            """,
        // Shazeer 2020's gates, Zhang and Sennrich's norm: a recurrent block of today.
        ["rms-swiglu"] = """
            n  = rms_norm(Wn x + h, g)
            h' = h + D (swish(A n) * (B n))
            """,
    };

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Those whose gradient is the derivative; a straight-through estimator's is not, by intent.</summary>
    public static TheoryData<string> Differentiable => [.. All.Keys.Except(["skip-rnn"])];
}
