using RnnModular.CellCompiler.Tests.Support;

namespace RnnModular.CellCompiler.Tests.Steps;

/// <summary>What is emitted for a step of fixed size, and when.</summary>
public sealed class EmittedStepTests
{
    [Fact]
    public void Lstm_step_at_16()
    {
        CellSource source = Specs.Source(Specs.Lstm, "LstmCell16") with { Input = 16, Hidden = 16 };
        foreach (GeneratedFile file in CellCompilation.Compile(source).Files.Where(f => f.HintName is "LstmCell16.Step.g.cs" or "LstmCell16.Step.Avx512.g.cs"))
        {
            Snapshot.Match(file.Text, file.HintName[..^".cs".Length], "cs", test: nameof(Lstm_step_at_16));
        }
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(16, 0, false)]
    [InlineData(0, 16, false)]
    [InlineData(16, 16, true)]
    public void Step_files_are_emitted_when_both_sizes_are_fixed(int input, int hidden, bool expected)
    {
        CompilationResult result = CellCompilation.Compile(Specs.Source(Specs.Gru) with { Input = input, Hidden = hidden });
        Assert.Equal(expected, result.Files.Any(f => f.HintName.Contains(".Step.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_spec_has_a_step_of_its_size_but_those_with_side_inputs_masks_tables_slices_or_matrix_values() => Assert.Equal(
        StepSpecs.General,
        StepSpecs.All.Keys.Where(name => !CellCompilation.Compile(StepSpecs.Source(name, 3, 8)).Files.Any(f => f.HintName == "SampleCell.Step.g.cs")));

    [Fact]
    public void A_stage_too_large_for_the_JIT_keeps_the_general_step()
    {
        string sum = string.Join(" + ", Enumerable.Range(0, 60).Select(n => $"tanh(p{n} * h)"));
        CellSource source = Specs.Source($"h' = tanh(W x + U h) + {sum}") with { Input = 2, Hidden = 3 };
        Assert.DoesNotContain(CellCompilation.Compile(source).Files, f => f.HintName.Contains(".Step.", StringComparison.Ordinal));
        Assert.Empty(EmittedCell.Complaints(source));
    }

    [Fact]
    public void A_step_of_many_stages_is_cut_into_methods()
    {
        IEnumerable<string> lines = Enumerable.Range(0, 12).Select(n => $"v{n} = tanh(W{n} x) * sigmoid(U{n} {(n == 0 ? "h" : $"v{n - 1}")}) + gelu({(n == 0 ? "b" : $"v{n - 1}")})");
        string declarations = string.Join("\n", Enumerable.Range(0, 12).Select(n => $"param W{n} : H x I\nparam U{n} : H x H"));
        CellSource source = Specs.Source($"{declarations}\n{string.Join("\n", lines)}\nh' = tanh(v11) + softplus(v10) + exp(-abs(v9))") with { Input = 3, Hidden = 5 };
        Assert.Contains(CellCompilation.Compile(source).Files, f => f.Text.Contains("Part2(x, state, weights, room);", StringComparison.Ordinal));
        Assert.Empty(EmittedCell.Complaints(source));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(7, 33)]
    public void Emitted_steps_compile_without_a_warning(int input, int hidden)
    {
        foreach (string name in new[] { "layer-norm-lstm", "old-values-read-late", "delay-line" })
        {
            Assert.Empty(EmittedCell.Complaints(StepSpecs.Source(name, input, hidden)));
        }
    }

    [Fact]
    public void Names_that_are_awkward_in_the_step_compile()
    {
        string[] names = ["state", "weights", "room", "y1", "w", "k", "a0", "b0", "u0", "W", "Wide", "Unsafe", "Avx512Step", "StepWeights", "Run"];
        string sum = string.Join(" + ", names.Where(n => n != "W").Select(n => $"tanh({n} * h)"));
        string values = string.Join("\n", names.Where(n => char.IsLower(n[0])).Select((n, index) => $"v_{n} = sigmoid(V{index} h + {n})"));
        CellSource source = Specs.Source($"{values}\nh' = tanh(W x + U h) + {sum} + v_room * v_w") with { Input = 2, Hidden = 5 };
        Assert.Empty(EmittedCell.Complaints(source));
    }
}
