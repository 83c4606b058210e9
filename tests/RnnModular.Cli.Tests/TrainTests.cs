using System.Text.Json.Nodes;
using RnnModular.Interop.SafeTensors;

namespace RnnModular.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    const string DefaultFolder = "runs/counting/19601231-235958";

    readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Train_fills_a_run_folder_named_by_the_time()
    {
        Assert.Equal(0, _rig.Run("train counting"));

        string[] files = [.. Directory.GetFiles(_rig[DefaultFolder], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_rig[DefaultFolder], f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        Assert.Equal(["checkpoints/last.safetensors", "config.json", "environment.json", "metrics.jsonl", "model.safetensors", "plots/forecast.svg", "plots/loss.svg", "result.json"], files);
        Assert.StartsWith("<svg", File.ReadAllText(_rig[DefaultFolder + "/plots/loss.svg"]));
        JsonNode machine = JsonNode.Parse(File.ReadAllText(_rig[DefaultFolder + "/environment.json"]))!;
        Assert.Equal(Environment.ProcessorCount, (int)machine["cores"]!);
    }

    [Fact]
    public void A_second_run_in_the_same_second_gets_a_number()
    {
        _rig.Run("train counting");
        _rig.Run("train counting");

        Assert.True(Directory.Exists(_rig[DefaultFolder + "-2"]));
    }

    [Fact]
    public void Train_shows_the_chart_the_metrics_beside_the_baselines_and_what_to_type_next()
    {
        _rig.Run("train counting");

        Assert.Contains("Counted", _rig.Output);
        Assert.Matches(@"gru\s*│\s*2\.5\s*│", _rig.Output);
        Assert.Matches(@"seasonalNaive\s*│\s*9\.99\s*│\s*50\.7", _rig.Output);
        Assert.Contains($"rnn run counting --model {DefaultFolder}", _rig.Output.Replace('\\', '/'));
        Assert.DoesNotContain('\e', _rig.Output);
        Assert.Contains("12 steps", _rig.Error);
    }

    [Fact]
    public void Train_with_json_prints_one_object_and_nothing_else()
    {
        Assert.Equal(0, _rig.Run("train counting --json --seed 7 --cell lstm --out out"));

        Assert.Equal(["task", "cell", "seed", "metrics", "baselines", "epochs", "seconds", "runFolder"], _rig.Json.Select(p => p.Key));
        Assert.Equal("""{"task":"counting","cell":"lstm","seed":7,"metrics":{"mape":2.5,"rmse":null},"baselines":{"seasonalNaive":{"mape":9.99,"rmse":50.7}},"epochs":3,"seconds":0}""",
            WithoutFolder(_rig.Json));
        Assert.Equal(_rig["out"], (string?)_rig.Json["runFolder"]);
        Assert.Single(_rig.Output.TrimEnd().Split('\n'));
        Assert.Equal(_rig.Json.ToJsonString(), JsonNode.Parse(File.ReadAllText(_rig["out/result.json"]))!.ToJsonString());
    }

    [Fact]
    public void Metrics_have_one_line_an_epoch_with_means_over_it()
    {
        _rig.Run("train counting --out out --epochs 2");

        string[] lines = File.ReadAllLines(_rig["out/metrics.jsonl"]);
        Assert.Equal(2, lines.Length);
        JsonNode first = JsonNode.Parse(lines[0])!;
        Assert.Equal(["step", "epoch", "loss", "gradientNorm", "validation", "seconds"], first.AsObject().Select(p => p.Key));
        Assert.Equal(4, (int)first["step"]!);
        Assert.Equal((1 + 0.5 + (1.0 / 3) + 0.25) / 4, (double)first["loss"]!, 12);
        Assert.Equal(5, (double)first["gradientNorm"]!, 12);
        Assert.Equal(2.5, (double)first["validation"]!["mape"]!);
    }

    [Fact]
    public void A_folder_that_holds_something_is_not_used()
    {
        _rig.Run("train counting --out out");

        Assert.Equal(3, _rig.Run("train counting --out out"));
        Assert.Contains("not empty", _rig.Error);
    }

    [Fact]
    public void Bad_data_ends_with_code_5_and_leaves_no_folder()
    {
        Assert.Equal(5, _rig.Run("train counting --data bad"));

        Assert.Equal("error: The data cannot be used because it is bad; bring better." + Environment.NewLine, _rig.Error);
        Assert.False(Directory.Exists(_rig["runs"]));
    }

    [Fact]
    public void A_training_that_diverges_ends_with_code_7()
    {
        _rig.Task.Loss = step => step == 6 ? double.NaN : 1;

        Assert.Equal(7, _rig.Run("train counting --out out"));
        Assert.Contains("diverged at step 6", _rig.Error);
    }

    [Fact]
    public void A_cancelled_training_writes_a_checkpoint_says_how_to_go_on_and_exits_130()
    {
        using CancellationTokenSource stop = new();
        _rig.Cancelled = stop.Token;
        _rig.Task.OnStep = step => CancelAt(stop, step, 6);

        Assert.Equal(130, _rig.Run("train counting --out out --json"));

        Assert.Contains("rnn train counting --resume out", _rig.Error);
        Assert.Equal(130, (int)_rig.Json["error"]!["exitCode"]!);
        Assert.Equal("cancelled", (string?)_rig.Json["error"]!["kind"]);
        Assert.Equal("6", SafeTensorsFile.Open(_rig["out/checkpoints/last.safetensors"]).Text("step"));
        Assert.False(File.Exists(_rig["out/model.safetensors"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(11)]
    public void A_resumed_training_ends_with_the_same_bytes_as_one_never_stopped(int at)
    {
        _rig.Run("train counting --out whole --seed 3 --learning-rate 0.25");
        using CancellationTokenSource stop = new();
        _rig.Cancelled = stop.Token;
        _rig.Task.OnStep = step => CancelAt(stop, step, at);
        Assert.Equal(130, _rig.Run("train counting --out cut --seed 3 --learning-rate 0.25"));
        _rig.Cancelled = default;

        Assert.Equal(0, _rig.Run("train counting --resume cut"));

        Assert.Equal(0.25, _rig.Task.Context!.Options.Number("learning-rate"));
        foreach (string file in new[] { "model.safetensors", "metrics.jsonl", "plots/loss.svg", "checkpoints/last.safetensors" })
        {
            Assert.Equal(File.ReadAllBytes(_rig["whole/" + file]), File.ReadAllBytes(_rig["cut/" + file]));
        }
    }

    [Fact]
    public void A_resume_drops_what_was_logged_after_the_checkpoint()
    {
        _rig.Run("train counting --out whole");
        using CancellationTokenSource stop = new();
        _rig.Cancelled = stop.Token;
        _rig.Task.OnStep = step => CancelAt(stop, step, 5);
        _rig.Run("train counting --out cut");
        _rig.Cancelled = default;
        File.AppendAllText(_rig["cut/metrics.jsonl"], """{"step":8,"epoch":2,"loss":9,"gradientNorm":9,"validation":{},"seconds":9}""" + "\n{\"step\":1");

        Assert.Equal(0, _rig.Run("train counting --resume cut"));

        Assert.Equal(File.ReadAllText(_rig["whole/metrics.jsonl"]), File.ReadAllText(_rig["cut/metrics.jsonl"]));
    }

    [Theory]
    [InlineData("--epochs 4")]
    [InlineData("--seed 4")]
    [InlineData("--out other")]
    public void A_resume_with_other_options_is_refused(string options)
    {
        _rig.Run("train counting --out out");

        Assert.Equal(2, _rig.Run($"train counting --resume out {options}"));
    }

    [Fact]
    public void A_resume_of_a_damaged_checkpoint_ends_with_code_6()
    {
        _rig.Run("train counting --out out");
        byte[] bytes = File.ReadAllBytes(_rig["out/checkpoints/last.safetensors"]);
        File.WriteAllBytes(_rig["out/checkpoints/last.safetensors"], bytes[..^1]);

        Assert.Equal(6, _rig.Run("train counting --resume out"));
        Assert.Contains("last.safetensors", _rig.Error);

        File.Delete(_rig["out/checkpoints/last.safetensors"]);
        Assert.Equal(6, _rig.Run("train counting --resume out"));
        Assert.Equal(3, _rig.Run("train counting --resume nowhere"));
    }

    [Fact]
    public void A_training_on_a_terminal_leaves_its_last_word_and_colours()
    {
        _rig.OnTerminal = true;

        Assert.Equal(0, _rig.Run("train counting"));

        Assert.Contains("Trained 12 steps", _rig.Error);
        Assert.Contains('\e', _rig.Output);
        Assert.Equal(0, _rig.Run("train counting --no-color"));
        Assert.DoesNotContain('\e', _rig.Output);
    }

    static void CancelAt(CancellationTokenSource stop, long step, long at)
    {
        if (step == at)
        {
            stop.Cancel();
        }
    }

    static string WithoutFolder(JsonObject json)
    {
        JsonObject copy = json.DeepClone().AsObject();
        copy.Remove("runFolder");
        return copy.ToJsonString();
    }
}
