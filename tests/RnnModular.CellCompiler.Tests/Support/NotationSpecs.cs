namespace RnnModular.CellCompiler.Tests.Support;

/// <summary>Cells as their papers print them: rows before matrices, k kᵀ, I − k kᵀ, [h, x], equations in any order.</summary>
static class NotationSpecs
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        // Zhang et al., Dive into Deep Learning: vectors are rows.
        ["gru-of-rows"] = """
            r_t = σ(x_t W_{xr} + h_{t-1} W_{hr} + b_r)
            z_t = σ(x_t W_{xz} + h_{t-1} W_{hz} + b_z)
            h̃_t = tanh(x_t W_{xh} + (r_t ⊙ h_{t-1}) W_{hh} + b_h)
            h_t = z_t ⊙ h_{t-1} + (1 - z_t) ⊙ h̃_t
            """,
        // Yang et al. 2024: Gated DeltaNet.
        ["gated-delta-net"] = """
            state S : V x K
            size V = H
            size K = H
            param w_α : 1 x I
            param w_β : 1 x I
            S_t = S_{t-1} (α_t (I - β_t k_t k_t^T)) + β_t v_t k_t^T
            y_t = W_o (S_t q_t)
            q_t = normalize(SiLU(W_q x_t) + 0.1)
            k_t = normalize(SiLU(W_k x_t) + 0.1)
            v_t = SiLU(W_v x_t)
            α_t = σ(w_α x_t)
            β_t = σ(w_β x_t)
            """,
        // Behrouz et al. 2024: a memory with momentum, as in Titans; a row of weights makes a number.
        ["memory-with-momentum"] = """
            state M : H x D
            state S : H x D
            size D = 3
            param w_η : 1 x I
            param w_θ : 1 x I
            k = W_k x
            S' = 0.9 S - σ(w_θ x) (M k - W_v x) kᵀ
            M' = σ(w_η x) M + S'
            y = M' (W_q x)
            """,
        // Peng et al. 2025: RWKV-7's state, its vectors as columns.
        ["rwkv-7"] = """
            state S : H x H
            w = exp(-0.606531 σ(W_w x + b_w))
            a = σ(W_a x + b_a)
            k, v, r = split(W_kvr x, 3)
            κ = normalize(k * ξ + 0.1)
            S' = S (diag(w) - κ (a * κ)ᵀ) + v kᵀ
            y = W_o (S' r)
            """,
        // Sun et al. 2024: TTT-Linear, a step of gradient descent on a token.
        ["ttt-linear"] = """
            state W : H x H
            param θ_η : 1 x I
            η = 0.1 σ(θ_η x)
            W_t = W_{t-1} - η 2 (W_{t-1} k - v) k^T
            k = θ_K x
            v = θ_V x
            y_t = θ_O (W_t (θ_Q x))
            """,
        // Yang et al. 2024: gated linear attention, its vectors as rows.
        ["gated-linear-attention"] = """
            size K = H / 2
            state S : K x H
            param W_1 : I x 4
            α_t = σ((x_t W_1) W_2 + b_α)^{1/16}
            S_t = diag(α_t) S_{t-1} + outer(x_t W_k, x_t W_v)
            o_t = (x_t W_q) S_t / √(K)
            y_t = (swish(x_t W_r + b_r) ⊙ LN(o_t)) W_O
            """,
        // Graves et al. 2014: addressing by content alone.
        ["neural-turing-machine"] = """
            size N = 6
            state M : N x H
            state r : H
            param w_β : 1 x H
            h_t = tanh(W [x_t; r_{t-1}] + U h_{t-1} + b)
            k_t = W_k h_t
            β_t = softplus(w_β h_t)
            w_t = softmax(β_t (M_{t-1} k_t) / (sqrt(sum(M_{t-1}^2, 1) + 0.01) * norm(k_t) + 0.01))
            M_t = M_{t-1} ⊙ (1 - w_t σ(W_e h_t)^T) + w_t tanh(W_a h_t)^T
            r_t = M_t^T w_t
            """,
        // Erichson et al. 2021: a Lipschitz RNN; its matrices have equations of their own.
        ["lipschitz-rnn"] = """
            const β = 0.75
            const γ = 0.001
            const ε = 0.03
            A = (1 - β) * (M_A + M_A^T) + β * (M_A - M_A^T) - γ I
            V = (1 - β) * (M_V + M_V^T) + β * (M_V - M_V^T) - γ I
            h_t = h_{t-1} + ε (A h_{t-1}) + ε tanh(V h_{t-1} + U x_t + b)
            """,
        // Zhou et al. 2016: the minimal gated unit, on [h, x].
        ["minimal-gated-unit"] = """
            f_t = σ(W_f[h_{t-1}, x_t] + b_f)
            h̃_t = tanh(W_h[f_t ⊙ h_{t-1}, x_t] + b_h)
            h_t = (1 - f_t) ⊙ h_{t-1} + f_t ⊙ h̃_t
            """,
        // Jozefowicz et al. 2015: MUT1 counts the step it makes as t + 1.
        ["mut-1"] = """
            z = sigm(W_xz x_t + b_z)
            r = sigm(W_xr x_t + W_hr h_t + b_r)
            h_{t+1} = tanh(W_hh (r ⊙ h_t) + tanh(W_xh x_t) + b_h) ⊙ z + h_t ⊙ (1 - z)
            """,
        // Miconi et al. 2018: differentiable plasticity.
        ["plastic-rnn"] = """
            state Hebb : H x H
            param w : H x H
            param α : H x H
            param η : 1
            h_t = tanh(W x_t + (w + α * Hebb_{t-1}) h_{t-1})
            Hebb_t = η (h_t h_{t-1}^T) + (1 - η) Hebb_{t-1}
            """,
        // Rusch and Mishra 2021: coRNN, whose output is y.
        ["co-rnn"] = """
            const Δt = 0.042
            z_t = z_{t-1} + Δt (tanh(W y_{t-1} + W_z z_{t-1} + V x_t + b) - 2.7 y_{t-1} - 4.7 z_{t-1})
            y_t = y_{t-1} + Δt z_t
            """,
        // Joulin and Mikolov 2015: a stack that is pushed and popped.
        ["stack-rnn"] = """
            size K = 8
            state s : K
            param A : 2 x H
            param D : 1 x H
            push, pop = split(softmax(A h), 2)
            s' = push concat(σ(D h), slice(s, 0, K - 1)) + pop concat(slice(s, 1, K - 1), -1)
            h' = σ(U x + R h + P s)
            """,
        // Attention over a few slots, as a memory reads and writes them.
        ["slot-memory"] = """
            size N = 6
            state M : N x H
            s = softmax(M (W_q x) / √(H))   // scaled as in Vaswani et al. 2017
            M' = (1 - s 1ᵀ) ⊙ M + s (W_v x)ᵀ
            y = Mᵀ s
            """,
    };
}
