namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>Cells as people type them who have a paper open and have read of the language once: LaTeX, marks, labels, several equations a line.</summary>
static class WrittenSpecs
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        // Wu et al. 2016: multiplicative integration.
        ["mi-rnn"] = """
            h_t = \tanh\left(\alpha \odot \mathbf{W} x_t \odot \mathbf{U} h_{t-1} + \beta_1 \odot \mathbf{U} h_{t-1} + \beta_2 \odot \mathbf{W} x_t + \mathbf{b}\right),
            """,
        // De et al. 2024: Griffin's recurrence, an aligned block with numbers and words.
        ["griffin"] = """
            \begin{aligned}
            r_t &= \sigma(W_a x_t + b_a), && \text{recurrence gate} \tag{1}\\
            i_t &= \sigma(W_x x_t + b_x), \\
            a_t &= \exp(-c \, \text{softplus}(\Lambda) \odot r_t), \\
            h_t &= a_t \odot h_{t-1} + \sqrt{1.01 - a_t^2} \odot (i_t \odot x_t).
            \end{aligned}
            const c = 8
            state h : I
            """,
        // Beck et al. 2024: mLSTM, whose gates are numbers.
        ["mlstm"] = """
            \begin{align}
            C_t &= f_t C_{t-1} + i_t v_t k_t^\top \\
            n_t &= f_t n_{t-1} + i_t k_t \\
            h_t &= o_t \odot \tilde{h}_t, \qquad \tilde{h}_t = C_t q_t / \max\{|n_t^\top q_t|, 1\} \\
            q_t &= W_q x_t + b_q, \quad k_t = \frac{1}{\sqrt{d}} W_k x_t + b_k, \quad v_t = W_v x_t + b_v \\
            i_t &= \exp(\tilde{i}_t), \qquad \tilde{i}_t = w_i^\top x_t + b_i \\
            f_t &= \sigma(\tilde{f}_t), \qquad \tilde{f}_t = w_f^\top x_t + b_f \\
            o_t &= \sigma(\tilde{o}_t), \qquad \tilde{o}_t = W_o x_t + b_o
            \end{align}
            state C : H x H
            const d = 16
            """,
        // Behrouz et al. 2025: Titans' memory, learned with momentum and forgotten by numbers nobody declares.
        ["titans"] = """
            state M : H x H
            state S : H x H
            k_t = x_t W_K
            v_t = x_t W_V
            α_t = σ(w_α x_t)
            η_t = σ(w_η x_t)
            θ_t = 0.1 softplus(w_θ x_t)
            ∇_t = (M_{t-1} k_t - v_t) k_t^T
            S_t = η_t S_{t-1} - θ_t ∇_t
            M_t = (1 - α_t) M_{t-1} + S_t
            y_t = M_t (W_Q x_t)
            """,
        // Bradbury et al. 2017: QRNN with a window of three steps.
        ["qrnn-3"] = """
            z_t = tanh(W_z^1 x_{t-2} + W_z^2 x_{t-1} + W_z^3 x_t)
            f_t = σ(W_f^1 x_{t-2} + W_f^2 x_{t-1} + W_f^3 x_t)
            o_t = σ(W_o^1 x_{t-2} + W_o^2 x_{t-1} + W_o^3 x_t)
            c_t = f_t ⊙ c_{t-1} + (1 - f_t) ⊙ z_t
            h_t = o_t ⊙ c_t
            """,
        // Soltani and Jiang 2016: a recurrent network of higher order.
        ["higher-order-rnn"] = "h_t = tanh(W x_t + U_1 h_{t-1} + U_2 h_{t-2} + U_3 h_{t-3})",
        // Peng et al. 2024: RWKV-6, its token shift reads the input before.
        ["rwkv-6"] = """
            state S : H x H
            x_w = x_t + (x_{t-1} - x_t) ⊙ μ_w
            x_k = x_t + (x_{t-1} - x_t) ⊙ μ_k
            w_t = exp(-exp(λ_w + B tanh(A x_w)))
            k_t = W_k x_k
            v_t = W_v x_t
            S_t = diag(w_t) S_{t-1} + k_t v_t^T
            y_t = W_o ((S_{t-1} + outer(u * k_t, v_t))^T (W_r x_t))
            """,
        // Cho et al. 2014, as first printed: gates side by side with what they gate.
        ["gru-2014"] = """
            r = σ(W_r x + U_r h_{<t-1>})
            z = σ(W_z x + U_z h_{<t-1>})
            h~_{<t>} = φ(W x + U (r ⊙ h_{<t-1>}))
            h_{<t>} = z h_{<t-1>} + (1 - z) h~_{<t>}
            φ = tanh
            """,
        // Ng's lectures: times raised in angle brackets, states in capitals' company.
        ["gru-of-lectures"] = """
            c̃^{<t>} = tanh(W_c [Γ_r * c^{<t-1>}, x^{<t>}] + b_c)
            Γ_u = σ(W_u [c^{<t-1>}, x^{<t>}] + b_u)
            Γ_r = σ(W_r [c^{<t-1>}, x^{<t>}] + b_r)
            c^{<t>} = Γ_u * c̃^{<t>} + (1 - Γ_u) * c^{<t-1>}
            """,
        // Two layers, told apart by raised numbers.
        ["two-layers"] = """
            h_t^1 = tanh(W^1 x_t + U^1 h_{t-1}^1 + b^1)
            h_t^2 = tanh(W^2 h_t^1 + U^2 h_{t-1}^2 + b^2)
            y_t = h_t^2
            """,
        // Graves 2013, copied from a page: h_t−1 without braces.
        ["lstm-of-a-page"] = """
            i_t = σ(W_xi x_t + W_hi h_t−1 + W_ci c_t−1 + b_i)    (7)
            f_t = σ(W_xf x_t + W_hf h_t−1 + W_cf c_t−1 + b_f)    (8)
            c_t = f_t c_t−1 + i_t tanh(W_xc x_t + W_hc h_t−1 + b_c),
            o_t = σ(W_xo x_t + W_ho h_t−1 + W_co c_t + b_o),
            h_t = o_t tanh(c_t).
            """,
        // Rusch et al. 2022: LEM, whose Δt is a number and Δt_n a gate.
        ["lem"] = """
            Δt_n = Δt σ(W_1 y_{n-1} + V_1 x_n + b_1)
            Δt̄_n = Δt σ(W_2 y_{n-1} + V_2 x_n + b_2)
            z_n = (1 - Δt_n) ⊙ z_{n-1} + Δt_n ⊙ tanh(W_z y_{n-1} + V_z x_n + b_z)
            y_n = (1 - Δt̄_n) ⊙ y_{n-1} + Δt̄_n ⊙ tanh(W_y z_n + V_y x_n + b_y)
            param Δt : 1 = 1
            """,
        // Gu et al. 2022: a state space, its state called x and its input u.
        ["state-space"] = """
            x_k = \bar{A} x_{k-1} + \bar{B} u_k
            y_k = \bar{C} x_k + D u_k
            """,
        // Feng et al. 2024: minGRU, with the function it defines.
        ["min-gru"] = """
            z_t = σ(W_z x_t)
            h~_t = g(W_h x_t)
            h_t = (1 - z_t) ⊙ h_{t-1} + z_t ⊙ h~_t
            g(a) = where(a, a + 0.5, σ(a))
            """,
        // Katharopoulos et al. 2020: linear attention with its feature map.
        ["linear-attention"] = """
            φ(a) = elu(a) + 1
            state S : H x H
            q, k, v = split(W x, 3)
            S_t = S_{t-1} + v φ(k)^T
            z_t = z_{t-1} + φ(k)
            y_t = S_t φ(q) / (z_t^T φ(q) + 1)
            """,
        // Tallec and Ollivier 2018: chrono initialisation.
        ["chrono-gru"] = """
            z = σ(W_z x + U_z h + b_z)
            h' = (1 - z) * h + z * tanh(W x + U h)
            init b_z = -log(uniform(1, 99))
            init U = 0.9 * identity
            """,
        // Orvieto et al. 2023: LRU on a ring, real and imaginary parts.
        ["lru"] = """
            size N = H
            state u : N
            state v : N
            λ = exp(-exp(ν))
            γ = √(1 - λ²)
            u' = λ * cos(exp(θ)) * u - λ * sin(exp(θ)) * v + γ * (B_re x)
            v' = λ * cos(exp(θ)) * v + λ * sin(exp(θ)) * u + γ * (B_im x)
            y = C_re u' - C_im v' + D x
            init ν = log(-0.5 * log(uniform(0.81, 0.98)))
            init θ = log(uniform(0.1, 0.314))
            init B_re = normal(0, 1 / √(2 * I))
            """,
        // Gu and Dao 2023: Mamba's diagonal, started at the logarithms of 1…N.
        ["mamba"] = """
            size N = 4
            state S : H x N
            param A_log : H x N
            init A_log[i, j] = log(j + 1)
            Δ = softplus(W_Δ x + b_Δ)
            S' = exp(-outer(Δ, 1) * exp(A_log)) * S + outer(Δ * (W_u x), W_B x)
            y = S' (W_C x)
            """,
        // Neil et al. 2016: phased LSTM, cut to its gate of time.
        ["phased"] = """
            input τ : 1
            φ_t = mod(τ - s, r) / r
            k_t = (φ_t < 0.5) * φ_t + (φ_t ≥ 0.5) * 0.01 * φ_t
            h~_t = tanh(W x_t + U h_{t-1} + b)
            h_t = k_t ⊙ h~_t + (1 - k_t) ⊙ h_{t-1}
            init r = exp(uniform(2, 3))
            init s = uniform(20, 30)
            """,
        // Jaeger et al. 2007: a leaky reservoir, time in parentheses.
        ["reservoir"] = """
            const a = 0.3
            x~(t) = tanh(W_in [1; x(t)] + W h(t-1))
            h(t) = (1 - a) h(t-1)
                 + a x~(t)
            y(t) = W_out [1; x(t); h(t)]
            """,
        // Sabour et al. 2017: what a capsule squashes.
        ["squash"] = """
            u = W · x + U · h
            h' = (‖u‖² / (1 + ‖u‖²)) * (u / (|u| + ‖u‖_2 + 0.5))
            """,
        // As a program would have it.
        ["lstm-of-a-program"] = """
            i, f, g, o = chunk(matmul(W_ih, x) + b_ih + W_hh @ h + b_hh, 4)
            c_next = sigmoid(f) * c + sigmoid(i) * tanh g
            h_next = sigmoid(o) * tanh(c_next)
            """,
    };
}
