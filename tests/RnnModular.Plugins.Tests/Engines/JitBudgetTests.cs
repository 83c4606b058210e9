using System.Diagnostics;
using RnnModular.CellCompiler;

namespace RnnModular.Plugins.Tests.Engines;

/// <summary>The JIT gives up optimising a method that is too large, and inlining into one of many locals; no kernel may be one.</summary>
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
        Summary summary = await Summary.Of(Large, "\"passed\":true", spec => ["cell", "check", spec, "--json"]);
        string[] kernels = summary.Methods("Kernels:");
        Assert.True(kernels.Length > 50, $"The JIT names {kernels.Length} kernels.");
        Assert.All(kernels, line => Assert.DoesNotContain("MinOpts", line));
    }

    // Small, odd and large sizes; a vector's worth of lanes and one more.
    [Fact]
    public async Task Steps_of_fixed_size_of_a_large_cell_are_all_fully_optimised()
    {
        Summary summary = await Summary.Of(Large, "fixedStep", spec => StepsOf(spec, "1,1,4,4;1,1,7,33;1,1,256,256"));
        string[] steps = summary.Methods("+Avx512Step:", "+Avx2Step:", "+PortableStep:");
        Assert.Equal(3, steps.Count(line => line.Contains("Step:Pack", StringComparison.Ordinal)));
        Assert.Contains(steps, line => line.Contains("Step:Run", StringComparison.Ordinal));
        Assert.Contains(steps, line => line.Contains("Step:Part", StringComparison.Ordinal));
        AssertOptimised(summary, steps);
    }

    [Fact]
    public async Task Step_of_the_largest_stage_that_gets_a_fixed_size_is_fully_optimised()
    {
        string spec = Enumerable.Range(1, 60).Select(Tanhs).Last(HasFixedStep);
        Summary summary = await Summary.Of(spec, "fixedStep", path => StepsOf(path, "1,1,7,33;1,1,256,256"));
        string[] steps = summary.Methods("+Avx512Step:Run", "+Avx2Step:Run", "+PortableStep:Run");
        Assert.Equal(2, steps.Length);
        AssertOptimised(summary, steps);
    }

    /// <summary>Optimised, and with every function of numbers inlined: one that is not shows as a method of its own.</summary>
    static void AssertOptimised(Summary summary, string[] methods)
    {
        Assert.All(methods, line => Assert.DoesNotContain("MinOpts", line));
        Assert.Empty(summary.Methods("Numerics.VectorMath:"));
    }

    static string[] StepsOf(string spec, string shapes) => ["bench", "cells", "--cell", spec, "--mode", "step", "--shapes", shapes, "--repetitions", "1", "--json"];

    static string Tanhs(int count) => $"h' = tanh(W x + U h){string.Concat(Enumerable.Range(0, count).Select(n => $" + tanh(p{n} * h)"))}";

    static bool HasFixedStep(string equations) =>
        CellCompilation.Compile(new CellSource("LargeCell", "", "large", "", equations) { Input = 7, Hidden = 33 }).Files.Any(f => f.HintName == "LargeCell.Step.g.cs");

    /// <summary>What the JIT says it compiled while the command ran on a spec.</summary>
    sealed class Summary
    {
        string[] _lines = [];

        public static async Task<Summary> Of(string equations, string expected, Func<string, string[]> arguments)
        {
            string folder = Directory.CreateTempSubdirectory("rnn-jit").FullName;
            try
            {
                string spec = Path.Combine(folder, "large.cell");
                string file = Path.Combine(folder, "jit.txt");
                await File.WriteAllTextAsync(spec, equations);
                var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "rnn.dll"), .. arguments(spec)])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    Environment =
                    {
                        ["DOTNET_TieredCompilation"] = "0",
                        ["DOTNET_JitStdOutFile"] = file,
                        ["DOTNET_JitDisasmSummary"] = "1",
                    },
                };
                using Process process = Process.Start(start)!;
                process.BeginErrorReadLine();
                string output = await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
                Assert.Contains(expected, output);
                return new Summary { _lines = await File.ReadAllLinesAsync(file) };
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        public string[] Methods(params string[] parts) => [.. _lines.Where(line => parts.Any(part => line.Contains(part, StringComparison.Ordinal)))];
    }
}
