using static RnnModular.Plugins.Tests.Statements.StatedRun;

namespace RnnModular.Plugins.Tests.Statements;

/// <summary>Memories made of slots: a stack, a tape with a head, slots that attend to each other; each slot by itself, in plain loops.</summary>
[Trait("Category", "Numeric")]
public sealed class SlotStatementTests
{
    const int H = Hidden;

    [Fact]
    public void Stack_rnn_is_a_mixture_of_a_pushed_a_popped_and_an_untouched_stack()
    {
        StatedRun run = new("stack-rnn");
        double[] h = new double[H];
        double[] stack = Lanes(16, _ => -1);
        run.Expect(x =>
        {
            double[] action = Softmax(run.Product("A", h));
            double top = Sigmoid(run.Product("D", h)[0]);
            double[] pushed = [top, .. stack.SkipLast(1)], popped = [.. stack.Skip(1), -1];
            double[] input = Sum(Sum(run.Product("U", x), run.Product("R", h)), run.Product("P", stack));
            stack = Lanes(16, i => (action[0] * pushed[i]) + (action[1] * popped[i]) + (action[2] * stack[i]));
            return h = [.. input.Select(Sigmoid)];
        });
    }

    [Fact]
    public void Neural_turing_machine_moves_its_head_by_content_and_by_shifts_around_the_tape()
    {
        StatedRun run = new("neural-turing-machine");
        const int N = 16;
        double[][] tape = [.. run["M0"].Chunk(H)];
        double[] head = Lanes(N, _ => 1.0 / N), read = new double[H], h = new double[H];
        static double Softplus(double v) => Math.Log(1 + Math.Exp(v));
        run.Expect(x =>
        {
            double[] a = Sum(Sum(run.Product("Wx", x), run.Product("Wr", read)), Sum(run.Product("U", h), run["b"]));
            h = [.. a.Select(Math.Tanh)];
            double[] key = [.. Sum(run.Product("Wk", h), run["bk"]).Select(Math.Tanh)];
            double strength = Softplus(Dot(run["c"], h) + run["bc"][0]), gate = Sigmoid(Dot(run["a"], h) + run["ba"][0]);
            double[] likeness = Softmax(Lanes(N, i => strength * Dot(tape[i], key) / Math.Sqrt(Dot(tape[i], tape[i]) * Dot(key, key))));
            double[] mixed = Lanes(N, i => (gate * likeness[i]) + ((1 - gate) * head[i]));
            double[] shift = Softmax(Sum(run.Product("Ws", h), run["bs"]));
            double sharpness = 1 + Softplus(Dot(run["d"], h) + run["bd"][0]);

            // A shift to the right puts at a row what stood at the row before.
            double[] sharp = Lanes(N, i => Math.Pow(Enumerable.Range(-1, 3).Sum(by => shift[by + 1] * mixed[(i - by + N) % N]), sharpness));
            head = Lanes(N, i => sharp[i] / sharp.Sum());
            double[] erase = Sum(run.Product("We", h), run["be"]), write = Sum(run.Product("Wa", h), run["bw"]);
            tape = [.. tape.Select((row, i) => Lanes(H, j => (row[j] * (1 - (head[i] * Sigmoid(erase[j])))) + (head[i] * Math.Tanh(write[j]))))];
            read = Lanes(H, j => tape.Select((row, i) => head[i] * row[j]).Sum());
            return Sum(run.Product("Wy", h), run.Product("Vy", read));
        });
    }

    [Fact]
    public void Relational_memory_is_attention_of_each_slot_to_all_slots_and_the_input()
    {
        StatedRun run = new("relational-memory");
        double[][] slots = [.. run["M0"].Chunk(H)];
        double[] Times(double[] row, string matrix) => Lanes(H, j => Enumerable.Range(0, H).Sum(k => row[k] * run[matrix][(k * H) + j]));
        double[] Normal(double[] v, string gain, string shift)
        {
            double mean = v.Average(), variance = v.Average(u => (u - mean) * (u - mean));
            return Lanes(H, j => ((v[j] - mean) / Math.Sqrt(variance + 1e-5) * run[gain][j]) + run[shift][j]);
        }

        run.Expect(x =>
        {
            double[][] seen = [.. slots, Sum(run.Product("Wx", x), run["bx"])];
            slots = [.. slots.Select(slot =>
            {
                double[] query = Times(slot, "Wq");
                double[] weights = Softmax([.. seen.Select(s => Dot(query, Times(s, "Wk")) / Math.Sqrt(H))]);
                double[] attended = Lanes(H, j => seen.Select((s, i) => weights[i] * Times(s, "Wv")[j]).Sum());
                double[] e = Normal(Sum(slot, attended), "g1", "b1");
                double[] inner = [.. Sum(Times(e, "P"), run["p"]).Select(v => Math.Max(v, 0))];
                double[] next = Normal(Sum(e, Sum(Times(inner, "Q"), run["q"])), "g2", "b2");
                double[] squashed = [.. slot.Select(Math.Tanh)];
                double[] i = Sum(Times(squashed, "Ui"), Sum(run.Product("Wi", x), run["bi"]));
                double[] f = Sum(Times(squashed, "Uf"), Sum(run.Product("Wf", x), run["bf"]));
                return Lanes(H, j => (Sigmoid(f[j]) * slot[j]) + (Sigmoid(i[j]) * Math.Tanh(next[j])));
            })];
            return [.. slots.SelectMany(s => s)];
        });
    }

    [Fact]
    public void Gated_slot_attention_reads_slots_that_are_fading_means_of_all_past_keys_and_values()
    {
        StatedRun run = new("gated-slot-attention");
        double[] Swish(double[] v) => [.. v.Select(u => u * Sigmoid(u))];
        List<(double[] Key, double[] Value, double[] Keep)> past = [];
        run.Expect(x =>
        {
            past.Add((Swish(run.Product("Wk", x)), Swish(run.Product("Wv", x)), [.. run.Product("Wa", x).Select(v => Math.Pow(Sigmoid(v), 1.0 / 8))]));
            double[] q = Swish(run.Product("Wq", x));
            double Share(int slot, int s) => (1 - past[s].Keep[slot]) * past.Skip(s + 1).Aggregate(1.0, (kept, later) => kept * later.Keep[slot]);
            double[] weights = Softmax(Lanes(16, slot => past.Select((p, s) => Share(slot, s) * Dot(p.Key, q)).Sum()));
            double[] o = Swish(Lanes(H, j => weights.Select((w, slot) => w * past.Select((p, s) => Share(slot, s) * p.Value[j]).Sum()).Sum()));
            double scale = Math.Sqrt(o.Average(v => v * v) + 1.1920928955078125e-7);
            return run.Product("Wo", Lanes(H, j => o[j] / scale * run["g"][j]));
        });
    }

    static double Dot(double[] a, double[] b) => a.Zip(b, (u, v) => u * v).Sum();

    static double[] Softmax(double[] v)
    {
        double[] e = [.. v.Select(Math.Exp)];
        return [.. e.Select(u => u / e.Sum())];
    }
}
