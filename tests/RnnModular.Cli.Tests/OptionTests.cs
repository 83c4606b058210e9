namespace RnnModular.Cli.Tests;

public sealed class OptionTests : IDisposable
{
    readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void The_command_line_wins_over_the_environment_over_the_file_over_the_default()
    {
        File.WriteAllText(_rig["c.json"], """{"task":"counting","seed":11,"threads":1,"options":{"cell":"file","epochs":5,"learning-rate":0.125,"shuffle":true}}""");
        _rig.Set("RNN_EPOCHS", "6");
        _rig.Set("RNN_LEARNING_RATE", "0.75");

        Assert.Equal(0, _rig.Run("train counting --config c.json --epochs 7 --print-config --json"));

        Assert.Equal("""{"task":"counting","seed":11,"threads":1,"options":{"cell":"file","epochs":7,"learning-rate":0.75,"shuffle":true}}""", _rig.Output.TrimEnd());
        Assert.Null(_rig.Task.Context);
    }

    [Fact]
    public void The_seed_and_the_threads_follow_the_same_order()
    {
        Assert.Equal(0, _rig.Run("train counting --print-config --json"));
        Assert.Equal(1, (int)_rig.Json["seed"]!);
        Assert.Equal(Environment.ProcessorCount, (int)_rig.Json["threads"]!);

        _rig.Set("RNN_SEED", "18446744073709551615");
        _rig.Set("RNN_THREADS", "3");
        _rig.Run("train counting --print-config --json");
        Assert.Equal(ulong.MaxValue, (ulong)_rig.Json["seed"]!);
        Assert.Equal(3, (int)_rig.Json["threads"]!);

        _rig.Run("train counting --print-config --json --seed 2 --threads 4");
        Assert.Equal(2, (int)_rig.Json["seed"]!);
        Assert.Equal(4, (int)_rig.Json["threads"]!);
    }

    [Fact]
    public void A_configuration_printed_can_be_given_again()
    {
        _rig.Run("train counting --print-config --epochs 9 --shuffle");
        File.WriteAllText(_rig["c.json"], _rig.Output);
        string first = _rig.Output;

        Assert.Equal(0, _rig.Run("train counting --print-config --config c.json"));
        Assert.Equal(first, _rig.Output);
    }

    [Theory]
    [InlineData("--shuffle", "true")]
    [InlineData("--shuffle true", "true")]
    [InlineData("--shuffle false", "false")]
    [InlineData("", "false")]
    public void A_switch_may_stand_alone(string typed, string value)
    {
        _rig.Run($"train counting --print-config --json {typed}");

        Assert.Equal(value, _rig.Json["options"]!["shuffle"]!.ToJsonString());
    }

