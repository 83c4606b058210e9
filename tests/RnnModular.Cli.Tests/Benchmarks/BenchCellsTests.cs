using System.Text.Json.Nodes;
using RnnModular.Cli.Benchmarks;

namespace RnnModular.Cli.Tests.Benchmarks;

public sealed class BenchCellsTests : IDisposable
{
    readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_row_has_the_fields_that_programs_read()
    {
        BenchmarkRow row = new("lstm", BenchmarkMode.RaggedTrain, new BenchmarkShape(32, 64, 256, 31), 2, 23.1234567, 129.87654321, 0.55, 48, 1.04, 0.9, 0.95, WeightFormat.Int8, new AccuracyLoss(0.0212345678, 0.004));

        Assert.Equal(
            """{"cell":"lstm","mode":"raggedTrain","batch":32,"time":64,"input":256,"hidden":31,"threads":2,"ms":23.1235,"gflops":129.877,"peakFraction":0.55,"bytesAllocated":48,"denseRatio":1.04,"relativeRate":0.9,"relativeWork":0.95,"weights":"int8","largestLoss":0.0212346,"rmsLoss":0.004}""",
            row.ToJson().ToJsonString());
    }

    [Fact]
    public void A_dense_row_has_no_ratio_and_short_times_keep_their_digits()
    {
        JsonObject row = new BenchmarkRow("gru", BenchmarkMode.Step, new BenchmarkShape(1, 1, 16, 16), 1, 0.000123456789, 7, 0.03, 0).ToJson();

        Assert.Null(row["denseRatio"]);
        Assert.Null(row["relativeRate"]);
        Assert.True(row.ContainsKey("denseRatio"));
        Assert.Equal("float32", (string)row["weights"]!);
        Assert.Null(row["rmsLoss"]);
        Assert.Equal(0.000123457, (double)row["ms"]!);
    }

    [Theory]
    [InlineData("--shapes 1,2,3", 2, "batch,time,input,hidden")]
    [InlineData("--mode sideways", 2, "sideways")]
    [InlineData("--cell ,", 2, "'cell'")]
    [InlineData("--repetitions 0", 2, "'repetitions'")]
    [InlineData("--threads 0", 2, "'threads'")]
    [InlineData("--weights int4", 2, "float32, bfloat16, int8")]
    [InlineData("--weights int8 --mode train", 2, "'int8'")]
    [InlineData("--weights int8 --relative-to lstm", 2, "'weights'")]
    [InlineData("--cell lsmt", 4, "lsmt")]
    [InlineData("--relative-to lsmt", 4, "lsmt")]
    [InlineData("--cell nowhere.cell", 5, "nowhere.cell")]
    public void A_mistake_ends_with_its_code_and_a_sentence(string options, int code, string expected)
    {
        Assert.Equal(code, _rig.Run($"bench cells {options}"));

        Assert.Contains(expected, _rig.Error);
        Assert.Empty(_rig.Output);
    }

    [Fact]
    public void A_file_is_measured_beside_the_cell_it_copies()
    {
        File.WriteAllText(_rig["plain.cell"], "h' = tanh(W x + U h + b)");
        File.WriteAllText(_rig["copy.cell"], "h' = tanh(V x + R h + d)");

        Assert.Equal(0, _rig.Run("bench cells --cell copy.cell,plain.cell --relative-to plain.cell --shapes 2,3,7,9 --mode infer --repetitions 1 --json"));

        JsonArray rows = JsonNode.Parse(_rig.Output)!["rows"]!.AsArray();
        Assert.Equal(["copy", "plain"], rows.Select(r => (string)r!["cell"]!));
        Assert.All(rows, r => Assert.True((double)r!["relativeRate"]! > 0));
        Assert.All(rows, r => Assert.Equal((double)r!["relativeRate"]!, (double)r!["relativeWork"]!, 1e-3 * (double)r!["relativeRate"]!));
    }

    [Fact]
    public void Narrow_weights_are_measured_beside_float32_with_the_accuracy_they_lose()
    {
        File.WriteAllText(_rig["plain.cell"], "h' = tanh(W x + U h + b)");

        Assert.Equal(0, _rig.Run("bench cells --cell plain.cell --shapes 1,3,7,9 --mode infer --weights float32,bfloat16,int8 --repetitions 1 --json"));

        JsonArray rows = JsonNode.Parse(_rig.Output)!["rows"]!.AsArray();
        Assert.Equal(["float32", "bfloat16", "int8"], rows.Select(r => (string)r!["weights"]!));
        Assert.Null(rows[0]!["largestLoss"]);
        Assert.All(rows.Skip(1), r => Assert.InRange((double)r!["rmsLoss"]!, 1e-5, (double)r!["largestLoss"]!));
    }

    [Fact]
    public void The_help_has_an_example()
    {
        Assert.Equal(0, _rig.Run("bench cells --help"));

        Assert.Contains("rnn bench cells --cell lstm,gru", _rig.Output);
    }
}
