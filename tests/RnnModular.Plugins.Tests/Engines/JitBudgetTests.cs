using System.Diagnostics;

namespace RnnModular.Plugins.Tests.Engines;

/// <summary>The JIT gives up optimising a method that is too large; no kernel may be one.</summary>
public sealed class JitBudgetTests
{
    // Ten gates over two layers with norms and every costly function: larger than any cell of the literature.
    const string Large = """
        i  = sigmoid(layer_norm(Wi x + Ui h + Vi a, gi, ki))
        f  = sigmoid(layer_norm(Wf x + Uf h + Vf a, gf, kf))
        g  = tanh(Wg x + Ug h + Vg a + bg)
        o  = sigmoid(Wo x + Uo h + Vo a + bo)
        p  = softplus(Wp x + Up h + Vp a + bp)
        q  = gelu(Wq x + Uq h + Vq a + bq)
        c' = f * c + i * g * p + log(1 + square(q)) * exp(-abs(p))
        h' = o * tanh(c') + elu(q) * silu(g)
        r  = sigmoid(Wr h' + Ur a + br)
        s  = sigmoid(Ws h' + Us a + bs)
        n  = tanh(Wn h' + Un (r * a) + bn)
        a' = (1 - s) * n + s * a + 0.1 * softmax(n)
        y  = a' + V h'
        """;

    [Fact]
    public async Task Kernels_of_a_large_cell_are_all_fully_optimised()
    {
        string folder = Directory.CreateTempSubdirectory("rnn-jit").FullName;
        try
        {
            string spec = Path.Combine(folder, "large.cell");
            string summary = Path.Combine(folder, "jit.txt");
            await File.WriteAllTextAsync(spec, Large);
            var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "rnn.dll"), "cell", "check", spec, "--json"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["DOTNET_TieredCompilation"] = "0",
                    ["DOTNET_JitStdOutFile"] = summary,
                    ["DOTNET_JitDisasmSummary"] = "1",
                },
            };
            using Process process = Process.Start(start)!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Contains("\"passed\":true", output);

            string[] kernels = [.. File.ReadLines(summary).Where(l => l.Contains("Kernels:", StringComparison.Ordinal))];
            Assert.True(kernels.Length > 50, $"The JIT names {kernels.Length} kernels.");
            Assert.All(kernels, line => Assert.DoesNotContain("MinOpts", line));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