    [Theory]
    [InlineData("train counting --epochs many", 2, "'epochs' cannot be 'many'; it needs a whole number")]
    [InlineData("train counting --learning-rate 0,5", 2, "finite number")]
    [InlineData("train counting --shuffle maybe", 2, "true or false")]
    [InlineData("train counting --seed -1", 2, "'seed' cannot be '-1'")]
    [InlineData("train counting --seed x", 2, "'seed' cannot be 'x'")]
    [InlineData("train counting --threads 0", 2, "at least one thread")]
    [InlineData("train counting --epoch 3", 2, "did you mean '--epochs'?")]
    [InlineData("train counting --sed 3", 2, "did you mean '--seed'?")]
    [InlineData("train counting --zzzzzz", 2, "see 'rnn train counting --help'")]
    [InlineData("train counting --epochs", 2, "epochs")]
    [InlineData("train countin", 4, "did you mean 'counting'?")]
    [InlineData("run zzz", 4, "there are: counting")]
    [InlineData("train", 2, "add one of: counting")]
    [InlineData("trian", 2, "did you mean 'train'?")]
    [InlineData("", 2, "add one of: train, run")]
    [InlineData("plugins", 2, "add 'list'")]
    [InlineData("cell show", 2, "rnn cell show --help")]
    [InlineData("cell show gru --stage soup", 2, "'soup' not recognized")]
    [InlineData("cell show gru --width avx2", 2, "add --stage csharp")]
    [InlineData("cell show gruu", 4, "no cell 'gruu'")]
    [InlineData("cell show nowhere.cell", 5, "nowhere.cell")]
    [InlineData("doctor --threads none", 2, "'threads' cannot be 'none'")]
    public void What_cannot_be_read_gets_one_sentence_and_its_code(string line, int code, string sentence)
    {
        Assert.Equal(code, _rig.Run(line));

        Assert.Contains(sentence, _rig.Error);
        Assert.Single(_rig.Error.TrimEnd().Split('\n'));
        Assert.Empty(_rig.Output);

        Assert.Equal(code, _rig.Run(line + " --json"));
        Assert.Equal(code, (int)_rig.Json["error"]!["exitCode"]!);
        Assert.Contains(sentence, (string)_rig.Json["error"]!["message"]!);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"sed":1}""", "'sed' is none of")]
    [InlineData("""{"seed":-1}""", "'seed' is not")]
    [InlineData("""{"seed":"1"}""", "'seed' is not")]
    [InlineData("""{"threads":0}""", "'threads' is not")]
    [InlineData("""{"threads":"2"}""", "'threads' is not")]
    [InlineData("""{"task":5}""", "'task' is not")]
    [InlineData("""{"task":"music"}""", "for the task 'music'")]
    [InlineData("""{"options":[]}""", "'options' is not")]
    [InlineData("""{"options":{"epochs":[1]}}""", "'epochs' is neither")]
    [InlineData("""{"options":{"epochs":1.5}}""", "'epochs' cannot be '1.5'")]
    [InlineData("""{"options":{"epoch":1}}""", "'epoch' is not known")]
    public void A_wrong_configuration_file_ends_with_code_3(string json, string because)
    {
        File.WriteAllText(_rig["c.json"], json);

        Assert.Equal(3, _rig.Run("train counting --config c.json"));
        Assert.Contains(because, _rig.Error);
        Assert.Contains("c.json", _rig.Error);
    }

    [Fact]
    public void A_wrong_variable_ends_with_code_3()
    {
        _rig.Set("RNN_EPOCHS", "many");

        Assert.Equal(3, _rig.Run("train counting"));
        Assert.Contains("The environment", _rig.Error);
    }

    [Fact]
    public void A_task_that_takes_a_name_of_ours_is_refused_when_used_but_harms_no_other()
    {
        _rig.Add(new CountingTask { Id = "greedy", TrainOptions = [new("seed", OptionType.Integer, "1", "Mine.")] });

        Assert.Equal(4, _rig.Run("train greedy"));
        Assert.Contains("'seed' is misnamed or taken", _rig.Error);
        Assert.Equal(0, _rig.Run("train counting --print-config"));
    }

    [Theory]
    [InlineData("--help", "rnn train forecasting")]
    [InlineData("train --help", "counting")]
    [InlineData("train counting --help", "--learning-rate <number>")]
    [InlineData("train counting --help", "[default: 0.5]")]
    [InlineData("run counting --help", "--horizon <whole number>")]
    [InlineData("plugins list --help", "rnn plugins list --json")]
    [InlineData("cell list --help", "rnn cell list")]
    [InlineData("cell show --help", "rnn cell show gru --stage csharp")]
    [InlineData("doctor --help", "rnn doctor")]
    public void Help_shows_the_options_and_an_example(string line, string expected)
    {
        Assert.Equal(0, _rig.Run(line));

        Assert.Contains(expected, _rig.Output);
        Assert.Contains("Example:", _rig.Output);
        Assert.Empty(_rig.Error);
    }

    [Fact]
    public void A_fault_of_ours_is_one_sentence_and_the_trace_is_shown_on_request()
    {
        _rig.Task.OnStep = _ => throw new InvalidOperationException("Boom.");

        Assert.Equal(1, _rig.Run("train counting --out a"));
        Assert.Contains("RNN_TRACE=1", _rig.Error);
        Assert.DoesNotContain("   at ", _rig.Error);

        _rig.Set("RNN_TRACE", "1");
        Assert.Equal(1, _rig.Run("train counting --out b"));
        Assert.Contains("   at ", _rig.Error);
    }
}
